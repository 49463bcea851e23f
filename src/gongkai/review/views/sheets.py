"""Sheets: the list, one sheet as the printed form looks, registering, removing, voiding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication.models import Record
from gongkai.publication.web import record_or_404
from gongkai.review import actions
from gongkai.review.forms import ReasonForm, RegisterForm
from gongkai.review.models import ReviewRow, ReviewSheet, Seat, SheetState
from gongkai.review.queries import (
    archive_of,
    open_sheets_for,
    seats_to_sign,
    sheets_for,
    units_for_a_sheet,
)
from gongkai.review.views.common import row_or_404, sheet_or_404
from gongkai.review.views.rows import column_for


@office_page("review.read")
def sheet_list(request: OfficeRequest) -> HttpResponse:
    """The sheets in a person's scope, by state."""
    state = request.GET.get("state", "")
    sheets = sheets_for(request.actor)
    if state in SheetState.values:
        sheets = sheets.filter(state=state)
    context = {
        "page": page_of(request, sheets),
        "state": state,
        "states": SheetState.choices,
        "may_check": reach_of(request.actor, "review.archive_sheet") is not None,
    }
    return render(request, "review/sheets.html", context)


@office_page("review.add_row")
@require_http_methods(["GET", "POST"])
def register(request: OfficeRequest, slug: str) -> HttpResponse:
    """Register a record's draft on a sheet."""
    record = record_or_404(request, slug)
    sheets = open_sheets_for(request.actor, record)
    units = units_for_a_sheet(request.actor, record)
    form = RegisterForm(
        request.POST or None, sheets=sheets, units=units, initial={"unit": record.unit_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = _register(request, record, form)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request,
                f"已登记在第{row.sheet.number}号审查表第{row.sequence}行。内容已定稿，修改会使审查作废。",
            )
            return redirect("review:sheet", row.sheet.number)
    return render(request, "review/register.html", {"form": form, "record": record})


def _register(request: OfficeRequest, record: Record, form: Form) -> ReviewRow:
    given = form.cleaned_data
    forms = actions.Forms(given["website"], given["on_request"], given["elsewhere"])
    return actions.register(request.actor, record, forms, given["sheet"], given["unit"])


@office_page("review.read")
def sheet_page(request: OfficeRequest, number: int) -> HttpResponse:
    """One sheet as the printed form looks."""
    sheet = sheet_or_404(request, number)
    rows = [row for row in sheet.rows.all() if row.open]
    signatures = {s.seat: s for s in sheet.signatures.all()}
    context = {
        "sheet": sheet,
        "seats": [(seat, signatures.get(seat)) for seat in Seat],
        "signable": seats_to_sign(request.actor, sheet),
        "open_rows": rows,
        "void_rows": [row for row in sheet.rows.all() if not row.open],
        "to_tick": _rows_to_tick(request, sheet, rows),
        "archive": archive_of(sheet),
        **_permissions(request, sheet, signatures),
    }
    return render(request, "review/sheet.html", context)


def _permissions(
    request: OfficeRequest, sheet: ReviewSheet, signed: dict[str, Any]
) -> dict[str, bool]:
    is_open = sheet.state == SheetState.OPEN
    return {
        "may_remove": is_open
        and Seat.HANDLER not in signed
        and reaches(request.actor, "review.remove_row", sheet.unit),
        "may_void": is_open and reaches(request.actor, "review.void_sheet", sheet.unit),
        "may_archive": sheet.state == SheetState.SIGNED
        and reaches(request.actor, "review.archive_sheet", sheet.unit),
    }


def _rows_to_tick(
    request: OfficeRequest, sheet: ReviewSheet, rows: list[ReviewRow]
) -> list[ReviewRow]:
    """The rows in which this person may tick a column that is still empty."""
    found = []
    for row in rows:
        row.sheet = sheet
        column = column_for(request, row)
        given = {o.column for o in getattr(row, "current_opinions", [])}
        if column is not None and column not in given:
            found.append(row)
    return found


@office_page("review.remove_row")
@require_http_methods(["GET", "POST"])
def remove_row(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """Take a row off the sheet, with a reason."""
    sheet = sheet_or_404(request, number)
    row = row_or_404(sheet, sequence)
    return _with_reason(
        request,
        "review/remove_row.html",
        {"sheet": sheet, "row": row},
        lambda reason: actions.remove_row(request.actor, row, reason),
        f"《{row.title}》已移出审查表，退回起草单位。",
    )


@office_page("review.void_sheet")
@require_http_methods(["GET", "POST"])
def void_sheet(request: OfficeRequest, number: int) -> HttpResponse:
    """Void a sheet, with a reason."""
    sheet = sheet_or_404(request, number)
    return _with_reason(
        request,
        "review/void.html",
        {"sheet": sheet},
        lambda reason: actions.void_sheet(request.actor, sheet, reason),
        f"第{sheet.number}号审查表已作废，表上的信息退回起草单位。",
    )


def _with_reason(
    request: OfficeRequest,
    template: str,
    context: dict[str, Any],
    act: Callable[[str], None],
    done: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act(form.cleaned_data["reason"])
        messages.success(request, done)
        return redirect("review:sheet", context["sheet"].number)
    return render(request, template, {**context, "form": form})
