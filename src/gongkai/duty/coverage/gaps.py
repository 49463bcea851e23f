"""What is missing on the district's site: living addresses (F12) and columns (F13)."""

from dataclasses import dataclass

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

    ``units`` are those responsible that have nothing there; empty: nobody is responsible.
    """

    item: Item
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class ColumnGap:
    """A 政府网站 item that maps to no open column, and its running request if there is one."""

    item: Item
    request: ColumnRequest | None

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
    lacking: dict[object, list[Unit]] = {}
    for pk, identity, unit_id in rows.values_list("pk", "identity", "unit_id"):
        owing.setdefault(identity, []).append(pk)
        if pk not in living and unit_id in units:
            lacking.setdefault(identity, []).append(units[unit_id])
    return [
        WebsiteGap(item, tuple(lacking.get(item.identity, ())))
        for item in items_in_force(actor.town)
        if WEBSITE in (item.channels or ())
        and (item.identity in lacking or item.identity not in owing)
    ]


def column_gaps(actor: Actor) -> list[ColumnGap]:
    """The 政府网站 items that map to no open column: the request list to the district (F13)."""
    if actor.town is None or not units_in_scope(actor, "duty.read").exists():
        return []
    requests = {
        request.identity: request
        for request in ColumnRequest.objects.filter(town=actor.town).exclude(
            status=ColumnStatus.REFUSED
        )
    }
    gaps = []
    for item in items_in_force(actor.town):
        request = requests.get(item.identity)
        is_open = request is not None and request.status == ColumnStatus.OPEN
        if WEBSITE in (item.channels or ()) and not is_open:
            gaps.append(ColumnGap(item, request))
    return gaps
