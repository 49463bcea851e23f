"""Opening a form, registering rows on it, taking them off, voiding it."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import aside
from gongkai.organisation.fitting import too_long
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid
from gongkai.organisation.scope import line_of
from gongkai.publication.advice import check_ready
from gongkai.publication.content import files_of
from gongkai.publication.lifecycle import (
    advance,
    freeze,
    lock,
    lock_all,
    newest,
    newest_whole,
    reopen,
)
from gongkai.publication.models import Publicity, Record, RecordState, Version
from gongkai.review.models import ReviewRow, ReviewSheet, SheetState
from gongkai.review.scanning.standing import check_cleared
from gongkai.review.states import check_may_change, check_open, check_row_counts

LONGEST_VOID = 200

# Without letters and digits that look alike on paper.
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class Forms:
    """发布形式 of a row: at least one; ``elsewhere`` names the other form in words."""

    website: bool = True
    on_request: bool = False
    elsewhere: str = ""


def lock_sheet(sheet_id: int) -> ReviewSheet:
    """The sheet, its row locked until the transaction ends."""
    return (
        ReviewSheet.objects.select_for_update(of=("self",))
        .select_related("unit", "town")
        .get(pk=sheet_id)
    )


def lock_records(sheet: ReviewSheet) -> dict[int, Record]:
    """Lock the records on a sheet, by id. Records come before sheets, and the ledger last, in
    every act: so no two acts wait for each other.
    """
    rows = ReviewRow.objects.filter(sheet=sheet, open=True)
    return lock_all(rows.values("version__record_id"))


def seats_signed(sheet: ReviewSheet) -> frozenset[str]:
    """The seats that have signed."""
    return frozenset(sheet.signatures.values_list("seat", flat=True))


@action("review.open_sheet")
def open_sheet(act: Act, unit: Unit, dated: date | None = None) -> ReviewSheet:
    """Open an empty form for ``unit``. Its date is not later than today (handbook 5.3)."""
    act.permit(unit)
    day = dated or today()
    if day > today():
        raise Invalid({"dated": "审查表的日期不能晚于今天。"})
    Town.objects.select_for_update(no_key=True).get(pk=unit.town_id)
    top = ReviewSheet.objects.filter(town_id=unit.town_id).aggregate(top=Max("number"))["top"]
    sheet = ReviewSheet.objects.create(
        town_id=unit.town_id,
        unit=unit,
        number=(top or 0) + 1,
        code="-".join("".join(secrets.choice(_CODE_SIGNS) for _ in range(4)) for _ in range(3)),
        dated=day,
        created_by=act.account,
        created_at=now(),
    )
    act.record(sheet, unit=unit, after={"number": sheet.number, "dated": day.isoformat()})
    return sheet


def register(
    actor: Actor,
    record: Record,
    forms: Forms,
    sheet: ReviewSheet | None = None,
    unit: Unit | None = None,
) -> ReviewRow:
    """Register a record on ``sheet``, or on a new form of ``unit`` (its own unless given): both
    acts or neither.
    """
    with aside(actor), transaction.atomic():
        record = lock(record.pk)
        sheet = sheet or open_sheet(actor, unit or record.unit)
        return add_row(actor, sheet, record, forms)


@action("review.add_row")
def add_row(act: Act, sheet: ReviewSheet, record: Record, forms: Forms | None = None) -> ReviewRow:
    """Register a record's draft on a form: the draft is frozen, its digest kept in the row."""
    record = lock(record.pk)
    act.permit(record.unit)
    sheet = lock_sheet(sheet.pk)
    act.permit(sheet.unit)
    forms = forms or Forms()
    signed, last = _signed_and_last(sheet)
    check_may_change(sheet, "rows", signed)
    version = newest_whole(record)
    version.record = record
    _check_registrable(sheet, version, forms)
    advance(record, "register")
    freeze(record, version)
    row = ReviewRow.objects.create(
        sheet=sheet,
        sequence=last + 1,
        version=version,
        department=record.unit,
        title=version.title,
        digest=version.digest,
        on_website=forms.website,
        on_request=forms.on_request,
        elsewhere=forms.elsewhere.strip(),
    )
    act.record(
        record,
        unit=record.unit,
        after={"sheet": sheet.number, "row": row.sequence, "digest": row.digest},
        label=version.title,
    )
    return row


