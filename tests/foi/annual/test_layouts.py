"""Published layouts of every habit: each cell read as it stands, no alarm about any other."""

from datetime import date

import pytest

from foi.annual.layouts import LAYOUTS, TITLE
from gongkai.foi.annual.assessing import assess
from gongkai.foi.annual.reading import read
from gongkai.rules.annual_report.figures import Unread
from gongkai.rules.annual_report.layout import PLACES
from rules.annual_report.making import app, whole

DAY = date(2026, 11, 23)


def assessed(data):
    return assess(read(data), previous=None, township=True, day=DAY)


FAULT = {app("1", "natural"): 5, app("1"): 6}
"""What a planted mistake changes: the column and the total do not balance any more."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_cell_is_read_and_nothing_else_alarms(name):
    layout = LAYOUTS[name]
    figures = {p: n for p, n in whole().items() if p not in layout.lacks}
    found = assessed(layout.make(whole()))
    cells = {p: n for p, n in found.reading.figures.items() if p in PLACES}
    numbers = {p: n for p, n in cells.items() if not isinstance(n, Unread)}
    void = set(cells) - set(numbers)
    assert numbers == {p: n for p, n in figures.items() if p not in void}
    assert bool(void) is bool(layout.doubts)
    assert set(cells) == set(figures)
    assert found.of("error") == []
    assert {doubt.code for doubt in found.of("doubt")} == layout.doubts
    assert found.reading.notes == []


@pytest.mark.parametrize("name", [name for name in LAYOUTS if "Word file" not in name])
def test_a_planted_fault_is_found_where_it_stands(name):
    found = assessed(LAYOUTS[name].make({**whole(), **FAULT}))
    said = found.findings if LAYOUTS[name].blanked else found.of("error")
    uneven = {verdict for verdict in said if verdict.code in ("balance", "applicants")}
    cells = {place for verdict in uneven for place in verdict.places}
    assert app("1", "natural") in cells
    assert found.reading.where[app("1", "natural")]


@pytest.mark.parametrize("name", ["every cell a td", "a Word file", "a portal in gb2312"])
def test_who_and_when(name):
    reading = read(LAYOUTS[name].make(whole()))
    assert (reading.year, reading.issuer) == (2023, "示例镇人民政府")
    assert TITLE.startswith(reading.issuer)
