"""Counting for the first page of the public site."""

from gongkai.duty.actions.common import town_unit
from gongkai.duty.coverage.front import counted
from gongkai.duty.models import FrontCount
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town
from gongkai.organisation.public_lines import FRONT_EFFECT


@action("duty.count_for_front")
def count_for_front(act: Act, town: Town) -> FrontCount | None:
    """Count the quarter for the first page, and have the page follow; None where nothing was due.

    Only the product itself does this, once a day. Done twice on a day it gives the same.
    """
    unit = town_unit(town)
    act.permit(unit)
    before = FrontCount.objects.select_for_update().filter(town=town).first()
    now = counted(town)
    if now is None:
        FrontCount.objects.filter(town=town).delete()
    else:
        now.pk = before.pk if before else None
        now.save()
    act.record(
        now or before or town,
        unit=unit,
        before=_figures(before),
        after=_figures(now) or {"owed": 0},
        label="首页公开情况",
    )
    act.effect(FRONT_EFFECT, {"town": town.slug}, key=f"front:{act.entries[-1].digest}")
    return now


def _figures(count: FrontCount | None) -> dict[str, object] | None:
    if count is None:
        return None
    first, last, owed, in_time = count.value
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "owed": owed,
        "in_time": in_time,
    }
