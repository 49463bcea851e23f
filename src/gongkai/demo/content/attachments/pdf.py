"""PDF attachments, set by typst with the font that the project carries."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from gongkai.demo.content.blocks import Block
from gongkai.demo.content.shapes import DemoAttachment


def pdf_bytes(attachment: DemoAttachment, on: date) -> bytes:
    """Return the attachment as a PDF file dated `on`.

    Raises FileNotFoundError where the project's font is not installed.
    """
    sheet = {
        "title": attachment.title,
        "date": [on.year, on.month, on.day],
        "blocks": [_as_data(block) for block in attachment.blocks],
    }
    compiled = typst.compile(
        _template(),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
        timestamp=int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()),
    )
    if not isinstance(compiled, bytes):
        raise TypeError("typst was asked for one PDF and gave pages")
    return compiled


def _as_data(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__, **asdict(block)}


@cache
def _template() -> bytes:
    return (files("gongkai.demo.content.attachments") / "sheet.typ").read_bytes()


@cache
def _fonts() -> Path:
    with as_file(files("gongkai.documents") / "fonts") as folder:
        if not any(folder.glob("*.[ot]t[fc]")):
            raise FileNotFoundError("the project's font is missing in gongkai/documents/fonts")
        return folder
