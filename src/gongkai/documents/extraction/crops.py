"""Pictures in documents of which only a part is shown."""

from gongkai.documents.extraction.package import Element, attribute

LEAST = 100
"""Thousandths of a percent that a side must be cut by: programs write tiny cuts by rounding."""

_WHOLE = 100_000


def cut_of(mark: Element) -> tuple[float, float, float, float]:
    """Give the shares of a picture that are cut off: left, top, right, bottom, each 0 to 1."""
    left, top, right, bottom = (_share(attribute(mark, side)) for side in "ltrb")
    return left, top, right, bottom


def _share(value: str | None) -> float:
    if not value:
        return 0.0
    number = float(value[:-1]) * 1000 if value.endswith("%") else float(value)
    return min(max(number, 0.0), _WHOLE) / _WHOLE if number >= LEAST else 0.0


def is_cut(mark: Element) -> bool:
    """Say whether an ``a:srcRect`` hides a part of its picture."""
    return any(cut_of(mark))