def _signed_and_last(sheet: ReviewSheet) -> tuple[frozenset[str], int]:
    """The seats that have signed, and the number of the last row ever put on the sheet."""
    found = list(
        ReviewSheet.objects.filter(pk=sheet.pk)
        .values_list("signatures__seat")
        .annotate(last=Max("rows__sequence"))
    )
    return frozenset(seat for seat, _ in found if seat), found[0][1] or 0


def _check_registrable(sheet: ReviewSheet, version: Version, forms: Forms) -> None:
    errors = {}
    if sheet.unit_id not in {unit.pk for unit in line_of(version.record.unit)}:
        errors["sheet"] = (
            f"{sheet.unit.name}的审查表只登记本单位及下级单位的信息，请另选或新开一张。"
        )
    if not (forms.website or forms.on_request or forms.elsewhere.strip()):
        errors["forms"] = "请至少选择一种发布形式；选“其他”须写明形式。"
    if version.publicity != Publicity.PROACTIVE and forms.website:
        errors["forms"] = (
            f"这条信息的公开属性是“{version.get_publicity_display()}”，不能在网站公开。"
        )
    if version.record.live_as and not version.change_note.strip():
        errors["change_note"] = "这条信息正在公开，请先在修改页面写明这次更正了什么。"
    if not version.body.strip() and not files_of(version):
        errors["body"] = "正文和附件都是空的，请补充内容再送审。"
    if errors:
        raise Invalid(errors)
    check_ready(version)
    check_cleared(version)


@action("review.remove_row")
def remove_row(act: Act, row: ReviewRow, reason: str) -> None:
    """Take a row off a form that nobody signed; the record goes back to its drafter."""
    record = lock(row.version.record_id)
    act.permit(record.unit)
    sheet = lock_sheet(row.sheet_id)
    check_may_change(sheet, "rows", seats_signed(sheet))
    row = ReviewRow.objects.select_related("version").get(pk=row.pk)
    check_row_counts(row)
    if not reason.strip():
        raise Invalid({"reason": "请写明移出审查表的原因。"})
    words = _void_words("移出审查表", reason)
    send_back(record, row, "remove_row")
    void_row(row, words)
    act.record(
        record, unit=record.unit, before=_row_facts(row, sheet), why=reason.strip(), label=row.title
    )


@action("review.void_sheet")
def void_sheet(act: Act, sheet: ReviewSheet, reason: str) -> None:
    """Give up an unsigned form with a reason; its records go back to their drafters."""
    lock_records(sheet)
    sheet = lock_sheet(sheet.pk)
    act.permit(sheet.unit)
    check_open(sheet)
    if not reason.strip():
        raise Invalid({"reason": "请写明作废原因。"})
    words = _void_words("审查表作废", reason)
    for row in sheet.rows.filter(open=True).select_related("version"):
        record = lock(row.version.record_id)
        send_back(record, row, "remove_row")
        void_row(row, words)
    sheet.state = SheetState.VOID
    sheet.save(update_fields=["state"])
    act.record(sheet, unit=sheet.unit, after={"state": sheet.state}, why=reason.strip())


def send_back(record: Record, row: ReviewRow, verb: str) -> None:
    """Return a record to draft, unless its drafter has already begun another version.

    The draft remains the drafter's: whoever sends back has written nothing.
    """
    if record.state == RecordState.IN_REVIEW and newest(record).pk == row.version_id:
        advance(record, verb)
        reopen(record, None)


def void_row(row: ReviewRow, reason: str) -> None:
    """Close a row with a reason; its opinions no longer count."""
    row.open, row.void_reason = False, reason
    row.save(update_fields=["open", "void_reason"])


def _void_words(act: str, reason: str) -> str:
    """What a closed row says; Invalid where the reason is too long for it."""
    words = f"{act}：{reason.strip()}"
    if too_long(words, LONGEST_VOID):
        raise Invalid({"reason": too_long(reason, LONGEST_VOID - len(act) - 1)})
    return words


def _row_facts(row: ReviewRow, sheet: ReviewSheet) -> dict[str, object]:
    return {"sheet": sheet.number, "row": row.sequence, "digest": row.digest}
