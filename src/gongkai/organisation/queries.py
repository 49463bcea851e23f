"""Reads of the organisation: the calendar in force, the group, posts, liaisons, the tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from gongkai.organisation.models import (
    CalendarEdition,
    GroupSeat,
    Liaison,
    Post,
    SeatKind,
    Town,
    Unit,
)
from gongkai.rules.calendar import Calendar, CalendarError, builtin, from_data


def calendar_in_force() -> Calendar:
    """The calendar edition entered last, or the one that ships with the software.

    One small query each time, so that no process counts on yesterday's calendar; the content
    of an edition is kept in memory by its name, which is made from it. The number alone would
    not do: one whose entry was rolled back is given again.
    """
    latest = CalendarEdition.objects.order_by("-number").values_list("number", "name").first()
    return builtin() if latest is None else _edition(*latest)


@lru_cache(maxsize=8)
def _edition(number: int, name: str) -> Calendar:
    found = CalendarEdition.objects.values_list("data", flat=True).get(number=number)
    calendar = from_data(found)
    if calendar.edition != name:
        raise CalendarError("工作日历的内容与其版本号不符，可能已被改动")
    return calendar


def holding_on(on: date) -> Q:
    """Terms of office that hold on a day, first and last day included."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def roster(town: Town, on: date) -> QuerySet[GroupSeat]:
    """The leading group on a day, in the order of attachment 1 (F38)."""
    places = [When(kind=kind, then=Value(place)) for place, kind in enumerate(SeatKind.values)]
    return (
        GroupSeat.objects.filter(holding_on(on), town=town)
        .select_related("unit")
        .annotate(place=Case(*places, output_field=IntegerField()))
        .order_by("place", "order", "id")
    )


def posts_on(unit: Unit, on: date) -> QuerySet[Post]:
    """The posts of a unit and their holders on a day."""
    return Post.objects.filter(holding_on(on), unit=unit)


def liaison_of(unit: Unit) -> Liaison | None:
    """The liaison in office of a unit, or None."""
    return unit.liaisons.select_related("account").filter(valid_to=None).first()


def units_without_liaison(town: Town) -> QuerySet[Unit]:
    """The open units that ought to have a liaison and have none (F35). Not the town itself."""
    return (
        Unit.objects.filter(town=town, closed_on=None, parent__isnull=False)
        .exclude(Exists(Liaison.objects.filter(unit=OuterRef("pk"), valid_to=None)))
        .order_by("order", "id")
    )


@dataclass(frozen=True)
class TreeNode:
    """A unit in the tree and how deep it stands; the town's own unit has depth 0."""

    unit: Unit
    depth: int

    @property
    def levels(self) -> range:
        """One turn of a loop for each level of indentation."""
        return range(self.depth)


def unit_tree(town: Town) -> list[TreeNode]:
    """Every unit of a town, each followed by those under it, in one query."""
    children: dict[int | None, list[Unit]] = {}
    for unit in Unit.objects.filter(town=town).order_by("order", "id"):
        children.setdefault(unit.parent_id, []).append(unit)
    return list(_walk(children, None, 0))


def _walk(
    children: dict[int | None, list[Unit]], parent: int | None, depth: int
) -> Iterator[TreeNode]:
    for unit in children.get(parent, []):
        yield TreeNode(unit, depth)
        yield from _walk(children, unit.pk, depth + 1)
