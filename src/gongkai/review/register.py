"""The review register: its rows, its filters, its workbook."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.documents.workbook import Value, list_workbook
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.review.models import (
    Column,
    Opinion,
    OpinionValue,
    ReviewRow,
    Seat,
    SheetState,
    Signature,
)

# State of a row in the register: what its filter finds.
ROW_STATES = (
    ("waiting", "等待意见"),
    ("unclear", "不明确，等待书面结果"),
    ("agreed", "两栏同意"),
    ("refused", "不同意"),
    ("void", "已作废"),
)

HEADINGS = (
    *("表号", "日期", "单位", "序号", "部门", "信息名称", "索引号"),
    *("网站公开", "依申请公开", "其他"),
    *("工作机构或者人员审查意见", "审查人", "审查说明"),
    *("主管领导意见", "主管领导", "领导说明"),
    *("承办人签字", "审查人员签字", "主管领导签字"),
    *("表的状态", "作废原因", "发布登记号", "发布时间", "内容摘要"),
)
_WIDTHS = (
    8,
    12,
    24,
    6,
    24,
    48,
    28,
    9,
    10,
    16,
    12,
    12,
    24,
    12,
    12,
    24,
    22,
    22,
    22,
    10,
    24,
    10,
    18,
    72,
)


def rows_for(actor: Actor) -> QuerySet[ReviewRow]:
    """Every row on a sheet that this person may see, newest sheet first, with its release."""
    current = Opinion.objects.filter(current=True).select_related("account")
    return (
        ReviewRow.objects.filter(sheet__unit__in=units_in_scope(actor, "review.read"))
        .select_related("sheet__unit", "department", "version__record", "release")
        .prefetch_related(
            Prefetch("opinions", queryset=current, to_attr="current_opinions"),
            Prefetch("sheet__signatures", queryset=Signature.objects.order_by("at")),
        )
        .order_by("-sheet_id", "sequence")
    )


def filtered(rows: QuerySet[ReviewRow], wanted: Mapping[str, Any]) -> QuerySet[ReviewRow]:
    """Narrow the register: ``text``, ``unit`` (slug), ``state``, ``since``, ``until``.

    What could not be understood (``nothing``) finds nothing.
    """
    if wanted.get("nothing"):
        return rows.none()
    if text := wanted.get("text"):
        rows = rows.filter(
            Q(title__icontains=text) | Q(version__record__index_number__icontains=text)
        )
    if unit := wanted.get("unit"):
        rows = rows.filter(Q(sheet__unit__slug=unit) | Q(department__slug=unit))
    if since := wanted.get("since"):
        rows = rows.filter(sheet__dated__gte=since)
    if until := wanted.get("until"):
        rows = rows.filter(sheet__dated__lte=until)
    return _in_state(rows, wanted.get("state", ""))


def _in_state(rows: QuerySet[ReviewRow], state: str) -> QuerySet[ReviewRow]:
    agreed = [Exists(_ticked(value=OpinionValue.AGREE, column=column)) for column in Column.values]
    refused = Exists(_ticked(value=OpinionValue.DISAGREE))
    unclear = Exists(_ticked(value=OpinionValue.UNCLEAR))
    counting = rows.filter(open=True).exclude(sheet__state=SheetState.VOID)
    match state:
        case "void":
            return rows.filter(Q(open=False) | Q(sheet__state=SheetState.VOID))
        case "agreed":
            return counting.filter(*agreed)
        case "refused":
            return counting.filter(refused)
        case "unclear":
            return counting.filter(unclear)
        case "waiting":
            return counting.exclude(*agreed).exclude(refused).exclude(unclear)
    return rows


def _ticked(**values: Any) -> QuerySet[Opinion]:
    return Opinion.objects.filter(row=OuterRef("pk"), current=True, **values)


def register_workbook(rows: QuerySet[ReviewRow]) -> bytes:
    """The rows as XLSX; text is never taken for a formula."""
    columns = tuple(zip(HEADINGS, _WIDTHS, strict=True))
    found = (tuple(_values(row)) for row in rows.iterator(500))
    return list_workbook("审查登记簿", columns, found)


def _values(row: ReviewRow) -> Iterator[Value]:
    sheet, ticks = row.sheet, {o.column: o for o in getattr(row, "current_opinions", [])}
    dated = datetime.combine(sheet.dated, time())
    yield from (sheet.number, dated, sheet.unit.name, row.sequence, row.department.name)
    yield from (row.title, row.version.record.index_number)
    yield from ("√" if row.on_website else "", "√" if row.on_request else "", row.elsewhere)
    for column in Column:
        tick = ticks.get(column)
        yield tick.get_value_display() if tick else ""
        yield tick.account.name if tick else ""
        yield tick.note if tick else ""
    signed = {signature.seat: signature for signature in sheet.signatures.all()}
    for seat in Seat:
        signature = signed.get(seat)
        yield f"{signature.name} {_local(signature.at)}" if signature else ""
    yield sheet.get_state_display()
    yield row.void_reason
    release = getattr(row, "release", None)
    yield release.number if release else ""
    yield _local(release.released_at) if release else ""
    yield row.digest


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
