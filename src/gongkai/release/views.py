"""Pages of release: the register, releasing, withdrawing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.web import record_or_404
from gongkai.release import actions
from gongkai.release.forms import ReleaseForm, WithdrawForm
from gongkai.release.gate import GateRefused, check_website, covering_row
from gongkai.release.queries import releases_for


@office_page("publication.read")
def register(request: OfficeRequest) -> HttpResponse:
    """Every release in scope, newest first."""
    page = page_of(request, releases_for(request.actor))
    return render(request, "release/register.html", {"page": page})


@office_page("release.release")
@require_http_methods(["GET", "POST"])
def release(request: OfficeRequest, slug: str) -> HttpResponse:
    """Release a reviewed record, after showing what covers it."""
    record = record_or_404(request, slug)
    earlier = record.releases.filter(current=True).first()
    form = ReleaseForm(request.POST or None)
    if earlier is None:
        del form.fields["change_note"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.release(request.actor, record, form.cleaned_data.get("change_note", ""))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已发布。公开页面正在生成，通常几秒钟后就能看到。")
            return redirect("publication:record", slug)
    row, refusal = None, ""
    try:
        row = covering_row(record)
        check_website(row)
    except GateRefused as refused:
        refusal = str(refused)
    context = {
        "record": record,
        "version": newest(record),
        "row": row,
        "refusal": refusal,
        "form": form,
        "earlier": earlier,
    }
    return render(request, "release/release.html", context)


@office_page("release.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: OfficeRequest, slug: str) -> HttpResponse:
    """Withdraw a public record, with its legal reason."""
    record = record_or_404(request, slug)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.withdraw(request.actor, record, given["reason"], given["note"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已撤下。公开页面会说明撤下的时间和依据，不再显示内容。")
            return redirect("publication:record", slug)
    return render(request, "release/withdraw.html", {"record": record, "form": form})
