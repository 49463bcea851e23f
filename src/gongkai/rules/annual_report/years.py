"""How a report fits the one of the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.rules.annual_report import IN_FORCE
from gongkai.rules.annual_report.checking import Finding
from gongkai.rules.annual_report.figures import Figures, Number, Unread, number_words
from gongkai.rules.annual_report.identities import carried_identities
from gongkai.rules.annual_report.layout import (
    INFORMATION,
    NEW,
    TOTAL,
    Place,
    column_words,
    place_words,
    row_words,
    table_words,
)
from gongkai.rules.tables import Row, Table


@dataclass(frozen=True, kw_only=True)
class Sharp(Row):
    """When a change from year to year is worth a second look: both must be reached."""

    factor: int
    difference: int


SHARP: Final = Table(
    name="与上年相比变化很大的界限",
    source="本平台的提醒，法律没有规定；可以调整",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="UNSURE",
    rows=(Sharp(code="sharp", name="变化很大", factor=2, difference=20),),
)


def compare(figures: Figures, before: Figures, day: date) -> list[Finding]:
    """Say what does not fit the report of the year before; cells that lack on a side are passed by.

    An error: 上年结转 is not what was carried over, column by column. Doubts: 现行有效 is not last
    year's number plus what was made less what was abolished; a number changed sharply. ``day``:
    as of which the limit of a sharp change is taken.
    """
    return [
        *_carried(figures, before),
        *_in_force(figures, before),
        *_sharp(figures, before, SHARP.get("sharp", day)),
    ]


def _number(figures: Figures, place: Place) -> Number | None:
    figure = figures.get(place)
    return None if isinstance(figure, Unread) else figure


def _carried(figures: Figures, before: Figures) -> Iterator[Finding]:
    for now_place, before_place in carried_identities():
        now, then = _number(figures, now_place), _number(before, before_place)
        if now is None or then is None or now == then:
            continue
        where = f"{table_words('applications')}“{column_words(now_place)}”列"
        yield Finding(
            "error",
            "carried",
            f"{where}与上年不衔接：“二、上年结转政府信息公开申请数量”是{number_words(now)}，"
            f"上年报告的“四、结转下年度继续办理”是{number_words(then)}。请核对。",
            (now_place,),
            number_words(now),
            number_words(then),
        )


def _in_force(figures: Figures, before: Figures) -> Iterator[Finding]:
    for row in ("rules", "normative"):
        issued, abolished, in_force = (
            _number(figures, Place("information", row, column))
            for column in ("issued", "abolished", "in_force")
        )
        then = _number(before, Place("information", row, "in_force"))
        if issued is None or abolished is None or in_force is None or then is None:
            continue
        expected = then + issued - abolished
        if in_force == expected:
            continue
        words = f"{table_words('information')}“{row_words('information', row)}”"
        yield Finding(
            "doubt",
            "in_force_years",
            f"{words}：上年现行有效{number_words(then)}件，加本年制发{number_words(issued)}件，"
            f"减本年废止{number_words(abolished)}件，应是{number_words(expected)}件，"
            f"现在填的是{number_words(in_force)}件。如果还有失效、清理等原因，请在报告中说明。",
            (Place("information", row, "in_force"),),
            number_words(in_force),
            number_words(expected),
        )


def _sharp(figures: Figures, before: Figures, limit: Sharp) -> Iterator[Finding]:
    for place in _watched():
        now, then = _number(figures, place), _number(before, place)
        if now is None or then is None:
            continue
        small, large = sorted((now, then))
        if large - small < limit.difference or large < small * limit.factor:
            continue
        yield Finding(
            "doubt",
            "sharp",
            f"{place_words(place)}上年是{number_words(then)}，本年是{number_words(now)}，"
            "变化很大。请核对；数字无误的，请在报告中说明原因。",
            (place,),
            number_words(now),
            number_words(then),
        )


def _watched() -> Iterator[Place]:
    for row in INFORMATION:
        if row.code != "rules":
            yield Place("information", row.code, row.columns[-1])
    yield Place("applications", NEW, TOTAL)
