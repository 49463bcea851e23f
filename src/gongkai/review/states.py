"""When rows, opinions and signatures of a sheet may be written."""

from collections.abc import Collection

from gongkai.organisation.refusals import NotAllowedNow
from gongkai.review.models import Column, ReviewRow, ReviewSheet, Seat, SheetState

# Whoever has signed a column has closed it: the seat that closes each kind of change.
CLOSED_BY: dict[str, Seat] = {
    "rows": Seat.HANDLER,
    Column.WORKING_BODY: Seat.REVIEWER,
    Column.LEADER: Seat.LEADER,
}

_CLOSED_WORDS: dict[str, str] = {
    "rows": "承办人已经签字，不能再增减条目。需要增减时请由党政办公室作废本表，另开新表。",
    Column.WORKING_BODY: "审查人员已经签字，审查意见不能再改。",
    Column.LEADER: "主管领导已经签字，意见不能再改。",
}


def check_open(sheet: ReviewSheet) -> None:
    """NotAllowedNow for a signed or void sheet: what is signed is immutable (F41)."""
    if sheet.state != SheetState.OPEN:
        raise NotAllowedNow(f"第{sheet.number}号审查表{sheet.get_state_display()}，不能再改动。")


def check_may_change(sheet: ReviewSheet, what: str, signed: Collection[str]) -> None:
    """NotAllowedNow if the sheet is closed or the seat that closes ``what`` has signed."""
    check_open(sheet)
    if CLOSED_BY[what] in signed:
        raise NotAllowedNow(_CLOSED_WORDS[what])


def check_row_counts(row: ReviewRow) -> None:
    """NotAllowedNow for a voided row."""
    if not row.open:
        raise NotAllowedNow(f"本表第{row.sequence}行已作废：{row.void_reason}")
