"""The check sheet of a town: which points its guidance checks look at (F32)."""

from collections.abc import Sequence

from gongkai.campaign.actions.common import checked, permit_town, required, town_of
from gongkai.campaign.facts import PointFacts
from gongkai.campaign.models import CheckPoint, PointUnits
from gongkai.campaign.templates_of import points_of
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid

MOST = 60
"""Points of one sheet: what can be looked at in a visit."""


@action("campaign.set_check_points")
def set_check_points(act: Act, points: Sequence[PointFacts]) -> list[CheckPoint]:
    """Set the points of the town's check sheet in their order; none goes back to the plan's.

    Sheets that have begun keep the points with which they began. Raises Invalid on ``points``.
    """
    town = town_of(act)
    root = permit_town(act, town)
    _check(points)
    before = [point.text for point in points_of(town)]
    CheckPoint.objects.filter(town=town).delete()
    made = CheckPoint.objects.bulk_create(
        checked(
            CheckPoint(
                town=town,
                order=order,
                point=point.text.strip(),
                basis=point.basis.strip(),
                units=point.units,
            ),
            "point",
            "basis",
        )
        for order, point in enumerate(points, start=1)
    )
    after = [point.text for point in points_of(town)]
    act.record(
        town, unit=root, before={"points": before}, after={"points": after}, label="检查表内容"
    )
    return made


def _check(points: Sequence[PointFacts]) -> None:
    if len(points) > MOST:
        raise Invalid({"points": f"一张检查表最多{MOST}条，现在有{len(points)}条。"})
    texts = [required(points=point.text)["points"] for point in points]
    twice = next((text for text in texts if texts.count(text) > 1), None)
    if twice is not None:
        raise Invalid({"points": f"有两条都写“{twice}”，请合并。"})
    for point in points:
        if not point.basis.strip():
            raise Invalid({"points": f"请写明“{point.text}”的依据。"})
        if point.units not in PointUnits.values:
            raise Invalid({"points": f"请选择“{point.text}”检查哪些单位。"})
