"""Registering the applications of a day from one sheet: template, preview, all or none."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.documents.inspect import UploadError
from gongkai.foi.sheet.checking import Row, check_lines
from gongkai.foi.sheet.columns import MOST, empty_csv, empty_workbook
from gongkai.foi.sheet.entering import enter, pack, unpack
from gongkai.foi.sheet.reading import Line, read_sheet
from gongkai.foi.views.cases import office_unit
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page


class SheetForm(forms.Form):
    """The filled sheet."""

    file = forms.FileField(
        label="填好的表格", help_text="XLSX或者CSV，最多100件。表格不在系统中留存。"
    )


@office_page("foi.register")
@require_safe
def empty(request: OfficeRequest, kind: str) -> HttpResponse:
    """The sheet to fill in."""
    if kind == "csv":
        return file_answer(empty_csv(), "text/csv; charset=utf-8", "批量登记申请.csv")
    return file_answer(empty_workbook(), XLSX_TYPE, "批量登记申请.xlsx")


@office_page("foi.register")
@require_http_methods(["GET", "POST"])
def sheet(request: OfficeRequest) -> HttpResponse:
    """Choose the sheet; then every row of it, with what is wrong and where. Nothing is stored."""
    if request.method != "POST":
        return _page(request, SheetForm())
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data["file"]
    try:
        lines = read_sheet(given.name, given.read())
    except UploadError as fault:
        form.add_error("file", str(fault))
        return _page(request, form)
    rows = check_lines(request.actor, office_unit(request), lines)
    return _preview(request, lines, rows)


@office_page("foi.register")
@require_POST
def enter_rows(request: OfficeRequest) -> HttpResponse:
    """Register the rows of the preview: all of them, or those without a fault where so chosen."""
    unit = office_unit(request)
    try:
        packed = unpack(request.actor, request.POST.get("rows", ""))
        rows = check_lines(request.actor, unit, packed.lines)
        good = [row for row in rows if not row.faults]
        if len(good) < len(rows) and not (good and "good" in request.POST):
            return _preview(request, packed.lines, rows)
        entered = enter(request.actor, unit, packed.mark, good)
    except NotPermitted:
        raise
    except Refused as refused:
        return _page(request, SheetForm(), said=str(refused), status=409)
    context = {"entered": entered, "left": [row for row in rows if row.faults]}
    response = render(request, "foi/sheet_done.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _preview(request: OfficeRequest, lines: Sequence[Line], rows: Sequence[Row]) -> HttpResponse:
    bad = [row for row in rows if row.faults]
    context = {
        "rows": rows,
        "bad": bad,
        "good": len(rows) - len(bad),
        "packed": pack(request.actor, lines),
        "today": today(),
    }
    status = 422 if bad else 200
    response = render(request, "foi/sheet_preview.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: OfficeRequest, form: Any, *, said: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "said": said, "most": MOST}
    return render(request, "foi/sheet.html", context, status=422 if form.errors else status)
