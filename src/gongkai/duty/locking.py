"""Who waits for whom: the locks of this package, in the one order in which they are taken.

1. the town (``one_at_a_time``), by whoever counts, makes, answers or hands over duties, and by
   whoever writes more than one duty in a transaction;
2. the obligation, where one begins to owe, is answered or says that there is nothing;
3. duties, in the order of their keys;
4. the end of the ledger, with the first ``act.record``. Only rows that are held already, and new
   ones, are written after that.

None of these locks keeps anybody from referring to the row (``no_key``). PostgreSQL looks at what
new rows refer to when they are committed: with the ledger in hand, for which whoever holds the
row may be waiting.

Whoever changes one duty by what stands in its own row (an excuse, a later date, an assignee)
needs no town. It waits for nothing but the ledger then, so that nobody waits for it in a circle.

Options and calendar are read with the town in hand: read before, they may be the former ones by
the time at which what was counted with them is stored, and nobody would count it again.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from gongkai.duty.models import Duty
from gongkai.organisation.models import Town


def one_at_a_time(town: Town) -> None:
    """Let whoever counts, makes, answers or hands over duties of a town follow each other.

    Rows that only refer to the town are written meanwhile: a release must not wait for a recount
    that is about to ask for the ledger.
    """
    _hold_towns([town.pk])


def hold(duties: QuerySet[Duty]) -> list[int]:
    """Lock duties in the order of their keys until the transaction ends; gives the keys.

    Joins are for the statement that reads them afterwards. PostgreSQL looks at a row again for
    which it had to wait, but not at the rows joined to it: a duty that has another clock, item or
    obligation by then fits none of them, and would be left out of the result without a word.
    """
    held = duties.select_for_update(no_key=True).order_by("pk")
    return list(held.values_list("pk", flat=True))


def locked_all(keys: Collection[int]) -> list[Duty]:
    """Duties as they are now, locked, with what settling them asks for; by key."""
    hold(Duty.objects.filter(pk__in=keys))
    rows = Duty.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_related("town", "unit", "item", "obligation", "clock"))


def hold_for_acts(duties: Iterable[Duty]) -> None:
    """Lock what several acts in one transaction are about: the first has the ledger from its entry
    on, and the next would wait with it for whoever holds a duty and waits for the ledger.
    """
    rows = list(duties)
    _hold_towns(sorted({duty.town_id for duty in rows}))
    hold(Duty.objects.filter(pk__in=[duty.pk for duty in rows]))


def _hold_towns(keys: list[int]) -> None:
    towns = Town.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(towns.values_list("pk"))
