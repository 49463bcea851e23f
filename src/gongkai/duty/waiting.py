"""What waits for a person beside the duties themselves: notes of changes, work left behind."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.duty.models import Duty, Notice, Urging, UrgingState
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.organisation.permissions import reach_of
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


def urgings_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Urgings to answer (the unit), replies to look at (the Office), unanswered ones (leaders,
    and whoever is named as the unit's head). One query.
    """
    if actor.account is None or reach_of(actor, "duty.read") is None:
        return
    answer = Q(state=UrgingState.OPEN, unit__in=units_in_scope(actor, "duty.reply_urging"))
    accept = Q(state=UrgingState.REPLIED, unit__in=units_in_scope(actor, "duty.accept_urging"))
    urged = Urging.objects.filter(answer | accept | _taken_further(actor), town=actor.town_id)
    for urging in urged.select_related("unit").order_by("reply_by", "id")[:MOST]:
        replied = urging.state == UrgingState.REPLIED
        yield WaitingItem(
            what=f"督办：{urging.words}",
            whose=urging.unit.name,
            since=timezone.localdate(urging.asked_at),
            reason="单位已经回复，请核对" if replied else _still(urging),
            url=reverse("duty:urging", args=[urging.pk]),
            action_label="核对回复" if replied else "查看督办",
            due=None if replied else urging.reply_by,
        )


def _taken_further(actor: Actor) -> Q:
    """What was taken to this person because nobody answered."""
    further = Q(state=UrgingState.OPEN) & ~Q(escalated="")
    to_head = further & Q(unit__reminding_head__account=actor.account)
    if actor.account is not None and Role.LEADER.value in actor.account.role_set:
        return to_head | (further & Q(escalated="leader"))
    return to_head


def _still(urging: Urging) -> str:
    if not urging.escalated:
        return "请在期限前回复办理情况"
    to = "主管领导" if urging.escalated == "leader" else "单位负责人"
    return f"过了期限没有回复，已提请{to}"
