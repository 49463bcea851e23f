"""One row: what is to be released, and the tick of the person whose turn it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.publication.comparing import compare_versions
from gongkai.publication.models import Record, Version
from gongkai.publication.web import text_of
from gongkai.review import actions
from gongkai.review.forms import OpinionForm
from gongkai.review.models import Column, ReviewRow, ReviewSheet, Seat, SheetState
from gongkai.review.queries import earlier_review, wrote_on
from gongkai.review.scanning.standing import Findings, findings_of
from gongkai.review.showing import Shown, shown_attachments
from gongkai.review.views.common import row_or_404, sheet_or_404

_GIVE = {
    Column.WORKING_BODY: actions.give_working_opinion,
    Column.LEADER: actions.give_leader_opinion,
}
_ACTIONS = {
    Column.WORKING_BODY: "review.give_working_opinion",
    Column.LEADER: "review.give_leader_opinion",
}


@office_page("review.read")
@require_http_methods(["GET", "POST"])
def row_page(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """One row: the final text and attachments, findings, changes, and the tick."""
    sheet = sheet_or_404(request, number)
    row = row_or_404(sheet, sequence)
    findings = findings_of(row.version)
    shown = shown_attachments(row.version, findings)
    own = wrote_on(row.version.record, request.account)
    column = None if own else column_for(request, row)
    form = _form(request, row, column, shown)
    if request.method == "POST":
        if form is None or column is None:
            raise NotAllowedNow("这一行现在不需要您填写意见。")
        if form.is_valid() and _give(request, row, column, form):
            return redirect(*_after_tick(sheet, row, column))
    context = {
        "sheet": sheet,
        "row": row,
        **text_of(row.version),
        "form": form,
        "own": own,
        "shown": shown,
        **_neighbours(sheet, sequence),
        **_findings(findings, row.version.record),
        **_changes(row.version),
        "opinions": row.opinions.select_related("account").order_by("id"),
        "questions": row.findings.select_related("asked_by", "answered_by", "referred_by").order_by(
            "id"
        ),
    }
    return render(request, "review/row.html", context)


def column_for(request: OfficeRequest, row: ReviewRow) -> Column | None:
    """The column this person may tick in this row now, by roles, states and signatures."""
    if not row.open or row.sheet.state != SheetState.OPEN:
        return None
    unit = row.version.record.unit
    signed = {s.seat for s in row.sheet.signatures.all()}
    given = {o.column: o for o in getattr(row, "current_opinions", [])}
    working = given.get(Column.WORKING_BODY)
    others_tick = working is not None and working.account_id != request.account.pk
    if Seat.LEADER not in signed and others_tick and _may(request, Column.LEADER, row):
        return Column.LEADER
    still_open = Seat.REVIEWER not in signed and Column.LEADER not in given
    if still_open and reaches(request.actor, _ACTIONS[Column.WORKING_BODY], unit):
        return Column.WORKING_BODY
    return None


def _may(request: OfficeRequest, column: Column, row: ReviewRow) -> bool:
    return reaches(request.actor, _ACTIONS[column], row.version.record.unit)


def _form(
    request: OfficeRequest, row: ReviewRow, column: Column | None, shown: list[Shown]
) -> OpinionForm | None:
    if column is None:
        return None
    given = {o.column: o for o in getattr(row, "current_opinions", [])}.get(column)
    initial: dict[str, Any] = {"digest": row.digest}
    if given:
        initial |= {"value": given.value, "note": given.note, "seen": given.seen}
    return OpinionForm(request.POST or None, column=column, shown=shown, initial=initial)


def _give(request: OfficeRequest, row: ReviewRow, column: Column, form: OpinionForm) -> bool:
    given = form.cleaned_data
    try:
        opinion = _GIVE[column](
            request.actor,
            row,
            given["value"],
            given["digest"],
            given["note"],
            seen=given["seen"],
        )
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


def _neighbours(sheet: ReviewSheet, sequence: int) -> dict[str, Any]:
    rows = [r.sequence for r in sheet.rows.all() if r.open]
    return {
        "place": rows.index(sequence) + 1 if sequence in rows else None,
        "places": len(rows),
        "previous": max((s for s in rows if s < sequence), default=None),
        "next": min((s for s in rows if s > sequence), default=None),
    }


def _findings(findings: Findings, record: Record) -> dict[str, Any]:
    return {
        "record": record,
        "groups": findings.groups(),
        "unseen": findings.unseen,
        "stopping": len(findings.stopping),
        "may_mask": False,
    }


def _changes(version: Version) -> dict[str, Any]:
    """What changed since the version that was reviewed or public before; nothing at first."""
    earlier = earlier_review(version)
    if earlier is None:
        return {"earlier": None}
    comparison = compare_versions(earlier.version, version)
    return {"earlier": earlier, "comparison": comparison}
