"""Scope (promise 7): one function turns "who asks" into the units they may reach.

Every page, export, search and action goes through ``units_in_scope`` or through the Act, which
uses it; a town never sees another town.
"""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit, UnitKind
from gongkai.organisation.permissions import Reach, reach_of

R = TypeVar("R", bound=Model)
SELF_GOVERNING = (UnitKind.VILLAGE, UnitKind.COMMUNITY)


def units_in_scope(actor: Actor, action: str) -> QuerySet[Unit]:
    """The units in which ``actor`` may do ``action``, as a queryset to filter by.

    A role that reaches its own unit reaches the units under it too. The system actor is bound to
    the town it acts for.
    """
    reach = reach_of(actor, action)
    if reach is None:
        return Unit.objects.none()
    units = Unit.objects.filter(town_id=actor.town_id)
    if reach is Reach.TOWN:
        return units
    if reach is Reach.DEPARTMENTS:
        return units.filter(~Q(kind__in=SELF_GOVERNING) | Q(pk=_own_unit_id(actor)))
    return units.filter(pk__in=own_unit_ids(actor))


def rows_in_scope(rows: QuerySet[R], actor: Actor, action: str) -> QuerySet[R]:
    """Of rows that have a ``town`` and a ``unit`` of it those that ``actor`` reaches.

    Whoever reaches the whole town needs no look at its units.
    """
    rows = rows.filter(town_id=actor.town_id)
    if reach_of(actor, action) is Reach.TOWN:
        return rows
    return rows.filter(unit__in=units_in_scope(actor, action))


def own_unit_ids(actor: Actor) -> frozenset[int]:
    """The ids of the actor's unit and of all units under it, read once per actor.

    A village under a unit of the town is not the town's own.
    """
    if actor.account is None:
        return frozenset()
    cached: frozenset[int] | None = actor.cache.get("own_unit_ids")
    if cached is None:
        cached = _subtree(actor.account.unit_id, actor.town_id)
        actor.cache["own_unit_ids"] = cached
    return cached


def _subtree(root: int, town_id: int) -> frozenset[int]:
    children: dict[int | None, list[int]] = {}
    own = Unit.objects.filter(town_id=town_id).exclude(kind__in=SELF_GOVERNING)
    pairs = own.values_list("id", "parent_id")
    for identity, parent in pairs:
        children.setdefault(parent, []).append(identity)
    found, waiting = {root}, [root]
    while waiting:
        below = [child for child in children.get(waiting.pop(), []) if child not in found]
        found.update(below)
        waiting.extend(below)
    return frozenset(found)


def line_of(unit: Unit) -> list[Unit]:
    """The unit and every unit above it, up to the town's own."""
    line = [unit]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return line


def reaches(actor: Actor, action: str, unit: Unit) -> bool:
    """Whether ``unit`` is in the actor's scope for ``action``. No query for a town-wide role."""
    reach = reach_of(actor, action)
    if reach is None or unit.town_id != actor.town_id:
        return False
    if reach is Reach.DEPARTMENTS:
        return unit.kind not in SELF_GOVERNING or unit.pk == _own_unit_id(actor)
    return reach is Reach.TOWN or unit.pk in own_unit_ids(actor)


def _own_unit_id(actor: Actor) -> int | None:
    return actor.account.unit_id if actor.account else None
