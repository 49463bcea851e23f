"""A letter, a 送达回证 and an envelope as PDF/A."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from gongkai.documents.letter.printed import (
    ENVELOPES,
    EnvelopePrint,
    LetterPrint,
    ServiceRecordPrint,
)
from gongkai.documents.typesetting import pdf

_BOXES = 6


def letter_pdf(letter: LetterPrint, *, made_at: datetime | None = None) -> bytes:
    """The letter as PDF/A-2b on A4; the signature never stands on a page alone.

    :param made_at: the time written into the file, aware of its zone; the present if absent.
    :raises MissingGlyphs: if a text holds a character that no font at hand draws.
    """
    return pdf("letter.typ", _data(letter), made_at=made_at)


def _data(letter: LetterPrint) -> dict[str, Any]:
    return {
        "issuer": letter.issuer,
        "title": letter.title,
        "number": letter.number,
        "addressee": letter.addressee,
        "body": letter.body,
        "attachments": letter.attached,
        "day": letter.day,
        "title_lines": letter.title_lines,
        "notes": letter.notes,
        "slip": None if letter.slip is None else asdict(letter.slip),
        "mark": letter.mark,
    }


def service_record_pdf(record: ServiceRecordPrint, *, made_at: datetime | None = None) -> bytes:
    """The form of 送达回证 on one A4 page, with room for pens. Raises MissingGlyphs."""
    data = {"issuer": record.issuer, "rows": record.rows}
    return pdf("service_record.typ", data, made_at=made_at)


def envelope_pdf(envelope: EnvelopePrint, size: str, *, made_at: datetime | None = None) -> bytes:
    """An envelope of a size of ``ENVELOPES``, to be printed without scaling.

    :raises KeyError: for an unknown size.
    :raises MissingGlyphs: if a text holds a character that no font at hand draws.
    """
    _, width, height = ENVELOPES[size]
    digits = [sign for sign in envelope.postcode if sign.isdecimal()]
    boxes = digits if len(digits) == _BOXES else [""] * _BOXES
    data = {**asdict(envelope), "width": width, "height": height, "boxes": boxes}
    return pdf("envelope.typ", data, made_at=made_at)
