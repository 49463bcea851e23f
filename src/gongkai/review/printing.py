"""The sheet as the printed form takes it."""

from typing import Literal

from django.conf import settings
from django.urls import reverse

from gongkai.documents.review_sheet import RowPrint, SheetPrint, SignaturePrint
from gongkai.review.models import (
    Column,
    OpinionValue,
    ReviewRow,
    ReviewSheet,
    Seat,
    Signature,
)

_PRINTED: dict[str, Literal["agree", "disagree"]] = {
    OpinionValue.AGREE.value: "agree",
    OpinionValue.DISAGREE.value: "disagree",
}


def sheet_print(sheet: ReviewSheet) -> SheetPrint:
    """What attachment 2 prints of a sheet. 不明确 is a state of the work, never printed (N4)."""
    signatures = {signature.seat: signature for signature in sheet.signatures.all()}
    rows = [row for row in sheet.rows.all() if row.open]
    return SheetPrint(
        unit=sheet.unit.name,
        date=sheet.dated,
        rows=tuple(_row(number, row) for number, row in enumerate(rows, start=1)),
        handler=_signature(signatures.get(Seat.HANDLER)),
        reviewer=_signature(signatures.get(Seat.REVIEWER)),
        leader=_signature(signatures.get(Seat.LEADER)),
        code_number=sheet.code,
        qr_url=verify_address(sheet),
    )


def verify_address(sheet: ReviewSheet) -> str:
    """Where anybody can ask whether the printed sheet is genuine; the QR code holds it."""
    return settings.OFFICE_ADDRESS.rstrip("/") + reverse("verify:answer", args=[sheet.code])


def _row(number: int, row: ReviewRow) -> RowPrint:
    ticks = {o.column: _PRINTED.get(o.value) for o in row.opinions.all() if o.current}
    return RowPrint(
        seq=number,
        department=row.department.name,
        title=row.title,
        web=row.on_website,
        on_request=row.on_request,
        other=bool(row.elsewhere),
        other_text=row.elsewhere,
        working_body=ticks.get(Column.WORKING_BODY),
        leader=ticks.get(Column.LEADER),
    )


def _signature(signature: Signature | None) -> SignaturePrint | None:
    return SignaturePrint(signature.name, signature.at) if signature else None
