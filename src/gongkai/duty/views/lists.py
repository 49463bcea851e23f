"""The list of duties: filtered by the address, exported as it is shown, worked on in bulk."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from gongkai.catalogue.fields import names_on
from gongkai.documents.workbook import Value, list_workbook
from gongkai.duty import actions
from gongkai.duty.actions.bulk import MOST, Preview
from gongkai.duty.forms import BulkForm, DutyFilterForm
from gongkai.duty.models import Duty
from gongkai.duty.queries import duties_for, filtered
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.web import (
    XLSX_TYPE,
    OfficeRequest,
    add_refusal,
    file_answer,
    numbers_in,
    office_page,
    page_of,
)
from gongkai.rules.duty_state import NAMES, State

BULK = {"urge": "督办", "assign": "交办", "extend": "延期", "excuse": "免除"}

_COLUMNS = (
    *(("单位", 20), ("领域", 16), ("一级事项", 20), ("二级事项", 24), ("内容或期间", 30)),
    *(("类型", 12), ("到期日", 12), ("状态", 12), ("公开日期", 12), ("责任人", 12)),
    *(("还缺的渠道", 24), ("还缺的要素", 24), ("期限依据", 40)),
)


@require_safe
@office_page("duty.read")
def duty_list(request: OfficeRequest) -> HttpResponse:
    """The duties in a person's scope, by date."""
    form, duties = _wanted(request)
    context = {
        "form": form,
        "page": page_of(request, duties),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
        "bulk": [(v, w) for v, w in BULK.items() if reach_of(request.actor, f"duty.{v}")],
        "may_configure": reach_of(request.actor, "duty.configure") is not None,
    }
    return render(request, "duty/list.html", context)


@require_safe
@office_page("duty.read")
def duty_xlsx(request: OfficeRequest) -> HttpResponse:
    """Exactly the duties of the list with the same address, as a workbook."""
    _, duties = _wanted(request)
    names = names_on(today())
    rows = (_row(duty, names) for duty in duties.iterator(500))
    return file_answer(
        list_workbook("公开任务", _COLUMNS, rows), XLSX_TYPE, f"公开任务{today():%Y%m%d}.xlsx"
    )


@require_POST
@office_page("duty.read")
def bulk(request: OfficeRequest, verb: str) -> HttpResponse:
    """Show what a bulk act would do to the duties that were ticked, and do it when confirmed."""
    if verb not in BULK:
        raise Http404
    duties = _ticked(request)
    if not duties:
        messages.error(request, "请先在列表里勾选任务。")
        return redirect("duty:list")
    asked = "asked" in request.POST
    units = {duty.unit_id for duty in duties}
    form = BulkForm(request.POST if asked else None, verb=verb, units=units)
    preview = None
    if asked and form.is_valid():
        try:
            if "confirmed" in request.POST:
                return _done(request, verb, duties, form)
            preview = _preview(request, verb, duties, form)
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "verb": verb,
        "words": BULK[verb],
        "form": form,
        "duties": duties,
        "preview": preview,
        "back": request.POST.get("back", ""),
    }
    return render(request, "duty/bulk.html", context)


def _wanted(request: OfficeRequest) -> tuple[DutyFilterForm, QuerySet[Duty]]:
    units = units_in_scope(request.actor, "duty.read").order_by("order", "id")
    form = DutyFilterForm(request.GET, units=units)
    return form, filtered(request.actor, duties_for(request.actor), form.wanted())


def _row(duty: Duty, names: dict[int, str]) -> tuple[Value, ...]:
    state = State(vars(duty)["state"])
    return (
        duty.unit.name,
        names.get(duty.item.field_id, duty.item.field.code),
        duty.item.level1,
        duty.item.level2,
        duty.what,
        duty.get_kind_display(),
        duty.due_on,
        NAMES[state],
        duty.published_on,
        duty.assignee.name if duty.assignee else "",
        "、".join(duty.missing_channels),
        "、".join(duty.missing_elements),
        str(duty.clock.explanation["sentence"]),
    )


def _ticked(request: OfficeRequest) -> list[Duty]:
    """The duties that were ticked and that this person may see."""
    numbers = numbers_in(request.POST.getlist("duty"))
    return list(duties_for(request.actor).filter(pk__in=numbers)[: MOST + 1])


def _preview(request: OfficeRequest, verb: str, duties: list[Duty], form: BulkForm) -> Preview:
    given = form.cleaned_data
    if verb == "urge":
        return actions.preview_urge(request.actor, duties, given["reply_by"])
    if verb == "assign":
        return actions.preview_assign(request.actor, duties, given["account"])
    if verb == "extend":
        return actions.preview_extend(request.actor, duties, given["until"])
    return actions.preview_excuse(request.actor, duties)


def _done(request: OfficeRequest, verb: str, duties: list[Duty], form: BulkForm) -> HttpResponse:
    given = form.cleaned_data
    if verb == "urge":
        made = actions.urge_all(request.actor, duties, given["words"], given["reply_by"])
        messages.success(request, f"已向{len(made)}个单位发出督办，共{len(duties)}项任务。")
        return redirect("duty:urgings")
    if verb == "assign":
        actions.assign_all(request.actor, duties, given["account"])
    elif verb == "extend":
        actions.extend_all(request.actor, duties, given["until"], given["why"])
    else:
        actions.excuse_all(request.actor, duties, given["why"])
    messages.success(request, f"已{BULK[verb]}{len(duties)}项任务，每项都已记入台账。")
    back = request.POST.get("back", "")
    return redirect(f"{redirect('duty:list').url}?{back}" if back else "duty:list")
