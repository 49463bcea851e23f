"""The original beside the reading covers every row of every table once."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.importing.original import draw, places, table_rows, windows
from gongkai.catalogue.reading import read

HEADER = "一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体\n"


def reading(rows, notes=0):
    lines = [f"甲,事项{n},要素,《条例》,20个工作日内,镇政府,政府网站\n" for n in range(rows)]
    text = "就业领域政务公开标准目录,,,,,,\n" + HEADER + "".join(lines) + "注:说明,,,,,,\n" * notes
    return read(text.encode(), "目录.csv").as_import_json()


@given(st.integers(1, 9), st.integers(0, 3), st.integers(1, 4))
def test_pages_cover_everything_once(rows, notes, per_page):
    found = reading(rows, notes)
    pages = windows(found, per_page)
    numbers = [number for page, _ in pages for number in page]
    assert numbers == list(range(len(found["rows"])))
    covered = [(t, r) for _, parts in pages for t, first, end in parts for r in range(first, end)]
    assert covered == [(0, r) for r in range(len(found["tables"][0]["rows"]))]


def test_each_page_shows_its_own_rows():
    found = reading(5)
    where = table_rows(found, places(found))
    for page, parts in windows(found, 2):
        shown = {(t, r) for t, first, end in parts for r in range(first, end)}
        assert {where[number] for number in page} <= shown


def test_a_merged_cell_is_cut_at_the_end_of_a_part():
    table = {
        "name": "表1",
        "before": ["标题"],
        "rows": [{"role": "row", "reason": ""}] * 4,
        "cells": [
            {"text": "合", "row": 0, "col": 0, "rowspan": 4, "colspan": 1, "place": "A1"},
            *(
                {"text": str(r), "row": r, "col": 1, "rowspan": 1, "colspan": 1, "place": f"B{r}"}
                for r in range(4)
            ),
        ],
    }
    first, second = (
        draw({"tables": [table]}, [part], {"B2": ["r0-level2"]})[0]
        for part in ((0, 0, 2), (0, 2, 4))
    )
    assert [first.rows[0].cells[0].rowspan, second.rows[0].cells[0].rowspan] == [2, 2]
    assert second.rows[0].cells[0].text == "合"
    assert (first.before, second.before) == (["标题"], [])
    assert second.rows[0].cells[1].read_as == ["r0-level2"]


def test_an_empty_reading_has_one_empty_page():
    assert windows({"rows": [], "tables": []}, 20) == [(range(0), [])]
