"""Pages of review: sheets, rows, opinions, signatures."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from gongkai.documents.review_sheet import review_sheet_docx, review_sheet_pdf
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.organisation.models import Unit
from gongkai.organisation.reauthentication import prove
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication.models import Record
from gongkai.publication.web import record_or_404, text_of
from gongkai.review import actions
from gongkai.review.forms import FindingForm, OpinionForm, ReasonForm, RegisterForm, SignForm
from gongkai.review.models import Column, ReviewRow, ReviewSheet, Seat, SheetState
from gongkai.review.printing import sheet_print
from gongkai.review.queries import (
    open_sheets_for,
    sheet_for,
    sheets_awaiting_signature,
    sheets_for,
    units_for_a_sheet,
)

_GIVE = {
    Column.WORKING_BODY: actions.give_working_opinion,
    Column.LEADER: actions.give_leader_opinion,
}
_GIVE_ACTION = {
    Column.WORKING_BODY: "review.give_working_opinion",
    Column.LEADER: "review.give_leader_opinion",
}
_SIGN = {
    Seat.HANDLER: actions.sign_handler,
    Seat.REVIEWER: actions.sign_reviewer,
    Seat.LEADER: actions.sign_leader,
}
PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@office_page("review.read")
def sheet_list(request: OfficeRequest) -> HttpResponse:
    """The sheets in a person's scope, by state."""
    state = request.GET.get("state", "")
    sheets = sheets_for(request.actor)
    if state in SheetState.values:
        sheets = sheets.filter(state=state)
    context = {"page": page_of(request, sheets), "state": state, "states": SheetState.choices}
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
    sheet = _sheet(request, number)
    signatures = {s.seat: s for s in sheet.signatures.all()}
    seats = [(seat, signatures.get(seat)) for seat in Seat]
    signable = [
        seat
        for seat in Seat
        if sheets_awaiting_signature(request.actor, seat).filter(pk=sheet.pk).exists()
    ]
    context = {
        "sheet": sheet,
        "seats": seats,
        "signable": signable,
        "open_rows": [row for row in sheet.rows.all() if row.open],
        "void_rows": [row for row in sheet.rows.all() if not row.open],
        "may_remove": sheet.state == SheetState.OPEN
        and Seat.HANDLER not in signatures
        and reaches(request.actor, "review.remove_row", sheet.unit),
        "may_void": sheet.state == SheetState.OPEN
        and reaches(request.actor, "review.void_sheet", sheet.unit),
    }
    return render(request, "review/sheet.html", context)


