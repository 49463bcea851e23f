"""What exactly a signature signs, as plain values that anyone can recompute."""

from typing import Any

from gongkai.review.models import Column, ReviewSheet, Seat


def statement_of(sheet: ReviewSheet, seat: str) -> dict[str, Any]:
    """The sheet, the seat, and of every row that counts: title, digest and ticks so far.

    The handler signs for the rows, the reviewer for the rows and the first column, the leader
    for both columns: only the ticks that belong to the seat are part of its statement.
    """
    columns = {
        Seat.HANDLER.value: [],
        Seat.REVIEWER.value: [Column.WORKING_BODY],
        Seat.LEADER.value: [Column.WORKING_BODY, Column.LEADER],
    }[str(seat)]
    rows = sheet.rows.filter(open=True).order_by("sequence").prefetch_related("opinions")
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
            for row in rows
        ],
    }
