"""Reads of the office's own pages, each within the scope of who asks."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.duty.models import Duty
from gongkai.duty.queries import DutyFilter, Owing, filtered, owing, own_duties
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role, RoleGrant, Unit
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.scope import own_unit_ids, units_in_scope
from gongkai.rules.duty_state import WAITING

RECENT = 10
# What a person may see of others' acts on the home page: the work, not the administration.
_WORK = ("publication.", "review.", "release.", "catalogue.", "duty.")


@dataclass(frozen=True)
class LedgerFilter:
    """What the ledger page is filtered by; empty values do not filter.

    ``subject`` is part of a subject's label, ``person`` part of an actor's name; the days are
    local and both included.
    """

    action: str = ""
    unit: int | None = None
    subject: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None


def ledger_entries(actor: Actor, wanted: LedgerFilter) -> QuerySet[LedgerEntry]:
    """The entries of the actor's town that match, newest first; none without permission."""
    reach = reach_of(actor, "ledger.read")
    if reach is None or actor.town is None:
        return LedgerEntry.objects.none()
    entries = LedgerEntry.objects.filter(chain=actor.town.slug).order_by("-number")
    if reach is Reach.OWN:
        entries = entries.filter(unit_id__in=own_unit_ids(actor))
    exact = {"action": wanted.action, "unit_id": wanted.unit}
    parts = {
        "subject_label__icontains": wanted.subject,
        "actor__icontains": wanted.person,
        "at__date__gte": wanted.first,
        "at__date__lte": wanted.last,
    }
    chosen = {name: value for name, value in {**exact, **parts}.items() if value}
    return entries.filter(**chosen)


def recent_acts(actor: Actor, how_many: int = RECENT) -> list[LedgerEntry]:
    """The latest acts that concern the actor: their own, and people's work in their units."""
    if actor.account is None or actor.town is None:
        return []
    work = Q()
    for room in _WORK:
        work |= Q(action__startswith=room)
    units = units_in_scope(actor, "publication.read").values("pk")
    mine = Q(account_id=actor.account.pk)
    entries = LedgerEntry.objects.filter(
        mine | (work & Q(unit_id__in=units)), chain=actor.town.slug, account__isnull=False
    )
    return list(entries.order_by("-number")[:how_many])


OWED_AT_HOME = 8
"""Duties of a list on the home page; the rest is one click away."""


@dataclass(frozen=True)
class DutiesAtHome:
    """What the home page says of duties: the own unit's by date, late first, and the counts of
    the own unit or, for whoever oversees the town, of the town. ``drafts``: it is theirs to do.
    """

    owed: list[Duty]
    counts: Owing
    whole_town: bool
    drafts: bool


def duties_at_home(actor: Actor) -> DutiesAtHome | None:
    """What the actor owes, by date; None for who has nothing to do with duties."""
    reach = reach_of(actor, "duty.read")
    if reach is None or actor.town is None:
        return None
    waiting = DutyFilter(states=tuple(sorted(WAITING)))
    owed = filtered(actor, own_duties(actor), waiting)[:OWED_AT_HOME]
    town = reach is not Reach.OWN
    drafts = reach_of(actor, "publication.create") is not None
    return DutiesAtHome(list(owed), owing(actor, own=not town), town, drafts)


def units_of_town(actor: Actor) -> list[Unit]:
    """The units of the actor's town, for a filter."""
    return list(Unit.objects.filter(town_id=actor.town_id))


@dataclass(frozen=True)
class DemonstrationAccount:
    """One line of the demonstration login page."""

    username: str
    name: str
    unit: str
    role: str


def demonstration_accounts() -> list[DemonstrationAccount]:
    """The first account of each role in the demonstration towns, in the order of the roles."""
    grants = (
        RoleGrant.objects.filter(account__is_active=True, account__unit__town__demonstration=True)
        .select_related("account__unit")
        .order_by("account_id")
    )
    first: dict[str, RoleGrant] = {}
    for grant in grants:
        first.setdefault(grant.role, grant)
    return [
        DemonstrationAccount(
            first[role].account.username,
            first[role].account.name,
            first[role].account.unit.name,
            role.label,
        )
        for role in Role
        if role in first
    ]
