"""What exactly a signature signs, as plain values that anyone can recompute."""

import json
from collections.abc import Sequence
from typing import Any

from gongkai.review.models import Column, ReviewRow, ReviewSheet, Seat, Signature
from gongkai.review.signing import Signed, is_genuine

_HEAD = ("form", "sheet", "code", "dated", "seat")


def rows_that_count(sheet: ReviewSheet) -> list[ReviewRow]:
    """The open rows of a sheet in their order, with versions and opinions."""
    rows = sheet.rows.filter(open=True).order_by("sequence").select_related("version")
    return list(rows.prefetch_related("opinions"))


def statement_of(
    sheet: ReviewSheet, seat: str, rows: Sequence[ReviewRow] | None = None
) -> dict[str, Any]:
    """The sheet, the seat, and of every row that counts: title, digest and ticks so far.

    ``rows``: the rows that count, where the caller has read them already.

    The handler signs for the rows, the reviewer for the rows and the first column, the leader
    for both columns: only the ticks that belong to the seat are part of its statement.
    """
    columns = {
        Seat.HANDLER.value: [],
        Seat.REVIEWER.value: [Column.WORKING_BODY],
        Seat.LEADER.value: [Column.WORKING_BODY, Column.LEADER],
    }[str(seat)]
    counting = rows_that_count(sheet) if rows is None else rows
    return {
        "form": "信息发布保密审查表",
        "sheet": sheet.number,
        "code": sheet.code,
        "unit": sheet.unit.name,
        "dated": sheet.dated.isoformat(),
        "seat": str(seat),
        "rows": [
            {
                "sequence": row.sequence,
                "department": row.department_id,
                "title": row.title,
                "digest": row.digest,
                "forms": [row.on_website, row.on_request, row.elsewhere],
                "opinions": [
                    [opinion.column, opinion.value]
                    for opinion in sorted(row.opinions.all(), key=lambda o: o.column)
                    if opinion.current and opinion.column in columns
                ],
            }
            for row in counting
        ],
    }


def signed_statements(sheet: ReviewSheet) -> dict[str, Any]:
    """Everything that was signed on a sheet and by whom, for keeping outside of the database."""
    return {
        "sheet": sheet.number,
        "code": sheet.code,
        "signatures": [
            {
                "seat": signature.seat,
                "name": signature.name,
                "at": signature.at.isoformat(),
                "algorithm": signature.algorithm,
                "key": signature.key_id,
                "statement": signature.statement,
                "value": signature.value,
            }
            for signature in sheet.signatures.order_by("at")
        ],
    }


def is_as_signed(signature: Signature) -> bool:
    """Whether a signature is genuine and its sheet still says what was signed.

    Rows may have been voided between the first signature and the last; what counts now must be
    in every statement as it is, and the leader's must speak of exactly what counts.
    """
    signed = Signed(signature.algorithm, signature.key_id, signature.value)
    if not is_genuine(signature.statement.encode(), signed):
        return False
    stated = json.loads(signature.statement)
    present = json.loads(json.dumps(statement_of(signature.sheet, signature.seat)))
    if any(stated[name] != present[name] for name in _HEAD):
        return False
    if signature.seat == Seat.LEADER:
        return bool(stated["rows"] == present["rows"])
    return all(row in stated["rows"] for row in present["rows"])
