"""Figures and cases for the tests of the annual report."""

from datetime import date, timedelta

from hypothesis import strategies as st

from gongkai.rules.annual_report.counting import Case, DisputeCase
from gongkai.rules.annual_report.figures import Figure
from gongkai.rules.annual_report.layout import APPLICANTS, DISPUTES, LEAVES, PLACES, Place

YEAR = 2025


def nothing() -> dict[Place, Figure]:
    """A whole report in which nothing happened."""
    return dict.fromkeys(PLACES, 0)


def app(row: str, column: str = "total") -> Place:
    return Place("applications", row, column)


def whole() -> dict[Place, Figure]:
    """A report that adds up: three came, one was carried in, three were answered, one waits."""
    figures = nothing()
    for row, column, number in (
        ("1", "natural", 2), ("1", "business", 1), ("2", "natural", 1),
        ("3.1", "natural", 1), ("3.2", "business", 1), ("3.4.1", "natural", 1),
        ("3.7", "natural", 2), ("3.7", "business", 1), ("4", "natural", 1),
    ):  # fmt: skip
        figures[app(row, column)] = number
        figures[app(row)] += number
    figures[Place("disputes", "reconsideration", "upheld")] = 1
    figures[Place("disputes", "reconsideration", "total")] = 1
    return figures


_DAYS = st.integers(-800, 500).map(lambda days: date(YEAR, 1, 1) + timedelta(days=days))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(_DAYS)
    kind = draw(st.sampled_from(list(APPLICANTS)))
    if draw(st.booleans()):
        return Case(kind, received)
    answered = received + timedelta(days=draw(st.integers(0, 700)))
    return Case(kind, received, answered, draw(st.sampled_from(LEAVES)))


@st.composite
def disputes(draw: st.DrawFn) -> DisputeCase:
    begun = draw(_DAYS)
    block = draw(st.sampled_from(list(DISPUTES)))
    if draw(st.booleans()):
        return DisputeCase(block, begun)
    ended = begun + timedelta(days=draw(st.integers(0, 700)))
    return DisputeCase(block, begun, ended, draw(st.sampled_from(["upheld", "corrected", "other"])))
