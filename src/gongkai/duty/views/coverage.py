"""The coverage report: on the page, as a workbook, and on paper for the meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.documents.workbook import ListSheet, Value, list_workbook, workbook_of
from gongkai.duty.coverage import Owed, Report, coverage_for
from gongkai.duty.coverage.tables import (
    TITLES,
    CoverageTable,
    table_of,
    total_cells,
)
from gongkai.duty.forms.coverage import OwedForm, ReportForm
from gongkai.duty.queries import first_year
from gongkai.ledger.clock import now, today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import NotPermitted
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of

_OWED_COLUMNS = (
    *(("单位", 24), ("领域", 20), ("一级事项", 24), ("二级事项", 30)),
    *(("覆盖", 10), ("已证明的渠道", 30), ("任务", 8)),
)


@require_safe
@office_page("duty.read")
def coverage(request: OfficeRequest) -> HttpResponse:
    """One table of the report, with the totals over it; each number leads to its list."""
    year, code = ReportForm(request.GET).wanted(today().year)
    report = report_of(request, year)
    context = {
        "report": report,
        "years": range(today().year, min(first_year(request.actor), year) - 1, -1),
        "titles": TITLES,
        "code": code,
        "table": table_of(report, code),
        "totals": total_cells(report),
        "may_declare": reach_of(request.actor, "duty.declare_nothing_for_basis") is not None,
    }
    return render(request, "duty/coverage.html", context)


@require_safe
@office_page("duty.read")
def coverage_print(request: OfficeRequest) -> HttpResponse:
    """The whole report on A4 sheets for the meeting; the headings stand on every sheet."""
    year, _ = ReportForm(request.GET).wanted(today().year)
    report = report_of(request, year)
    context = {
        "report": report,
        "tables": [table_of(report, code) for code in TITLES],
        "totals": total_cells(report),
        "over": f"{request.account.unit.town.name}{year}年度政务公开覆盖情况　截至{report.as_of}",
        "printed": now(),
    }
    return render(request, "duty/coverage_print.html", context)


@require_safe
@office_page("duty.read")
def coverage_xlsx(request: OfficeRequest) -> HttpResponse:
    """The whole report as a workbook: a sheet for each table."""
    year, _ = ReportForm(request.GET).wanted(today().year)
    report = report_of(request, year)
    tables = [table_of(report, code) for code in TITLES]
    sheets = [_summary(request, report), *(_sheet(table) for table in tables)]
    name = f"{year}年度公开覆盖情况（截至{report.as_of:%Y%m%d}）.xlsx"
    return file_answer(workbook_of(sheets), XLSX_TYPE, name)


@require_safe
@office_page("duty.read")
def owed(request: OfficeRequest) -> HttpResponse:
    """What units owe on a line of the report, with how it stands."""
    year, _ = ReportForm(request.GET).wanted(today().year)
    report = report_of(request, year)
    wanted = OwedForm(request.GET).wanted()
    found = wanted.of(report)
    if request.GET.get("format") == "xlsx":
        lines = (_owed_line(_owed_row(report, one)) for one in found)
        book = list_workbook("应公开的事项", _OWED_COLUMNS, lines)
        return file_answer(book, XLSX_TYPE, f"{year}年度应公开的事项{today():%Y%m%d}.xlsx")
    page = page_of(request, found)
    context = {
        "report": report,
        "page": page,
        "rows": [_owed_row(report, one) for one in page.object_list],
        "wanted": wanted,
        "narrowed": _narrowed(report, wanted.unit, wanted.field, wanted.channel),
    }
    return render(request, "duty/coverage_owed.html", context)


def report_of(request: OfficeRequest, year: int) -> Report:
    """The report of what this person may see; NotPermitted for whoever sees nothing."""
    report = coverage_for(request.actor, year)
    if report is None:
        raise NotPermitted("您的账号不属于任何镇街，没有可以统计的任务。")
    return report


def _owed_line(row: dict[str, Any]) -> tuple[Value, ...]:
    return (
        *(row["unit"].name, row["field"], row["item"].level1, row["item"].level2),
        "已覆盖" if row["owed"].covered else "未覆盖",
        "、".join(row["channels"]),
        row["duties"],
    )


def _owed_row(report: Report, one: Owed) -> dict[str, Any]:
    item = report.items[one.identity]
    return {
        "owed": one,
        "unit": report.units[one.unit_id],
        "item": item,
        "field": report.field_names.get(item.field_id, ""),
        "channels": report.channels_of(one),
        "duties": sum(one.states.values()),
    }


def _narrowed(report: Report, unit: str, field: str, channel: str) -> str:
    """The line in words, for the heading."""
    units = [each.name for each in report.units.values() if each.slug == unit]
    fields = [
        report.field_names.get(item.field_id, "")
        for item in report.items.values()
        if item.field.code == field
    ]
    return " · ".join([*units, *fields[:1], *([channel] if channel else [])])


def _summary(request: OfficeRequest, report: Report) -> ListSheet:
    town = request.account.unit.town
    rows: list[tuple[Value, Value]] = [
        ("镇街", town.name),
        ("年度", report.year),
        ("截至", report.as_of),
        *((name, cell.value) for name, cell in total_cells(report)),
    ]
    return ListSheet("合计", (("指标", 16), ("数值", 20)), rows)


def _sheet(table: CoverageTable) -> ListSheet:
    columns = [(heading.name, heading.width) for heading in table.headings]
    return ListSheet(table.title, columns, ([cell.value for cell in row] for row in table.rows))
