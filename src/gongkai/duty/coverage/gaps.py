"""What is missing on the district's site: living addresses (F12) and columns (F13)."""

from dataclasses import dataclass
from uuid import UUID

from gongkai.catalogue.models import Item
from gongkai.duty.coverage.report import WEBSITE
from gongkai.duty.engine.plans import items_in_force
from gongkai.duty.models import Answer, ColumnRequest, ColumnStatus, Obligation
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.scope import units_in_scope


@dataclass(frozen=True)
class WebsiteGap:
    """An item with channel 政府网站 of which the public can read nothing now.

    ``places`` are those responsible that have nothing there, each with the number of what it
    owes; empty: nobody is responsible.
    """

    item: Item
    places: tuple[tuple[Unit, int], ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that have nothing there."""
        return tuple(unit for unit, _ in self.places)


@dataclass(frozen=True)
class ColumnGap:
    """A 政府网站 item with its request for a column: the running one, else the refused one."""

    item: Item
    request: ColumnRequest | None

    @property
    def is_open(self) -> bool:
        """Whether the item maps to an open column."""
        return self.request is not None and self.request.status == ColumnStatus.OPEN

    @property
    def may_ask(self) -> bool:
        """Whether a request can be made: there is none, or the last was refused."""
        return self.request is None or self.request.status == ColumnStatus.REFUSED

    @property
    def status(self) -> str:
        """Where the request stands, in words."""
        return self.request.get_status_display() if self.request else "尚未提出"


def website_gaps(actor: Actor) -> list[WebsiteGap]:
    """Channel 政府网站 without a living address, in the order of the catalogue. Five queries.

    Complete: an item is left out only where each of its units has something that is public now
    and was seen at its address.
    """
    if actor.town is None:
        return []
    units = {unit.pk: unit for unit in units_in_scope(actor, "duty.read")}
    living = set(
        Answer.objects.filter(obligation__town=actor.town, living=True, proven=True)
        .values_list("obligation_id", flat=True)
        .distinct()
    )
    rows = Obligation.objects.filter(town=actor.town, ended_on=None)
    owing: dict[object, list[int]] = {}
    lacking: dict[object, list[tuple[Unit, int]]] = {}
    for pk, identity, unit_id in rows.values_list("pk", "identity", "unit_id"):
        owing.setdefault(identity, []).append(pk)
        if pk not in living and unit_id in units:
            lacking.setdefault(identity, []).append((units[unit_id], pk))
    return [
        WebsiteGap(item, tuple(lacking.get(item.identity, ())))
        for item in items_in_force(actor.town)
        if WEBSITE in (item.channels or ())
        and (item.identity in lacking or item.identity not in owing)
    ]


def columned(actor: Actor) -> set[UUID]:
    """The identities of items that have an open column on the district's site. One query."""
    opened = ColumnRequest.objects.filter(town=actor.town_id, status=ColumnStatus.OPEN)
    return set(opened.values_list("identity", flat=True))


def columns_of(actor: Actor) -> list[ColumnGap]:
    """Every 政府网站 item in force with its column or the request for one, whatever its status.

    Empty for whoever may read no duties. Three queries.
    """
    if actor.town is None or not units_in_scope(actor, "duty.read").exists():
        return []
    rows = ColumnRequest.objects.filter(town=actor.town).order_by("id")
    refused = {row.identity: row for row in rows if row.status == ColumnStatus.REFUSED}
    running = {row.identity: row for row in rows if row.status != ColumnStatus.REFUSED}
    requests = {**refused, **running}
    return [
        ColumnGap(item, requests.get(item.identity))
        for item in items_in_force(actor.town)
        if WEBSITE in (item.channels or ())
    ]


def column_gaps(actor: Actor) -> list[ColumnGap]:
    """The 政府网站 items that map to no open column: the request list to the district (F13)."""
    return [gap for gap in columns_of(actor) if not gap.is_open]
