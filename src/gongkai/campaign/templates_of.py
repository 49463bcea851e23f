"""The points of a check sheet: the town's own, else those of the package's data."""

import tomllib
from functools import cache
from importlib.resources import files

from gongkai.campaign.facts import PointFacts
from gongkai.campaign.models import CheckPoint, PointUnits
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.scope import SELF_GOVERNING


@cache
def standard_points() -> tuple[PointFacts, ...]:
    """The points of the founding plan, as the package brings them."""
    text = files("gongkai.campaign").joinpath("data/check_sheet.toml").read_text("utf-8")
    return tuple(PointFacts(**point) for point in tomllib.loads(text)["point"])


def points_of(town: Town) -> tuple[PointFacts, ...]:
    """The points of a town in their order: its own where it has set any. One query."""
    own = CheckPoint.objects.filter(town=town)
    found = tuple(PointFacts(row.point, row.basis, row.units) for row in own)
    return found or standard_points()


def check_points(unit: Unit) -> list[PointFacts]:
    """The points for a unit of this kind, in their order."""
    village = unit.kind in SELF_GOVERNING
    kind = PointUnits.VILLAGES if village else PointUnits.DEPARTMENTS
    return [point for point in points_of(unit.town) if point.units in (PointUnits.ALL, kind)]
