"""How a list is cut into pages so that a new record touches only the newest. Pure arithmetic.

Positions count from the oldest record, from 1. Page k holds the positions (k-1)·N+1 … k·N and
is written once all its positions are given ("closed"); from then on it changes only when one of
its records is corrected or withdrawn, or when its newer neighbour closes. ``index`` (page 0)
shows what is not yet on a closed page together with the newest closed page, so it always has at
least N lines once there are N.
"""

from typing import Final

PAGE_SIZE: Final = 20
INDEX: Final = 0


def closed_pages(places: int) -> int:
    """How many pages are closed in a list of ``places`` positions."""
    return places // PAGE_SIZE


def page_of(position: int) -> int:
    """The page that holds ``position``, closed or not."""
    return (position - 1) // PAGE_SIZE + 1


def span_of(page: int, places: int) -> tuple[int, int]:
    """The first and last position that a page shows; ``INDEX`` for the newest."""
    if page == INDEX:
        return max(closed_pages(places) - 1, 0) * PAGE_SIZE + 1, places
    return (page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE


def touched_pages(position: int, places: int) -> tuple[int, ...]:
    """The pages that change when the record at ``position`` enters, changes or leaves.

    At most three, whatever the length of the list: the index, the closed page of the position,
    and the page before it when this position closed its page (its link to the newer page).
    """
    pages = [INDEX]
    page = page_of(position)
    if page <= closed_pages(places):
        pages.append(page)
        if position == page * PAGE_SIZE and page > 1:
            pages.append(page - 1)
    return tuple(pages)


def older_than(page: int, places: int) -> int | None:
    """The archive page before ``page``; None at the beginning."""
    older = closed_pages(places) - 1 if page == INDEX else page - 1
    return older if older >= 1 else None


def newer_than(page: int, places: int) -> int | None:
    """The page after an archive page, ``INDEX`` after the newest closed one; None for the index."""
    if page == INDEX:
        return None
    return page + 1 if page < closed_pages(places) else INDEX
