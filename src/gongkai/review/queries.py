"""Reading sheets and rows, always within a person's scope."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.scope import line_of, own_unit_ids, units_in_scope
from gongkai.publication.content import files_of
from gongkai.publication.models import Record, Version
from gongkai.review.models import (
    Column,
    Opinion,
    OpinionValue,
    ReviewRow,
    ReviewSheet,
    Seat,
    SecrecyFinding,
    SheetArchive,
    SheetState,
    Signature,
)

DECIDED = (OpinionValue.AGREE, OpinionValue.DISAGREE)


def unread_attachments(version: Version) -> dict[str, str]:
    """Digest → name of the attachments of which the scan could not read some part: there only a
    person has looked, or nobody.
    """
    scans = {a: getattr(a.file, "scan", None) for a in files_of(version)}
    return {a.file.digest: a.name for a, scan in scans.items() if scan and scan.unread}


def attached_digests(version: Version) -> set[str]:
    """The digests of the attachments of a version."""
    return {attachment.file.digest for attachment in files_of(version)}


def sheets_for(actor: Actor) -> QuerySet[ReviewSheet]:
    """The sheets this person may see, newest first: those of their units.

    A sheet holds rows of its own unit and of those under it, so whoever sees a sheet may see
    every row on it.
    """
    return (
        ReviewSheet.objects.filter(unit__in=units_in_scope(actor, "review.read"))
        .select_related("unit", "town")
        .annotate(row_count=Count("rows", filter=Q(rows__open=True)))
        .order_by("-id")
    )


def open_sheets_for(actor: Actor, record: Record) -> QuerySet[ReviewSheet]:
    """The open sheets on which this person may register the record: of its unit or of a unit
    above it, and not yet signed by the handler.
    """
    return (
        sheets_for(actor)
        .filter(
            state=SheetState.OPEN,
            unit__in=units_in_scope(actor, "review.add_row"),
            unit_id__in=[unit.pk for unit in line_of(record.unit)],
        )
        .exclude(signatures__seat=Seat.HANDLER)
    )


def units_for_a_sheet(actor: Actor, record: Record) -> QuerySet[Unit]:
    """The units for which this person may open a sheet that can hold the record."""
    line = [unit.pk for unit in line_of(record.unit)]
    return units_in_scope(actor, "review.open_sheet").filter(pk__in=line)


def sheet_for(actor: Actor, number: int) -> ReviewSheet | None:
    """One sheet of the actor's town by its number, with rows, opinions and signatures."""
    current = Opinion.objects.filter(current=True).select_related("account")
    rows = (
        ReviewRow.objects.select_related("department", "version__record__unit")
        .prefetch_related(Prefetch("opinions", queryset=current, to_attr="current_opinions"))
        .order_by("sequence")
    )
    return (
        sheets_for(actor)
        .filter(number=number, town_id=actor.town_id)
        .prefetch_related(Prefetch("rows", queryset=rows), "signatures")
        .first()
    )


def open_row_of(record: Record) -> ReviewRow | None:
    """The row that counts for the newest registered version of a record."""
    return (
        ReviewRow.objects.filter(version__record=record, open=True)
        .select_related("sheet__unit")
        .order_by("-id")
        .first()
    )


def rows_awaiting_working_opinion(actor: Actor) -> QuerySet[ReviewRow]:
    """Rows that wait for the working body; not those the actor drafted, nor those with the
    secrecy body.
    """
    return _rows(actor, "review.give_working_opinion").filter(
        ~Exists(_current(Column.WORKING_BODY)),
        ~Exists(SecrecyFinding.objects.filter(row=OuterRef("pk"), answered_at=None)),
    )


def rows_awaiting_leader(actor: Actor) -> QuerySet[ReviewRow]:
    """Rows that have the working body's opinion and wait for the leader's."""
    return _rows(actor, "review.give_leader_opinion").filter(
        Exists(_current(Column.WORKING_BODY).filter(value__in=DECIDED)),
        ~Exists(_current(Column.LEADER)),
    )


