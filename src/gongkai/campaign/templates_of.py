"""The points of a check sheet, read from the package's data once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gongkai.organisation.models import Unit
from gongkai.organisation.scope import SELF_GOVERNING


@dataclass(frozen=True)
class Point:
    """What is looked at, and why. ``units``: "all", "departments" or "villages"."""

    text: str
    basis: str
    units: str


@cache
def _points() -> tuple[Point, ...]:
    text = files("gongkai.campaign").joinpath("data/check_sheet.toml").read_text("utf-8")
    return tuple(Point(**point) for point in tomllib.loads(text)["point"])


def check_points(unit: Unit) -> list[Point]:
    """The points for a unit of this kind, in their order."""
    kind = "villages" if unit.kind in SELF_GOVERNING else "departments"
    return [point for point in _points() if point.units in ("all", kind)]
