"""Which units are responsible for an item (责任单位)."""

from collections.abc import Iterable

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import changed, items_of, permitted
from gongkai.catalogue.models import Item
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid


@action("catalogue.assign_units")
def assign_units(act: Act, item: Item, units: Iterable[Unit]) -> Item:
    """Make ``units`` the responsible units of an item, in place of those it had; none: nobody.

    Raises Invalid for a unit of another town or a closed one, NotAllowedNow for an item of a
    superseded edition.
    """
    edition, town = permitted(act, item.edition)
    states.require(edition, "assign_units")
    found = items_of(edition, [item])[0]
    wanted = sorted({unit.pk: unit for unit in units}.values(), key=lambda unit: unit.pk)
    _check(wanted, edition.town_id)
    before = _names(found.responsible_units.all())
    found.responsible_units.set(wanted)
    act.record(found, unit=town, before={"units": before}, after={"units": _names(wanted)})
    changed(act, edition)
    return found


def _check(units: list[Unit], town_id: int) -> None:
    for unit in units:
        if unit.town_id != town_id:
            raise Invalid({"units": f"“{unit.name}”不是本镇的单位。"})
        if unit.closed_on is not None:
            raise Invalid({"units": f"“{unit.name}”已经撤销，请选择现有的单位。"})


def _names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]
