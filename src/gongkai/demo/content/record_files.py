"""Reads the records of the demonstration town, one TOML file for each field of the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import get_args

from gongkai.demo.content.blocks import parse_blocks, to_html
from gongkai.demo.content.reading import DATA, ContentError, Entry, entries
from gongkai.demo.content.shapes import (
    AttachmentKind,
    DemoAttachment,
    DemoCorrection,
    DemoRecord,
    DemoReview,
    DemoWithdrawal,
    ItemKey,
    Opinion,
    Publicity,
    Stage,
)

EXAMPLE_NOTE = "（本文为演示示例，内容系编写，不涉及真实人员和事项。）"


@cache
def records() -> list[DemoRecord]:
    """Return every record, the founding plan first, then field by field.

    Raises ContentError naming the file and field of a mistake.
    """
    names = sorted(path.name for path in (DATA / "records").iterdir())
    return [_record(entry) for name in names for entry in entries(f"records/{name}", "record")]


def _record(entry: Entry) -> DemoRecord:
    # Only a reprint of a real document lacks the note that it is an example.
    note = "" if entry.take_optional("real_document", bool) else f"\n\n{EXAMPLE_NOTE}"
    body = entry.take("body", str) + note
    record = DemoRecord(
        key=entry.take("key", str),
        title=entry.take("title", str),
        unit_key=entry.take("unit", str),
        item_key=_item_key(entry),
        exception_reason=entry.take_optional("exception_reason", str),
        document_number=entry.take_optional("document_number", str),
        theme=entry.take("theme", str),
        genre=entry.take_optional("genre", str),
        column=entry.take_optional("column", str),
        column_year=entry.take_optional("column_year", int),
        formed_on=entry.take("formed_on", date),
        submitted_on=entry.take_optional("submitted_on", date),
        released_on=entry.take_optional("released_on", datetime),
        publicity=entry.choice_optional("publicity", get_args(Publicity)) or "proactive",
        withheld_code=entry.take_optional("withheld_code", str),
        withheld_ground=entry.take_optional("withheld_ground", str),
        body_html=to_html(parse_blocks(body)),
        summary=entry.take("summary", str),
        keywords=entry.words("keywords"),
        attachments=tuple(_attachment(part, note) for part in entry.parts("attachment")),
        stage=entry.choice("stage", get_args(Stage)),
        review=_review(entry.part("review")),
        withdrawal=_withdrawal(entry.part("withdrawal")),
        correction=_correction(entry.part("correction"), body),
        plan_note=entry.take_optional("plan_note", str) or "",
    )
    entry.finish()
    return record


def _item_key(entry: Entry) -> ItemKey | None:
    words = entry.words("item")
    if not words:
        return None
    if len(words) != 3:
        raise ContentError(f"{entry.place}: item needs field code, level 1 and level 2")
    return ItemKey(*words)


def _attachment(entry: Entry, note: str) -> DemoAttachment:
    name = entry.take("name", str)
    suffix = name.rpartition(".")[2]
    kinds: tuple[AttachmentKind, ...] = get_args(AttachmentKind)
    kind = next((known for known in kinds if known == suffix), None)
    if kind is None:
        raise ContentError(f"{entry.place}: {name} is none of {', '.join(kinds)}")
    attachment = DemoAttachment(
        name=name,
        kind=kind,
        title=entry.take_optional("title", str) or name.rpartition(".")[0],
        blocks=parse_blocks(entry.take("content", str) + note),
    )
    entry.finish()
    return attachment


def _review(entry: Entry | None) -> DemoReview | None:
    if entry is None:
        return None
    review = DemoReview(
        reviewer=entry.choice_optional("reviewer", get_args(Opinion)),
        leader=entry.choice_optional("leader", get_args(Opinion)),
        remark=entry.take_optional("remark", str) or "",
    )
    entry.finish()
    if review.leader and not review.reviewer:
        raise ContentError(f"{entry.place}: the leader's opinion comes after the reviewer's")
    return review


def _withdrawal(entry: Entry | None) -> DemoWithdrawal | None:
    if entry is None:
        return None
    withdrawal = DemoWithdrawal(
        on=entry.take("on", datetime),
        reason=entry.take("reason", str),
        ground=entry.take("ground", str),
    )
    entry.finish()
    return withdrawal


def _correction(entry: Entry | None, body: str) -> DemoCorrection | None:
    if entry is None:
        return None
    wrong, right = entry.take("wrong", str), entry.take("right", str)
    if body.count(right) != 1:
        raise ContentError(f"{entry.place}: the body must say once: {right}")
    correction = DemoCorrection(
        on=entry.take("on", datetime),
        explanation=entry.take("explanation", str),
        original_body_html=to_html(parse_blocks(body.replace(right, wrong))),
    )
    entry.finish()
    return correction
