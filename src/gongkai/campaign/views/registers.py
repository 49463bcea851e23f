"""Pages of the registers: the library, practices, requests, concerns."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.facts import PracticeFacts, ReferenceFacts, RequestFacts
from gongkai.campaign.forms.registers import (
    AnswerForm,
    ConcernForm,
    PracticeForm,
    ReferenceForm,
    RequestForm,
    ResponseForm,
    SettleForm,
)
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Concern, RequestState
from gongkai.campaign.views.common import FormPage, answer, may, posted
from gongkai.documents.workbook import list_workbook
from gongkai.ledger.clock import now, today
from gongkai.organisation.models import Unit
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.views.common import open_units
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of
from gongkai.rules import concerns as rules
from gongkai.rules import practices as practice_rules

_KINDS = {row.code: row.name for row in rules.KINDS}
_PRACTICES = {row.code: row.name for row in practice_rules.TABLE}


def _units(request: OfficeRequest, action: str) -> QuerySet[Unit]:
    return open_units(request, action).select_related("town")


def _found(request: OfficeRequest, rows: QuerySet[Any], *names: str) -> tuple[QuerySet[Any], str]:
    """The rows one of whose columns contains what ``?q=`` asks, and what it asked."""
    text = request.GET.get("q", "").strip()
    if not text:
        return rows, text
    found = rows.none()
    for name in names:
        found = found | rows.filter(**{f"{name}__icontains": text})
    return found, text


@require_safe
@office_page("campaign.read")
def references(request: OfficeRequest) -> HttpResponse:
    """The library of advanced places."""
    rows, text = _found(request, queries.references_for(request.actor), "place", "title", "content")
    may_add = reach_of(request.actor, "campaign.add_reference") is not None
    context = {"page": page_of(request, rows), "q": text, "may_add": may_add}
    return render(request, "campaign/references.html", context)


@require_safe
@office_page("campaign.read")
def reference(request: OfficeRequest, reference: int) -> HttpResponse:
    """One experience, with source and date."""
    shown = get_object_or_404(queries.references_for(request.actor), pk=reference)
    return render(request, "campaign/reference.html", {"reference": shown})


@office_page("campaign.add_reference")
@require_http_methods(["GET", "POST"])
def reference_new(request: OfficeRequest) -> HttpResponse:
    """Enter an experience."""
    form = ReferenceForm(posted(request), units=_units(request, "campaign.add_reference"))
    back = reverse("campaign:references")

    def act() -> str:
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        made = actions.add_reference(request.actor, unit, ReferenceFacts(**given))
        return f"已登记{made}。"

    page = FormPage("登记先进经验", "登记", back, "先进经验", back)
    return answer(request, form, page, act)


@require_safe
@office_page("campaign.read")
def practices(request: OfficeRequest) -> HttpResponse:
    """The new ways that the units tried."""
    rows, text = _found(request, queries.practices_for(request.actor), "title", "content")
    page = page_of(request, rows)
    for practice in page:
        practice.kind_name = _PRACTICES.get(practice.kind, practice.kind)
    may_add = reach_of(request.actor, "campaign.add_practice") is not None
    context = {"page": page, "q": text, "may_add": may_add}
    return render(request, "campaign/practices.html", context)


@office_page("campaign.add_practice")
@require_http_methods(["GET", "POST"])
def practice_new(request: OfficeRequest) -> HttpResponse:
    """Enter a new way."""
    form = PracticeForm(posted(request), units=_units(request, "campaign.add_practice"))
    back = reverse("campaign:practices")

    def act() -> str:
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        made = actions.add_practice(request.actor, unit, PracticeFacts(**given))
        return f"已登记“{made.title}”。"

    page = FormPage("登记创新实践", "登记", back, "创新实践", back)
    return answer(request, form, page, act)


@require_safe
@office_page("campaign.units.read")
def upstream(request: OfficeRequest) -> HttpResponse:
    """What was asked of superior departments, and how it stands."""
    rows = queries.requests_for(request.actor)
    state = request.GET.get("state", "")
    shown = rows.filter(state=state) if state in RequestState.values else rows
    if request.GET.get("format") == "xlsx":
        return _upstream_xlsx(shown)
    context = {
        "page": page_of(request, shown),
        "state": state,
        "states": [("", "全部"), *RequestState.choices],
        "today": today(),
        "may_add": reach_of(request.actor, "campaign.send_request") is not None,
    }
    return render(request, "campaign/requests.html", context)


def _upstream_xlsx(rows: QuerySet[Any]) -> HttpResponse:
    columns = (
        *(("单位", 24), ("上级部门", 24), ("事由", 40), ("内容", 50), ("发文字号", 20)),
        *(("发出日期", 12), ("希望答复日期", 12), ("状态", 10), ("答复", 50)),
        *(("答复日期", 12), ("落实情况", 40)),
    )
    lines = (
        (
            *(row.unit.name, row.addressee, row.subject, row.content, row.document_number),
            *(row.sent_on, row.reply_by, row.get_state_display(), row.reply),
            *(row.replied_on, row.outcome),
        )
        for row in rows
    )
    name = f"请示对接登记{today():%Y%m%d}.xlsx"
    return file_answer(list_workbook("请示对接", columns, lines), XLSX_TYPE, name)


@office_page("campaign.send_request")
@require_http_methods(["GET", "POST"])
def request_new(request: OfficeRequest) -> HttpResponse:
    """Register a request."""
    units = _units(request, "campaign.send_request")
    form = RequestForm(posted(request), units=units, initial={"sent_on": today()})
    back = reverse("campaign:requests")

    def act() -> str:
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        made = actions.send_request(request.actor, unit, RequestFacts(**given))
        return f"已登记“{made.subject}”。收到答复后请登记。"

    page = FormPage("登记请示对接", "登记", back, "请示对接", back)
    return answer(request, form, page, act)


@office_page("campaign.units.read")
@require_http_methods(["GET", "POST"])
def asked(request: OfficeRequest, asked: int) -> HttpResponse:
    """A request: its answer, then what became of it."""
    shown = get_object_or_404(queries.requests_for(request.actor), pk=asked)
    answering = shown.state == RequestState.SENT
    form: AnswerForm | SettleForm = (
        AnswerForm(posted(request), initial={"replied_on": today()})
        if answering
        else SettleForm(posted(request))
    )
    verb: Callable[..., Any] = actions.answer_request if answering else actions.settle_request
    words = ("登记答复", "已登记答复。") if answering else ("办结", "已办结。")
    back = reverse("campaign:request", args=[shown.pk])
    page = FormPage(shown.subject, words[0], back, "请示对接", reverse("campaign:requests"))

    def act() -> str:
        verb(request.actor, shown, **form.cleaned_data)
        return words[1]

    allowed = may(request, shown.unit, ("answer_request",))["answer_request"]
    context = {"asked": shown, "writable": allowed and shown.state != RequestState.SETTLED}
    return answer(request, form, page, act, template="campaign/request.html", **context)


@require_safe
@office_page("campaign.units.read")
def concerns(request: OfficeRequest) -> HttpResponse:
    """The log of concerns with their timers."""
    rows = queries.concerns_for(request.actor)
    open_ = request.GET.get("show") == "open"
    page = page_of(request, rows.filter(answered_at=None) if open_ else rows)
    for concern in page:
        _dress(concern)
    context = {"page": page, "open": open_, "leads": leads(request.actor)}
    return render(request, "campaign/concerns.html", context)


def _dress(concern: Concern) -> Concern:
    """Give a concern the words and tones that its page shows."""
    concern.kind_name = _KINDS.get(concern.kind, concern.kind)  # type: ignore[attr-defined]
    for limit in concern.limits.all():
        met = limit.met_at
        late = (met or now()) > limit.due_at
        words = ("超时完成" if late else "按时完成") if met else ("已超时" if late else "等待办理")
        limit.words_now = words  # type: ignore[attr-defined]
        limit.tone = "late" if late and not met else "done" if met and not late else "soon"  # type: ignore[attr-defined]
        limit.hours_left = _hours(limit.due_at - now())  # type: ignore[attr-defined]
    return concern


def _hours(span: Any) -> str:
    minutes = int(abs(span.total_seconds()) // 60)
    words = f"{minutes // 60}小时{minutes % 60}分"
    return f"还有{words}" if span.total_seconds() > 0 else f"已超{words}"


@office_page("campaign.log_concern")
@require_http_methods(["GET", "POST"])
def concern_new(request: OfficeRequest) -> HttpResponse:
    """Enter a concern and assign it."""
    units = _units(request, "campaign.log_concern")
    form = ConcernForm(
        posted(request), units=units, initial={"found_at": timezone.localtime(now())}
    )
    back = reverse("campaign:concerns")
    made: list[Concern] = []

    def act() -> str:
        given = dict(form.cleaned_data)
        unit, kind, found_at = given.pop("unit"), given.pop("kind"), given.pop("found_at")
        made.append(actions.log_concern(request.actor, unit, kind, found_at, **given))
        return f"已交办{unit.name}，时限从发现时间起算。"

    page = FormPage("登记关切", "登记并交办", back, "回应关切", back)
    response = answer(request, form, page, act)
    return redirect("campaign:concern", made[0].pk) if made else response


@require_safe
@office_page("campaign.units.read")
def concern(request: OfficeRequest, concern: int) -> HttpResponse:
    """A concern: what is to be done until when, and what was done."""
    shown = _dress(get_object_or_404(queries.concerns_for(request.actor), pk=concern))
    allowed = may(request, shown.unit, ("answer_concern",))
    return render(request, "campaign/concern.html", {"concern": shown, "may": allowed})


@office_page("campaign.answer_concern")
@require_http_methods(["GET", "POST"])
def respond(request: OfficeRequest, concern: int, limit: int) -> HttpResponse:
    """Register that what a limit asks for was done."""
    shown = get_object_or_404(queries.concerns_for(request.actor), pk=concern)
    met = get_object_or_404(shown.limits, pk=limit)
    form = ResponseForm(posted(request), unit=shown.unit)
    back = reverse("campaign:concern", args=[shown.pk])
    page = FormPage(f"登记：{met.name}", "登记", back, shown.title, back)

    def act() -> str:
        actions.answer_concern(request.actor, met, **form.cleaned_data)
        return f"已登记“{met.name}”。"

    return answer(request, form, page, act)
