"""What waits for a person beside the duties themselves: notes of changes, work left behind."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from gongkai.duty.models import Duty, Notice
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import own_unit_ids, units_in_scope
from gongkai.organisation.waiting import WaitingItem

MOST = 20
"""Notes shown at once; the older ones follow when these are seen."""


def notices_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """What changed for the actor's own unit and that nobody there has seen yet. One query."""
    if actor.account is None:
        return
    units = units_in_scope(actor, "duty.acknowledge").filter(pk__in=own_unit_ids(actor))
    unseen = Notice.objects.filter(unit__in=units, seen_at=None).select_related("unit")
    for notice in unseen.order_by("id")[:MOST]:
        yield WaitingItem(
            what="公开任务有变动",
            whose=notice.unit.name,
            since=timezone.localdate(notice.at),
            reason=notice.words,
            url=reverse("duty:notice", args=[notice.pk]),
            action_label="查看",
        )


def orphans_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Units that are closed and still owe something: the Office hands it to another. One query."""
    units = units_in_scope(actor, "duty.transfer")
    left = (
        Duty.objects.filter(unit__in=units, unit__closed_on__isnull=False, running=True)
        .order_by("unit_id")
        .values_list("unit_id", "unit__name", "unit__closed_on")
        .distinct()
    )
    for unit_id, name, closed_on in left:
        if closed_on is None:
            continue
        yield WaitingItem(
            what=f"移交{name}未完成的公开任务",
            whose=name,
            since=closed_on,
            reason="单位已撤销，还有没完成的任务",
            url=reverse("duty:transfer", args=[unit_id]),
            action_label="去移交",
        )
