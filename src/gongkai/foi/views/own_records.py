"""Requests to correct what is recorded of oneself (Art. 41): list, registering, one, its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.foi import actions as foi
from gongkai.foi.forms import town as forms
from gongkai.foi.forms.removing import RemoveForm
from gongkai.foi.models import OwnRecordRequest
from gongkai.foi.queries import own_records_for
from gongkai.foi.views.cases import office_unit
from gongkai.foi.views.letters import download
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.views.common import FormPage, answer_form, posted
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.rules.foi.own_record import removal_problem

_PLACE = "依申请公开"


@office_page("foi.read")
def own_records(request: OfficeRequest) -> HttpResponse:
    """Requests to correct what is recorded of oneself (Art. 41)."""
    rows = own_records_for(request.actor)
    if request.GET.get("kept"):
        rows = rows.filter(keep_until__lt=today(), removed_at=None)
    context = {
        "page": page_of(request, rows),
        "filters": request.GET,
        "may": reach_of(request.actor, "foi.register_own_record") is not None,
        "may_open": reach_of(request.actor, "foi.end_own_record") is not None,
        "today": today(),
    }
    return render(request, "foi/own_records.html", context)


@office_page("foi.register_own_record")
@require_http_methods(["GET", "POST"])
def own_record_new(request: OfficeRequest) -> HttpResponse:
    """Register such a request."""
    form = forms.OwnRecordForm(posted(request))
    page = FormPage(
        title="登记更正申请",
        verb="登记",
        back=reverse("foi:own-records"),
        place=_PLACE,
        place_url=reverse("foi:queue"),
        intro="有证据证明行政机关提供的与本人有关的政府信息记录不准确的，可以要求更正（第四十一条）。",
    )

    def act(given: dict[str, object]) -> str:
        asked = foi.register_own_record(
            request.actor, office_unit(request), form.facts(), request.account
        )
        return f"已登记，编号{asked.number}，请在{asked.due_on}前办结。"

    return answer_form(request, form, page, act)


@office_page("foi.end_own_record")
@require_http_methods(["GET", "POST"])
def own_record(request: OfficeRequest, number: str) -> HttpResponse:
    """One such request, and what the verification found."""
    rows = own_records_for(request.actor).select_related("unit__town", "letter")
    asked = get_object_or_404(rows, number=number)
    if request.method == "POST" and "view" in request.POST:
        private = foi.view_own_record(request.actor, asked)
        response = _own_record(request, asked, forms.OwnRecordEndForm(), private)
        response["Cache-Control"] = "no-store"
        return response
    form = forms.OwnRecordEndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            foi.end_own_record(
                request.actor, asked, given["outcome"], given["words"], given["agency"]
            )
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已办结。请把告知书送达申请人。")
            return redirect("foi:own-record", number)
    return _own_record(request, asked, form, {})


@office_page("foi.remove_own_record")
@require_http_methods(["GET", "POST"])
def own_record_remove(request: OfficeRequest, number: str) -> HttpResponse:
    """Remove who asked, at the end of the period of keeping."""
    asked = get_object_or_404(own_records_for(request.actor), number=number)
    form = RemoveForm(posted(request))
    page = FormPage(
        title=f"按期清除申请人资料：{asked.number}",
        verb="清除",
        back=reverse("foi:own-record", args=[number]),
        place=_PLACE,
        place_url=reverse("foi:queue"),
        intro="清除申请人、请求、证据和告知书的内容，只保留编号、日期和结果，并写明依据。"
        "清除后不能恢复。",
    )

    def act(given: dict[str, object]) -> str:
        foi.remove_own_record(request.actor, asked, str(given["why"]), str(given["archived_as"]))
        return "申请人资料已清除，只保留编号、日期和结果。"

    return answer_form(request, form, page, act)


@office_page("foi.open_own_record_letter")
@require_POST
def own_record_letter(request: OfficeRequest, number: str) -> HttpResponse:
    """The letter with the outcome, as a download; every look is recorded."""
    asked = get_object_or_404(own_records_for(request.actor), number=number)
    found = foi.open_own_record_letter(request.actor, asked, request.POST.get("kind", ""))
    return download(found.name, found.data, found.media_type)


def _own_record(
    request: OfficeRequest,
    asked: OwnRecordRequest,
    form: forms.OwnRecordEndForm,
    private: dict[str, str],
) -> HttpResponse:
    context = {
        "asked": asked,
        "form": form,
        "private": private,
        "today": today(),
        "removable": not removal_problem(
            asked.keep_until, today(), removed=asked.removed_at is not None
        ),
    }
    return render(request, "foi/own_record.html", context, status=422 if form.errors else 200)