@office_page("review.read")
@require_http_methods(["GET", "POST"])
def row_page(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """One row: the final text and attachments, and the tick of the person whose turn it is."""
    sheet = _sheet(request, number)
    row = _row(sheet, sequence)
    column = _column_of(request, row)
    form = (
        OpinionForm(request.POST or None, column=column, initial=_initial(row, column))
        if column
        else None
    )
    if request.method == "POST":
        if form is None or column is None:
            raise NotAllowedNow("这一行现在不需要您填写意见。")
        if form.is_valid() and _give(request, row, column, form):
            return redirect(*_after_tick(sheet, row, column))
    rows = [r.sequence for r in sheet.rows.all() if r.open]
    context = {
        "sheet": sheet,
        "row": row,
        **text_of(row.version),
        "form": form,
        "previous": max((s for s in rows if s < sequence), default=None),
        "next": min((s for s in rows if s > sequence), default=None),
        "opinions": row.opinions.select_related("account").order_by("id"),
        "findings": row.findings.select_related("asked_by", "answered_by").order_by("id"),
    }
    return render(request, "review/row.html", context)


def _give(request: OfficeRequest, row: ReviewRow, column: Column, form: OpinionForm) -> bool:
    given = form.cleaned_data
    try:
        opinion = _GIVE[column](request.actor, row, given["value"], given["digest"], given["note"])
    except Invalid as refused:
        add_refusal(form, refused)
        return False
    messages.success(
        request, f"第{row.sequence}行{column.label}已填写：{opinion.get_value_display()}。"
    )
    return True


def _after_tick(sheet: ReviewSheet, row: ReviewRow, column: Column) -> tuple[Any, ...]:
    """The next row that waits for this column, or the sheet."""
    for other in sheet.rows.all():
        given = {o.column for o in getattr(other, "current_opinions", [])}
        if other.open and other.sequence > row.sequence and column not in given:
            return ("review:row", sheet.number, other.sequence)
    return ("review:sheet", sheet.number)


def _column_of(request: OfficeRequest, row: ReviewRow) -> Column | None:
    """The column this person may tick in this row now."""
    if not row.open or row.sheet.state != SheetState.OPEN:
        return None
    unit = row.version.record.unit
    signed = {s.seat for s in row.sheet.signatures.all()}
    given = {o.column: o for o in getattr(row, "current_opinions", [])}
    working = given.get(Column.WORKING_BODY)
    others_tick = working is not None and working.account_id != request.account.pk
    if Seat.LEADER not in signed and others_tick and _may_tick(request, Column.LEADER, unit):
        return Column.LEADER
    still_open = Seat.REVIEWER not in signed and Column.LEADER not in given
    if still_open and _may_tick(request, Column.WORKING_BODY, unit):
        return Column.WORKING_BODY
    return None


def _may_tick(request: OfficeRequest, column: Column, unit: Unit) -> bool:
    return reaches(request.actor, _GIVE_ACTION[column], unit)


def _initial(row: ReviewRow, column: Column) -> dict[str, str]:
    given = {o.column: o for o in getattr(row, "current_opinions", [])}.get(column)
    initial = {"digest": row.digest}
    return {**initial, "value": given.value, "note": given.note} if given else initial


@office_page("review.remove_row")
@require_http_methods(["GET", "POST"])
def remove_row(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """Take a row off the sheet, with a reason."""
    sheet = _sheet(request, number)
    row = _row(sheet, sequence)
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
    sheet = _sheet(request, number)
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


@office_page("review.read")
@require_http_methods(["GET", "POST"])
def sign(request: OfficeRequest, number: int, seat: str) -> HttpResponse:
    """Sign the whole form, with the password again."""
    sheet = _sheet(request, number)
    if seat not in Seat.values:
        raise Http404
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = prove(request.account, form.cleaned_data["password"], request)
            _SIGN[Seat(seat)](request.actor, sheet, proof)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"您已在第{sheet.number}号审查表“{Seat(seat).label}”处签字。")
            return redirect("review:sheet", sheet.number)
    rows = [row for row in sheet.rows.all() if row.open]
    context = {"sheet": sheet, "seat": Seat(seat), "form": form, "rows": rows}
    return render(request, "review/sign.html", context)


@office_page("review.answer_unclear")
@require_http_methods(["GET", "POST"])
def answer(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """Give the secrecy body's written result on an unclear row."""
    sheet = _sheet(request, number)
    row = _row(sheet, sequence)
    finding = row.findings.filter(answered_at=None).select_related("asked_by").first()
    if finding is None:
        raise NotAllowedNow("这一行没有待出具的书面审查结果。")
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer_unclear(request.actor, finding, given["may_publish"], given["result"])
        messages.success(request, "书面审查结果已出具，这一行回到审查人员。")
        return redirect("office:home")
    context = {
        "sheet": sheet,
        "row": row,
        **text_of(row.version),
        "finding": finding,
        "form": form,
    }
    return render(request, "review/answer.html", context)


@office_page("review.read")
def print_pdf(request: OfficeRequest, number: int) -> HttpResponse:
    """The form as PDF/A."""
    sheet = _sheet(request, number)
    try:
        content = review_sheet_pdf(_printable(sheet), made_at=sheet.created_at)
    except MissingGlyphs as missing:
        raise Refused(str(missing)) from None
    return _file(content, PDF_TYPE, f"信息发布保密审查表{sheet.number}.pdf", inline=True)


@office_page("review.read")
def print_docx(request: OfficeRequest, number: int) -> HttpResponse:
    """The form as DOCX."""
    sheet = _sheet(request, number)
    return _file(
        review_sheet_docx(_printable(sheet)), DOCX_TYPE, f"信息发布保密审查表{sheet.number}.docx"
    )


def _printable(sheet: ReviewSheet) -> Any:
    if not any(row.open for row in sheet.rows.all()):
        raise NotAllowedNow("这张审查表没有有效的条目，不能打印。")
    return sheet_print(sheet)


def _file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(not inline, name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


def _sheet(request: OfficeRequest, number: int) -> ReviewSheet:
    sheet = sheet_for(request.actor, number)
    if sheet is None:
        raise Http404
    return sheet


def _row(sheet: ReviewSheet, sequence: int) -> ReviewRow:
    for row in sheet.rows.all():
        if row.sequence == sequence:
            row.sheet = sheet
            return row
    raise Http404