def findings_awaiting(actor: Actor) -> QuerySet[SecrecyFinding]:
    """Questions that wait for the secrecy body's written result."""
    units = units_in_scope(actor, "review.answer_unclear")
    return (
        SecrecyFinding.objects.filter(
            answered_at=None, row__open=True, row__version__record__unit__in=units
        )
        .exclude(asked_by=actor.account)
        .exclude(row__version__record__versions__created_by=actor.account)
        .select_related("row__sheet", "row__department", "asked_by")
    )


def own_sheets_to_sign(actor: Actor) -> QuerySet[ReviewSheet]:
    """Sheets of the actor's own unit, or opened by the actor, that wait for the handler: the
    Office may sign for any unit, but does not want every unit's sheets on its desk.
    """
    mine = Q(unit_id__in=own_unit_ids(actor)) | Q(created_by=actor.account)
    return sheets_awaiting_signature(actor, Seat.HANDLER).filter(mine)


def seats_to_sign(actor: Actor, sheet: ReviewSheet) -> list[Seat]:
    """The seats in which this person may sign this sheet now; nobody signs twice."""
    if any(s.account_id == getattr(actor.account, "pk", None) for s in sheet.signatures.all()):
        return []
    return [
        seat for seat in Seat if sheets_awaiting_signature(actor, seat).filter(pk=sheet.pk).exists()
    ]


def earlier_review(version: Version) -> ReviewRow | None:
    """The row of the last version before this one on which anybody gave an opinion."""
    return (
        ReviewRow.objects.filter(
            version__record_id=version.record_id,
            version__number__lt=version.number,
            opinions__isnull=False,
        )
        .select_related("sheet", "version__item__field", "version__matter", "version__successor")
        .order_by("-version__number", "-id")
        .first()
    )


def wrote_on(record: Record, account: Account) -> bool:
    """Whether this account wrote any version of the record, and so gives no opinion on it."""
    return record.versions.filter(created_by=account).exists()


def archive_of(sheet: ReviewSheet) -> SheetArchive | None:
    """How the sheet was put away, if it was."""
    found = SheetArchive.objects.filter(sheet=sheet)
    return found.select_related("archived_by", "form__town", "statements__town").first()


def sheets_awaiting_signature(actor: Actor, seat: Seat) -> QuerySet[ReviewSheet]:
    """Open sheets on which this seat's signature is the next thing to do."""
    signed = Signature.objects.filter(sheet=OuterRef("pk"))
    rows = ReviewRow.objects.filter(sheet=OuterRef("pk"), open=True)
    sheets = ReviewSheet.objects.filter(
        Exists(rows),
        ~Exists(signed.filter(seat=seat)),
        state=SheetState.OPEN,
        unit__in=units_in_scope(actor, f"review.sign_{seat.value}"),
    ).select_related("unit")
    if seat is Seat.HANDLER:
        return sheets
    column = Column.WORKING_BODY if seat is Seat.REVIEWER else Column.LEADER
    undecided = rows.filter(~Exists(_current(column).filter(value__in=DECIDED)))
    wrote = rows.filter(version__record__versions__created_by=actor.account)
    sheets = sheets.filter(~Exists(undecided), ~Exists(wrote))
    if seat is Seat.LEADER:
        sheets = sheets.filter(
            Exists(signed.filter(seat=Seat.HANDLER)), Exists(signed.filter(seat=Seat.REVIEWER))
        )
    return sheets


def _rows(actor: Actor, action: str) -> QuerySet[ReviewRow]:
    return (
        ReviewRow.objects.filter(
            open=True,
            sheet__state=SheetState.OPEN,
            version__record__unit__in=units_in_scope(actor, action),
        )
        .exclude(version__record__versions__created_by=actor.account)
        .select_related("sheet", "department", "version")
        .order_by("sheet_id", "sequence")
    )


def _current(column: Column) -> QuerySet[Opinion]:
    return Opinion.objects.filter(row=OuterRef("pk"), column=column, current=True)
