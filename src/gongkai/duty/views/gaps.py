"""What is missing on the district's site: living addresses, and columns with their requests."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.catalogue.fields import names_on
from gongkai.catalogue.models import Item
from gongkai.documents.official import official_docx
from gongkai.documents.workbook import Value, list_workbook
from gongkai.duty import actions
from gongkai.duty.column_letter import MOST, letter_of
from gongkai.duty.coverage import ColumnGap, WebsiteGap, columns_of, website_gaps
from gongkai.duty.forms.columns import (
    LACKING,
    UNASKED,
    ColumnFilter,
    ColumnStatusForm,
    RequestColumnForm,
)
from gongkai.duty.models import ColumnRequest, ColumnStatus
from gongkai.duty.queries import column_requests
from gongkai.ledger.clock import today
from gongkai.ledger.queries import history
from gongkai.organisation.models import Unit
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import Refused
from gongkai.organisation.views.common import FormPage, answer_form
from gongkai.organisation.web import (
    DOCX_TYPE,
    XLSX_TYPE,
    OfficeRequest,
    add_refusal,
    file_answer,
    numbers_in,
    office_page,
    page_of,
)

_GAP_COLUMNS = (("领域", 20), ("一级事项", 24), ("二级事项", 30), ("单位", 24), ("情况", 30))
_COLUMNS = (
    *(("领域", 20), ("一级事项", 24), ("二级事项", 30), ("状态", 12), ("建议或者已有栏目", 30)),
    *(("栏目网址", 40), ("设置理由", 30), ("上级答复", 30), ("提出日期", 12), ("更新日期", 12)),
)


@require_safe
@office_page("duty.read")
def website(request: OfficeRequest) -> HttpResponse:
    """Channel 政府网站 without a living address: one line for each unit and item (F12)."""
    gaps = website_gaps(request.actor)
    unit, field = request.GET.get("unit", ""), request.GET.get("field", "")
    rows = [row for row in _places(gaps) if _is_wanted(row, unit, field)]
    names = names_on(today())
    if request.GET.get("format") == "xlsx":
        lines = (_gap_line(gap, place, names) for gap, place in rows)
        book = list_workbook("网站缺口", _GAP_COLUMNS, lines)
        return file_answer(book, XLSX_TYPE, f"政府网站缺口{today():%Y%m%d}.xlsx")
    units = {place[0].slug: place[0] for _, place in _places(gaps) if place}
    context = {
        "page": page_of(request, rows),
        "items": len({gap.item.pk for gap, _ in rows}),
        "units": sorted(units.values(), key=lambda each: (each.order, each.pk)),
        "unit": unit,
        "fields": _fields([gap.item for gap in gaps], names),
        "field": field,
        "names": names,
    }
    return render(request, "duty/website_gaps.html", context)


Place = tuple[Unit, int] | None


def _places(gaps: Sequence[WebsiteGap]) -> list[tuple[WebsiteGap, Place]]:
    """A line for each unit; one without a unit where nobody is responsible."""
    return [(gap, place) for gap in gaps for place in (gap.places or (None,))]


def _is_wanted(row: tuple[WebsiteGap, Place], unit: str, field: str) -> bool:
    gap, place = row
    if field and gap.item.field.code != field:
        return False
    return not unit or (place is not None and place[0].slug == unit)


def _gap_line(gap: WebsiteGap, place: Place, names: dict[int, str]) -> tuple[str, ...]:
    item = gap.item
    told = "没有可访问的网址" if place else "没有责任单位"
    who = place[0].name if place else ""
    return (names.get(item.field_id, ""), item.level1, item.level2, who, told)


def _fields(items: Sequence[Item], names: dict[int, str]) -> dict[str, str]:
    """The fields of these items, in their order: code and name."""
    found: dict[str, str] = {}
    for item in items:
        found.setdefault(item.field.code, names.get(item.field_id, item.field.code))
    return found


@require_safe
@office_page("duty.read")
def columns(request: OfficeRequest) -> HttpResponse:
    """The register: every 政府网站 item with its column or the request for one (F13)."""
    names = names_on(today())
    everything = columns_of(request.actor)
    form = ColumnFilter(request.GET, fields=_fields([each.item for each in everything], names))
    rows = _filtered(everything, form)
    if request.GET.get("format") == "xlsx":
        lines = (_column_line(gap, names) for gap in rows)
        book = list_workbook("栏目设置需求", _COLUMNS, lines)
        return file_answer(book, XLSX_TYPE, f"政府网站栏目设置需求{today():%Y%m%d}.xlsx")
    waiting = [gap for gap in everything if _status(gap) == ColumnStatus.PROPOSED]
    context = {
        "form": form,
        "page": page_of(request, rows),
        "names": names,
        "total": len(everything),
        "open": sum(gap.is_open for gap in everything),
        "proposed": len(waiting),
        "may_ask": reach_of(request.actor, "duty.request_column"),
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "duty/columns.html", context)


def _filtered(everything: list[ColumnGap], form: ColumnFilter) -> list[ColumnGap]:
    if not form.is_valid():
        return everything
    status, field = form.cleaned_data["status"], form.cleaned_data["field"]
    tests: dict[str, Callable[[ColumnGap], bool]] = {
        "": lambda gap: True,
        LACKING: lambda gap: not gap.is_open,
        UNASKED: lambda gap: gap.request is None,
    }
    test = tests.get(status) or (lambda gap: _status(gap) == status)
    return [gap for gap in everything if test(gap) and field in ("", gap.item.field.code)]


def _status(gap: ColumnGap) -> str:
    return gap.request.status if gap.request else ""


def _column_line(gap: ColumnGap, names: dict[int, str]) -> tuple[Value, ...]:
    item, asked = gap.item, gap.request
    head = (names.get(item.field_id, ""), item.level1, item.level2, gap.status)
    if asked is None:
        return (*head, *[""] * 4, None, None)
    days = (timezone.localdate(asked.asked_at), timezone.localdate(asked.changed_at))
    return (*head, asked.column, asked.address, asked.why, asked.reply, *days)


@office_page("duty.request_column")
@require_POST
def ask(request: OfficeRequest) -> HttpResponse:
    """Propose one column for the items that were ticked, after asking for its name."""
    numbers = numbers_in(request.POST.getlist("item"))
    gaps = [gap for gap in columns_of(request.actor) if gap.item.pk in numbers]
    if not gaps:
        messages.error(request, "请先在清单里勾选还没有提出的事项。")
        return redirect("duty:columns")
    asked = "asked" in request.POST
    form = RequestColumnForm(request.POST if asked else None)
    if asked and form.is_valid():
        items = [gap.item for gap in gaps]
        try:
            actions.request_columns(request.actor, items, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已为{len(items)}个事项提出栏目需求，可以生成函件报送上级。")
            return redirect("duty:columns")
    status = 422 if form.errors else 200
    context = {"form": form, "gaps": gaps, "names": names_on(today())}
    return render(request, "duty/column_ask.html", context, status=status)


@office_page("duty.read")
@require_http_methods(["GET", "POST"])
def column(request: OfficeRequest, number: int) -> HttpResponse:
    """One request: what it asks, how far it has come, and its next step."""
    found = get_object_or_404(column_requests(request.actor), pk=number)
    item = _items(request, [found]).get(found.identity)
    writable = reach_of(request.actor, "duty.set_column_status") is not None
    form = ColumnStatusForm(request.POST or None, request=found)
    if request.method == "POST":
        if not writable:
            raise Http404
        page = FormPage("登记进展", "登记", reverse("duty:column", args=[found.pk]), "", "")

        def act(given: dict[str, Any]) -> str:
            done = actions.set_column_status(request.actor, found, **given)
            return f"已登记：{done.get_status_display()}。"

        if form.is_valid():
            return answer_form(request, form, page, act)
    context = {
        "asked": found,
        "item": item,
        "form": form,
        "writable": writable and form.fields["status"].choices,  # type: ignore[attr-defined]
        "history": history("duty.columnrequest", found.pk).order_by("-id")[:20],
    }
    return render(request, "duty/column.html", context, status=422 if form.errors else 200)


@require_safe
@office_page("duty.request_column")
def letter(request: OfficeRequest) -> HttpResponse:
    """The letter to the district about everything proposed and not sent yet, as Word."""
    rows = list(_proposed(request))
    if not rows or len({row.column for row in rows}) > MOST:
        told = f"一份函件最多{MOST}个栏目，请分批报送。" if rows else "没有拟提出的栏目需求。"
        messages.error(request, told)
        return redirect("duty:columns")
    text = letter_of(request.account.unit.town, rows, _items(request, rows), today())
    return file_answer(official_docx(text), DOCX_TYPE, f"{text.title}{today():%Y%m%d}.docx")


@office_page("duty.set_column_status")
@require_http_methods(["GET", "POST"])
def sent(request: OfficeRequest) -> HttpResponse:
    """Say that the letter has gone: everything proposed is sent."""
    rows = list(_proposed(request))
    if request.method == "POST":
        actions.set_columns_status(request.actor, rows, ColumnStatus.SENT)
        messages.success(request, f"已登记{len(rows)}项需求报送上级，收到答复后逐项登记。")
        return redirect("duty:columns")
    context = {"rows": rows, "items": _items(request, rows)}
    return render(request, "duty/columns_sent.html", context)


def _proposed(request: OfficeRequest) -> QuerySet[ColumnRequest]:
    rows = column_requests(request.actor).filter(status=ColumnStatus.PROPOSED)
    return rows.order_by("column", "id")


def _items(request: OfficeRequest, rows: Sequence[ColumnRequest]) -> dict[UUID, Item]:
    """The items of requests as the newest edition has them, by identity."""
    wanted = [row.identity for row in rows]
    items = Item.objects.filter(edition__town=request.actor.town_id, identity__in=wanted)
    return {item.identity: item for item in items.order_by("edition__number")}
