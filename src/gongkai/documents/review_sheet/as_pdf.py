"""The review sheet as PDF/A."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno

from gongkai.documents.review_sheet import words
from gongkai.documents.review_sheet.sheet import (
    RowPrint,
    SheetPrint,
    SignaturePrint,
    chinese_date,
)
from gongkai.documents.typesetting import pdf
from gongkai.rules import review_form

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def review_sheet_pdf(sheet: SheetPrint, *, made_at: datetime | None = None) -> bytes:
    """Give the sheet as PDF/A-2b on A4, one row or forty, with √ in the ticked boxes.

    The heading of the table stands on every page and no row is cut in two. Signatures that do not
    fit under the last row go to a page that says （此页无正文） (handbook F47).

    :param made_at: the time written into the file, aware of its zone; the present if absent.
    :raises MissingGlyphs: if a name or title holds a character that no font at hand draws.
    """
    return pdf("review_sheet.typ", _data(sheet), made_at=made_at)


def _data(sheet: SheetPrint) -> dict[str, Any]:
    return {
        "words": _WORDS,
        "unit": sheet.unit,
        "date": _date(sheet),
        "rows": [_row(row) for row in sheet.rows],
        "handler": _signature(sheet.handler),
        "reviewer": _signature(sheet.reviewer),
        "leader": _signature(sheet.leader),
        "code_number": sheet.code_number,
        "qr": None if sheet.qr_url is None else _qr(sheet.qr_url),
    }


_WORDS: Mapping[str, Any] = {
    "title": review_form.TITLE,
    "unit_label": review_form.UNIT_LABEL,
    "columns": words.HEADINGS,
    "forms": words.FORMS,
    "opinions": review_form.OPINIONS,
    "signatures": words.SIGNATURES,
    "tick": review_form.CHECKED,
    "notes_label": review_form.NOTES_LABEL,
    "notes": review_form.NOTES,
    "no_text": review_form.NO_TEXT,
    "code_label": words.CODE_LABEL,
    "code_alt": words.CODE_ALT,
}


def _date(sheet: SheetPrint) -> str:
    if sheet.date is not None:
        return chinese_date(sheet.date)
    # Ordinary blanks would be pressed into one, and the pen needs the room.
    return words.BLANK_DATE.replace(" ", _NO_BREAK_SPACE * 2)


def _row(row: RowPrint) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "department": row.department,
        "title": row.title,
        "forms": row.forms,
        "other_text": row.other_text,
        "working_body": row.working_body,
        "leader": row.leader,
    }


def _signature(signature: SignaturePrint | None) -> dict[str, str] | None:
    if signature is None:
        return None
    return {"name": signature.name, "day": signature.day, "time": signature.time}


def _qr(address: str) -> str:
    svg = io.BytesIO()
    segno.make(address, micro=False, error="m").save(svg, kind="svg", border=0, xmldecl=False)
    return svg.getvalue().decode("ascii")
