"""政府信息公开指南 (Art. 12): the text of a record whose headings are the parts the law names.

The guide is a record like any other, so that it is reviewed before it is public (promise 1). Its
body holds each part under a heading of the part's name; here the parts become a body and a body
becomes parts again.
"""

from collections.abc import Mapping
from datetime import date
from html import escape

from bs4 import BeautifulSoup

from gongkai.organisation.models import Town
from gongkai.publication.html import plain_text
from gongkai.publication.models import ENDED_STATES, Record, Version
from gongkai.publication.readiness import Shortcoming
from gongkai.rules.columns import GUIDE
from gongkai.rules.metadata import GUIDE_PARTS, missing_guide_parts

NO_ITEM_REASON = "《政府信息公开条例》第十二条要求编制，不属于基层标准目录的事项。"


def body_of(parts: Mapping[str, str]) -> str:
    """The body of a guide from its parts in plain text by their codes; lines become paragraphs."""
    sections = []
    for row in GUIDE_PARTS:
        lines = [line.strip() for line in parts.get(row.code, "").splitlines() if line.strip()]
        if lines:
            text = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
            sections.append(f"<h2>{row.name}</h2>{text}")
    return "".join(sections)


def parts_of(body: str) -> dict[str, str]:
    """The parts of a guide's body in plain text by their codes; those that it lacks are absent."""
    codes = {row.name: row.code for row in GUIDE_PARTS}
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for block in BeautifulSoup(body, "html.parser").find_all(recursive=False):
        if block.name == "h2":
            code = codes.get(block.get_text(strip=True))
            current = found.setdefault(code, []) if code else None
        elif current is not None:
            current.append(plain_text(str(block)))
    texts = {code: "\n".join(filter(None, lines)) for code, lines in found.items()}
    return {code: text for code, text in texts.items() if text}


def guide_shortcomings(version: Version, day: date) -> list[Shortcoming]:
    """The parts that a guide lacks, each named: it is not published with an empty one (Art. 12)."""
    if version.column != GUIDE:
        return []
    return [
        Shortcoming(
            f"guide_{row.code}",
            f"指南缺少“{row.name}”。",
            "《政府信息公开条例》第十二条要求写明，请在“公开指南”页面补上。",
        )
        for row in missing_guide_parts(frozenset(parts_of(version.body)), day)
    ]


def guide_record(town: Town) -> Record | None:
    """The town's guide: the newest record of this column that was not taken down."""
    return (
        Record.objects.filter(town=town, versions__column=GUIDE)
        .exclude(state__in=ENDED_STATES)
        .order_by("-pk")
        .distinct()
        .first()
    )
