"""How lists are cut into pages that stay still."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.lists import (
    INDEX,
    PAGE_SIZE,
    closed_pages,
    newer_than,
    older_than,
    span_of,
    touched_pages,
)

lengths = st.integers(min_value=0, max_value=500)


@pytest.mark.parametrize(
    ("places", "span"), [(0, (1, 0)), (19, (1, 19)), (20, (1, 20)), (39, (1, 39)), (40, (21, 40))]
)
def test_the_index_shows_the_newest_closed_page_and_what_came_since(
    places: int, span: tuple[int, int]
) -> None:
    assert span_of(INDEX, places) == span


@given(lengths)
def test_every_position_can_be_reached_from_the_index(places: int) -> None:
    seen: set[int] = set()
    page: int | None = INDEX
    while page is not None:
        first, last = span_of(page, places)
        seen.update(range(first, last + 1))
        page = older_than(page, places)
    assert seen == set(range(1, places + 1))


@given(lengths)
def test_older_and_newer_are_each_others_way_back(places: int) -> None:
    for page in range(1, closed_pages(places) + 1):
        older = older_than(page, places)
        assert older is None or newer_than(older, places) == page


@given(st.integers(min_value=1, max_value=500))
def test_a_new_record_touches_no_page_that_was_closed_two_pages_ago(places: int) -> None:
    touched = touched_pages(places, places)
    assert INDEX in touched
    assert len(touched) <= 3
    assert all(page in {INDEX} or page >= closed_pages(places) - 1 for page in touched)


@given(st.integers(min_value=1, max_value=500), st.data())
def test_what_a_page_shows_and_links_to_depends_only_on_the_positions_that_touch_it(
    places: int, data: st.DataObject
) -> None:
    """A page that a new last position does not touch is the same before and after it."""
    page = data.draw(st.integers(min_value=1, max_value=max(closed_pages(places), 1)))
    if page not in touched_pages(places, places) and page <= closed_pages(places - 1):
        assert span_of(page, places) == span_of(page, places - 1)
        assert older_than(page, places) == older_than(page, places - 1)
        assert newer_than(page, places) == newer_than(page, places - 1)


def test_a_withdrawal_on_a_closed_page_touches_it_and_the_index() -> None:
    assert touched_pages(5, 3 * PAGE_SIZE) == (INDEX, 1)
