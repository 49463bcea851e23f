"""Boxes on a page as a reader sees it: points from the upper left corner, rotation applied."""

from collections.abc import Callable
from ctypes import byref
from dataclasses import dataclass
from typing import Any, NamedTuple

from pypdfium2 import raw


class Box(NamedTuple):
    """A rectangle in points; ``top`` is smaller than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Square points; 0 if it is empty."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    def meet(self, other: "Box") -> "Box":
        """The common part, whose area is 0 if there is none."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def share_under(self, other: "Box") -> float:
        """Which part of this box lies in the other: 0 to 1."""
        return self.meet(other).area / self.area if self.area else 0.0

    def holds_centre_of(self, other: "Box") -> bool:
        """Whether the middle of the other box lies in this one."""
        across = (other.left + other.right) / 2
        down = (other.top + other.bottom) / 2
        return self.left <= across <= self.right and self.top <= down <= self.bottom


Placing = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Sheet:
    """The visible part of a page: size in points as displayed, and the way to it.

    upright: the upper left corner in the coordinates of a page that is not rotated, as most are.
    """

    width: float
    height: float
    place: Placing
    upright: tuple[float, float] | None = None

    @property
    def box(self) -> Box:
        """The whole visible part."""
        return Box(0.0, 0.0, self.width, self.height)

    def displayed(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give the displayed box of a rectangle in the coordinates of the page."""
        if self.upright is not None:
            x, y = self.upright
            return Box(left - x, y - top, right - x, y - bottom)
        (x0, y0), (x1, y1) = self.place(left, bottom), self.place(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def sheet_of(page: Any) -> Sheet:
    """Measure a page of PDFium: its crop box within its media box, and its rotation."""
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, byref(bounds))
    x0, y0, x1, y1 = bounds.left, bounds.bottom, bounds.right, bounds.top
    placings: tuple[Placing, ...] = (
        lambda x, y: (x - x0, y1 - y),
        lambda x, y: (y - y0, x - x0),
        lambda x, y: (x1 - x, y - y0),
        lambda x, y: (y1 - y, x1 - x),
    )
    turns = raw.FPDFPage_GetRotation(page.raw) % 4
    width, height = (x1 - x0, y1 - y0) if turns % 2 == 0 else (y1 - y0, x1 - x0)
    return Sheet(max(width, 1.0), max(height, 1.0), placings[turns], None if turns else (x0, y1))
