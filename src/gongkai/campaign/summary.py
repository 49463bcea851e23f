"""The town's summary (全镇总结) as a text with headings: for the page and for Word alike."""

from collections.abc import Iterator

from django.utils import timezone

from gongkai.campaign.models import Summary
from gongkai.documents.official import Block, OfficialText, heading
from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.rules.work_report import TABLE


def text_of(summary: Summary, signed: str) -> OfficialText:
    """The summary: under each part of the template the Office's words, then each unit's.

    signed: the name that stands under it.
    """
    day = timezone.localtime(summary.made_at).date()
    return OfficialText(
        title=summary.title,
        blocks=tuple(_blocks(summary)),
        signed=signed,
        day=chinese_date(day),
    )


def _blocks(summary: Summary) -> Iterator[Block]:
    day = timezone.localtime(summary.made_at).date()
    for number, part in enumerate(TABLE.as_of(day), start=1):
        yield heading(1, number, part.name)
        yield from _paragraphs(summary.overall.get(part.code, ""))
        for place, report in enumerate(summary.content, start=1):
            yield heading(2, place, report["unit"])
            yield from _paragraphs(report["parts"].get(part.code, ""))
    if summary.missing:
        number += 1
        yield heading(1, number, "报送情况")
        names = "、".join(summary.missing)
        yield Block(
            f"应报送{len(summary.content) + len(summary.missing)}个单位，"
            f"已报送{len(summary.content)}个，未报送{len(summary.missing)}个：{names}。"
        )


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Block(line.strip())
