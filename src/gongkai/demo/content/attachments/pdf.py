"""PDF attachments, set by typst with the font that the project carries."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from gongkai.demo.content.blocks import Block
from gongkai.demo.content.shapes import DemoAttachment
from gongkai.documents import fonts

_TEMPLATE = Path(__file__).with_name("sheet.typ")


def pdf_bytes(attachment: DemoAttachment, on: date) -> bytes:
    """Return the attachment as a PDF/A file dated `on`.

    Raises typst.TypstError for a character that the project's font lacks: PDF/A allows no gap.
    """
    sheet = {
        "title": attachment.title,
        "date": [on.year, on.month, on.day],
        "blocks": [_as_data(block) for block in attachment.blocks],
    }
    return typst.compile(
        _TEMPLATE,
        font_paths=[fonts.REGULAR.parent],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs={"family": fonts.FAMILY, "sheet": json.dumps(sheet, ensure_ascii=False)},
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )


def _as_data(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}
