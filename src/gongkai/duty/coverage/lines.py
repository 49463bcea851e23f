"""A line of the coverage report as a filter: the same items, units and channels, in any list."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.catalogue.models import Item
from gongkai.duty.coverage.report import Owed, Report, is_of
from gongkai.duty.engine.plans import items_in_force
from gongkai.duty.models import Answer, Duty, DutyKind, Obligation
from gongkai.ledger import clock
from gongkai.organisation.models import Town
from gongkai.organisation.scope import SELF_GOVERNING

SHOWN = ("identity", "level1", "level2", "channels", "legal_bases", "sequence", "levels", "field")
"""The columns of an item that a report needs; the long texts stay where they are."""


@dataclass(frozen=True)
class LineFilter:
    """What a line of the report stands for; empty means all.

    ``year`` takes the duties due in it and the standing ones, as the report does; ``basis``,
    ``category``, ``channel`` and ``stage`` are codes of the rules' tables, a channel its name.
    """

    year: int | None = None
    basis: str = ""
    category: str = ""
    channel: str = ""
    stage: str = ""

    def narrow(self, duties: QuerySet[Duty], town: Town) -> QuerySet[Duty]:
        """The duties that the line counts. One query for the items, where it is about items."""
        if self.year:
            duties = duties.filter(_due_in(self.year))
        if self.basis or self.category or self.channel:
            duties = duties.filter(obligation__identity__in=self._identities(town))
        if self.category:
            duties = duties.filter(unit__kind__in=SELF_GOVERNING)
        if self.stage:
            duties = duties.filter(Exists(_answers(self.stage, self.year)))
        return duties

    def _identities(self, town: Town) -> set[UUID]:
        day = clock.today()
        return {
            item.identity
            for item in _items(town)
            if is_of(item, day, basis=self.basis, category=self.category, channel=self.channel)
        }


@dataclass(frozen=True)
class OwedFilter:
    """What a list of what is owed is narrowed to: a line of the report, and how it stands.

    ``covered``: something was published or declared; ``shown``: proven on the line's channel.
    None: either. ``unit`` is a slug, ``field`` a code.
    """

    unit: str = ""
    field: str = ""
    basis: str = ""
    category: str = ""
    channel: str = ""
    covered: bool | None = None
    shown: bool | None = None

    def of(self, report: Report) -> list[Owed]:
        """What the report counts on this line, in the order of units and catalogue."""
        found = [one for one in report.owed if self._holds(report, one)]
        place = {pk: number for number, pk in enumerate(report.units)}
        items = report.items
        return sorted(
            found,
            key=lambda one: (
                place[one.unit_id],
                items[one.identity].field.order,
                items[one.identity].sequence,
            ),
        )

    def _holds(self, report: Report, one: Owed) -> bool:
        unit, item = report.units[one.unit_id], report.items[one.identity]
        if self.unit and unit.slug != self.unit:
            return False
        if self.category and unit.kind not in SELF_GOVERNING:
            return False
        if self.covered is not None and one.covered != self.covered:
            return False
        if self.shown is not None and (self.channel in report.channels_of(one)) != self.shown:
            return False
        day = report.as_of
        return (not self.field or item.field.code == self.field) and is_of(
            item, day, basis=self.basis, category=self.category, channel=self.channel
        )


def _due_in(year: int) -> Q:
    """The duties that the report of a year counts: due in it, and the standing ones."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    standing = Q(kind=DutyKind.STANDING, obligation__since__lte=last)
    return standing | (~Q(kind=DutyKind.STANDING) & Q(due_on__range=(first, last)))


def _answers(stage: str, year: int | None) -> QuerySet[Answer]:
    answers = Answer.objects.filter(duty=OuterRef("pk"), stage=stage, proven=True, stands=True)
    return answers.filter(released_on__year=year) if year else answers


def _items(town: Town) -> Collection[Item]:
    """The items in force, and of former ones that were owed the last reading."""
    present = {item.identity: item for item in items_in_force(town, *SHOWN)}
    owed = Obligation.objects.filter(town=town).exclude(identity__in=present).values("item")
    former = Item.objects.filter(pk__in=owed).select_related("field").only(*SHOWN).order_by("pk")
    return list({item.identity: item for item in former}.values()) + list(present.values())
