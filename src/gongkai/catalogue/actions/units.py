"""Which units are responsible for an item (责任单位)."""

from collections.abc import Iterable

from django.db import transaction

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import changed, items_of, permitted
from gongkai.catalogue.models import Edition, Field, Item
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
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


def assign_units_to_field(
    actor: Actor, edition: Edition, field: Field, units: Iterable[Unit]
) -> list[Item]:
    """Make ``units`` responsible for every item of a field that has no unit yet, all or nothing.

    Returns the items that changed; each has its own ledger entry. Raises what ``assign_units``
    raises, and Invalid where every item of the field has a unit or no unit is given.
    """
    chosen = list(units)
    if not chosen:
        raise Invalid({"units": "请选择责任单位。"})
    items = edition.items.filter(field=field, responsible_units__isnull=True)
    with transaction.atomic():
        done = [assign_units(actor, item, chosen) for item in items.select_related("edition")]
    if not done:
        raise Invalid("这个领域的事项都已经有责任单位。")
    return done


def _check(units: list[Unit], town_id: int) -> None:
    for unit in units:
        if unit.town_id != town_id:
            raise Invalid({"units": f"“{unit.name}”不是本镇的单位。"})
        if unit.closed_on is not None:
            raise Invalid({"units": f"“{unit.name}”已经撤销，请选择现有的单位。"})


def _names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]
