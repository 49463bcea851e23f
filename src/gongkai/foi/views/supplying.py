"""The page on which what an applicant will get is drafted out of the case's files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.foi import actions as foi
from gongkai.foi.forms.supplying import SupplyForm
from gongkai.foi.views.cases import case_or_404
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page

PAGE = {
    "title": "起草要提供的内容",
    "button": "起草，去涂盖和送审",
    "intro": "起草以后在信息页面上涂盖不予公开的部分（PDF和图片涂盖后不留文字），再登记保密审查。"
    "审查同意之前，答复不能作出。",
}


@office_page("foi.draft_reply")
@require_http_methods(["GET", "POST"])
def supply(request: OfficeRequest, number: str) -> HttpResponse:
    """Choose the files, then go on where parts of them are covered."""
    found = case_or_404(request, number)
    form = SupplyForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        case=found,
    )
    if request.method == "POST" and form.is_valid():
        try:
            record = foi.prepare_supply(request.actor, found, form.facts())
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request,
                f"已起草要提供给申请人的内容，并存为{found.number}的答复草稿。"
                "请在“附件”中涂盖不予公开的部分，逐页看过以后登记审查。",
            )
            return redirect("publication:record", record.slug)
    status = 422 if form.errors else 200
    context = {"case": found, "form": form, "page": PAGE, "today": today()}
    return render(request, "foi/step.html", context, status=status)
