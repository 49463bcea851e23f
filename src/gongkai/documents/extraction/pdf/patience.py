"""How long the pages of one document may take to draw."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_FOR_A_DRAWING = 4.0
_FOR_A_DOCUMENT = 60.0
"""Seconds; an ordinary page takes a few thousandths of one."""


class Patience:
    """What is left of the time for one document."""

    def __init__(self) -> None:
        self._left = _FOR_A_DOCUMENT

    @contextmanager
    def spent(self) -> Iterator[float]:
        """Give the seconds that the next drawing may take, and take off what it took."""
        begun = time.monotonic()
        try:
            yield min(_FOR_A_DRAWING, max(self._left, 0.0))
        finally:
            self._left -= time.monotonic() - begun
