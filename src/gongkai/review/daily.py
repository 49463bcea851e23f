"""The check of every day: everything public is on a sheet and unchanged since (F43).

The checks themselves belong to the packages that register them with ``ledger.checks``; this runs
them once a day in the worker and keeps what they found for the Office to see.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.urls import reverse

from gongkai.ledger.actions import SYSTEM_CHAIN
from gongkai.ledger.checks import run_checks
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.waiting import WaitingItem
from gongkai.outbox.handlers import Delivery
from gongkai.review.models import DailyCheck

MOST_FAULTS = 500
_DEAD_AFTER = timedelta(hours=6)


class StillRunning(Exception):
    """Another worker is at it; trying again later finds it finished, or dead."""


def run_daily_check(delivery: Delivery) -> None:
    """Run every check once for today and keep the faults. Delivered twice it runs once.

    Raises StillRunning while another worker has it in hand.
    """
    check, begun_here = DailyCheck.objects.get_or_create(
        day=today(), defaults={"started_at": now()}
    )
    if check.finished_at is not None:
        return
    if not begun_here and now() - check.started_at < _DEAD_AFTER and delivery.attempt < 3:
        raise StillRunning(f"{check.day} 的核验正在进行")
    faults = islice(run_checks(), MOST_FAULTS)
    check.faults = [{"chain": fault.chain, "what": fault.what} for fault in faults]
    check.finished_at = now()
    check.save(update_fields=["faults", "finished_at"])


def latest_checks() -> list[DailyCheck]:
    """The checks of the last fortnight, newest first."""
    return list(DailyCheck.objects.all()[:14])


def faults_of(check: DailyCheck, town: Town) -> list[str]:
    """What was found in this town, and in what belongs to no town."""
    ours = (town.slug, SYSTEM_CHAIN)
    return [fault["what"] for fault in check.faults if fault["chain"] in ours]


def check_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """To the Office: the last check found something."""
    if actor.town is None or reach_of(actor, "review.archive_sheet") is None:
        return
    check = DailyCheck.objects.filter(finished_at__isnull=False).first()
    found = faults_of(check, actor.town) if check else []
    if check and found:
        yield WaitingItem(
            what="每日核验发现问题",
            whose=actor.town.name,
            since=check.day,
            reason=f"{len(found)}处：{found[0]}"[:120],
            url=reverse("review:checks"),
            action_label="查看",
        )
