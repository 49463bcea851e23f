"""Where the text of a report says another number than its tables: doubts, never errors."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.rules.annual_report.checking import Finding
from gongkai.rules.annual_report.figures import Figures, Number, Unread, number_words
from gongkai.rules.annual_report.layout import (
    CARRIED_IN,
    CARRIED_OUT,
    NEW,
    RESULTS_TOTAL,
    SECTIONS,
    TOTAL,
    Place,
    place_words,
)

_APPLICATION: Final = (
    r"(?:(?:政府)?(?:信息)?(?:依申请)?(?:公开)?的?申请|依申请公开(?:政府信息|信息|件)?)"
)
_COUNT: Final = r"(?:共|共计|总计|为|有)?(\d+)(?:件|份|条|宗|例)(?!次)"
_GAP: Final = r"[^,。;、:\d]{0,12}?"


def _total(row: str) -> tuple[Place, ...]:
    return (Place("applications", row, TOTAL),)


_LAWSUITS: Final = tuple(Place("disputes", block, TOTAL) for block in ("suit", "suit_after"))


@dataclass(frozen=True)
class _Pattern:
    """A way of stating a number, the cells whose sum it states, and the number if it has none."""

    words: re.Pattern[str]
    places: tuple[Place, ...]
    fixed: int | None = None


_PATTERNS: Final = (
    _Pattern(
        re.compile(rf"(?:新收|收到|接收|受理){_GAP}{_APPLICATION}{_COUNT}"),
        _total(NEW),
    ),
    _Pattern(re.compile(rf"(?:未|没有)(?:新)?(?:收到|接到){_GAP}申请"), _total(NEW), 0),
    _Pattern(re.compile(rf"上(?:一)?年(?:度)?结转{_GAP}{_COUNT}"), _total(CARRIED_IN)),
    _Pattern(
        re.compile(rf"结转(?:至|到)?(?:下|下一|次)年(?:度)?{_GAP}{_COUNT}"), _total(CARRIED_OUT)
    ),
    _Pattern(re.compile(rf"(?<!并)(?:办结|答复){_APPLICATION}{_COUNT}"), _total(RESULTS_TOTAL)),
    _Pattern(
        re.compile(rf"公开{_GAP}行政复议(?:案件|申请)?{_COUNT}"),
        (Place("disputes", "reconsideration", TOTAL),),
    ),
    _Pattern(re.compile(rf"公开{_GAP}行政诉讼(?:案件)?{_COUNT}"), _LAWSUITS),
    *(
        _Pattern(
            re.compile(rf"{verb}的?(?:行政)?规范性文件{_COUNT}"),
            (Place("information", "normative", column),),
        )
        for verb, column in (("制[发定]", "issued"), ("废止", "abolished"), ("有效", "in_force"))
    ),
    *(
        _Pattern(
            re.compile(rf"(?:作出|办理|实施|处理){name}(?:决定|事项)?{_COUNT}"),
            (Place("information", row, "decided"),),
        )
        for name, row in (
            ("行政许可", "permits"),
            ("行政处罚", "penalties"),
            ("行政强制", "enforcement"),
        )
    ),
)
_PARTIAL: Final = re.compile(
    r"其中|网上|网络|平台|信函|来信|邮寄|邮件|当面|现场|窗口|传真|季度|月份|累计|以来|全区|全市|同比"
)
_ANOTHER: Final = re.compile("复议|诉讼|补正|更正|转来|转办|减免|投诉|举报|信访|撤回")
"""Applications for something else, or a part of the applications counted."""
_GOES_ON: Final = re.compile(r"的|[(,]?(?:其中)?(?:含|包括|包含|其中)[^,。;)]{0,12}结转")
"""The clause goes on: of something else, or with what was carried over counted in."""
_YEAR: Final = re.compile(r"20\d{2}(?=年)")
_SENTENCE: Final = re.compile(r"[。;\n]")


@dataclass(frozen=True)
class Claim:
    """A number that the text states: the clause, the number, the cells whose sum it should be."""

    quote: str
    number: int
    places: tuple[Place, ...]


def claims(text: str) -> list[Claim]:
    """The numbers that a text surely states about the tables: the first for each.

    Clauses about a part (其中, by one channel, of one season), sentences that compare years and
    numbers with more or less counted in state no total of the year and are passed by.
    """
    found: dict[tuple[Place, ...], Claim] = {}
    plain = re.sub(r"[ \t]+", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    for sentence in _SENTENCE.split(plain):
        for claim in _in_sentence(sentence):
            found.setdefault(claim.places, claim)
    return list(found.values())


def _in_sentence(sentence: str) -> Iterator[Claim]:
    for pattern in _PATTERNS:
        match = pattern.words.search(sentence)
        if match is None or not _states_a_total(match, sentence, pattern.places):
            continue
        number = pattern.fixed if pattern.fixed is not None else int(match[1])
        yield Claim(match[0], number, pattern.places)


def _states_a_total(match: re.Match[str], sentence: str, places: tuple[Place, ...]) -> bool:
    before, after = sentence[: match.end()], sentence[match.end() :]
    if _PARTIAL.search(before) or _GOES_ON.match(after) or len(set(_YEAR.findall(sentence))) > 1:
        return False
    return places[0].table != "applications" or not _ANOTHER.search(match[0])


def contradictions(text: str, figures: Figures) -> list[Finding]:
    """Doubts where the text states another number than the tables, both quoted."""
    return [
        Finding(
            "doubt",
            "prose",
            f"正文写“{claim.quote}”，{_places_words(claim.places)}是{number_words(stated)}。"
            "请核对哪一处有误。",
            claim.places,
            str(claim.number),
            number_words(stated),
        )
        for claim in claims(text)
        if (stated := _sum(claim.places, figures)) is not None and stated != claim.number
    ]


def _places_words(places: Sequence[Place]) -> str:
    words = "加".join(place_words(place) for place in places)
    return words if len(places) == 1 else f"{words}合计"


def _sum(places: Sequence[Place], figures: Figures) -> Number | None:
    total: Number = 0
    for place in places:
        figure = figures.get(place)
        if figure is None or isinstance(figure, Unread):
            return None
        total += figure
    return total


_HEADINGS: Final = {
    "overview": re.compile("总体情况"),
    "information": re.compile("主动公开(?:政府)?信息(?:的)?情况"),
    "applications": re.compile("收到和?处理.{0,6}公开.{0,3}申请(?:的)?情况"),
    "disputes": re.compile("复议(?:、|和|及)?(?:行政)?(?:诉讼|应诉)(?:的)?情况"),
    "problems": re.compile("存在的?(?:主要)?问题"),
    "other": re.compile("其他需要?报告的?(?:事项|情况)"),
}
"""How the headings are found; towns vary their words a little, which is no fault."""


def missing_sections(text: str) -> list[Finding]:
    """Doubts for headings that the text lacks, or that stand in another order than the form's.

    A text with fewer than half of them is not a whole report (tables alone, say): no doubts.
    """
    plain = re.sub(r"\s+", "", text)
    if (
        sum(pattern.search(plain) is not None for pattern in _HEADINGS.values())
        < len(_HEADINGS) / 2
    ):
        return []
    at: list[int] = []
    for row in SECTIONS:
        found = [match.start() for match in _HEADINGS[row.code].finditer(plain)]
        if not found:
            message = f"没有找到“{row.heading}”这一部分。请核对。"
            return [Finding("doubt", "sections", message)]
        later = [start for start in found if not at or start > at[-1]]
        if not later:
            message = f"“{row.heading}”这一部分的先后与规定的格式不同。请核对。"
            return [Finding("doubt", "sections", message)]
        at.append(later[0])
    return []
