"""What is already public about what somebody wants to ask for, and whether knowing it was enough.

Counted by day and town, without anything about anybody (``models.Helped``), as the search counts
what it does not find: no act, so no ledger entry.
"""

from dataclasses import dataclass, replace
from typing import Final

from django.core.cache import cache
from django.db.models import F, Sum

from gongkai.foi.models import Helped, Reply
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from gongkai.search.related import Related, related

STEPS = ("shown", "opened", "found", "filed")
_ANSWERED: Final = "foi.answered"
_SECONDS: Final = 60


@dataclass(frozen=True)
class Offer:
    """A public record offered before sending. answered: it was made of an earlier reply."""

    document: Related
    answered: bool

    @property
    def slug(self) -> str:
        """The name of the record in its address; empty for what is no record."""
        head, _, rest = self.document.url.partition("/")
        return rest.strip("/") if head == "records" else ""


def offers_for(town: Town, description: str, feature: str = "") -> list[Offer]:
    """At most five public records that the words may mean. One statement, once a minute two."""
    offers = [Offer(one, False) for one in related(town.slug, description, feature)]
    answered = _answered() if offers else frozenset()
    return [replace(one, answered=(town.pk, one.slug) in answered) for one in offers]


def _answered() -> frozenset[tuple[int, str]]:
    """Town and slug of every record that was made of a reply (Art. 44), as of the last minute.

    Of all towns at once: so an index gives just them. They are few, as such records are the
    exception; asked for by the slugs of an offer, each reply there is was looked at.
    """
    known: frozenset[tuple[int, str]] | None = cache.get(_ANSWERED)
    if known is None:
        made = Reply.objects.filter(proposed_id__gt=0)
        known = frozenset(made.values_list("proposed__town_id", "proposed__slug"))
        cache.set(_ANSWERED, known, _SECONDS)
    return known


def note_help(town: Town, step: str) -> None:
    """Count one of ``STEPS`` for today. Raises ValueError for another word."""
    if step not in STEPS:
        raise ValueError(step)
    today_of_town = {"town": town, "day": today()}
    if not Helped.objects.filter(**today_of_town).update(**{step: F(step) + 1}):
        Helped.objects.bulk_create([Helped(**today_of_town)], ignore_conflicts=True)
        Helped.objects.filter(**today_of_town).update(**{step: F(step) + 1})


@dataclass(frozen=True)
class HelpedIn:
    """The counts of a year."""

    shown: int = 0
    opened: int = 0
    found: int = 0
    filed: int = 0

    def sentence(self) -> str:
        """In plain words, for the Office and for the annual report; empty where nothing was."""
        if not self.shown:
            return ""
        return (
            f"网上申请人提交前，{self.shown}次看到了可能已经公开的信息，打开{self.opened}条；"
            f"{self.spared}次看过以后没有再提交申请，其中{self.found}次表示已经找到。"
        )

    @property
    def spared(self) -> int:
        """Offers after which nothing was filed."""
        return max(self.shown - self.filed, 0)


def helped_in(town: Town, year: int) -> HelpedIn:
    """The counts of a town in a year. One statement."""
    sums = Helped.objects.filter(town=town, day__year=year).aggregate(
        **{step: Sum(step, default=0) for step in STEPS}
    )
    return HelpedIn(**sums)


def helped_sentences(town: Town, year: int) -> list[str]:
    """For section 一 of the annual report (``annual.facts``)."""
    said = helped_in(town, year).sentence()
    return [said] if said else []
