"""What of applications waits for a person: the home page collects it."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.foi.models import Application, Extension, ExtensionState
from gongkai.foi.queries import queue_for
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.waiting import WaitingItem
from gongkai.rules.foi.states import State, Turn

NEXT = {
    State.AWAITING: ("还没有与申请人确认，期限没有起算", "确认"),
    State.REPLIED: ("答复已经作出，等待送达", "登记送达"),
}


def cases_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Open cases of this person's own, and for the Office those that nobody handles."""
    if actor.account is None or reach_of(actor, "foi.draft_reply") is None:
        return
    mine = Q(handler=actor.account)
    if Role.OFFICE in actor.account.role_set:
        mine |= Q(handler=None)
    for case in queue_for(actor).filter(mine, turn=Turn.OFFICE):
        yield _item(case)


def extensions_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Extensions that this person may decide: as head of the Office, or as leader for them."""
    account = actor.account
    if account is None or reach_of(actor, "foi.decide_extension") is None:
        return
    rows = (
        Extension.objects.filter(
            state=ExtensionState.ASKED,
            application__unit__in=units_in_scope(actor, "foi.decide_extension"),
        )
        .exclude(asked_by=account)
        .exclude(application__handler=account)
        .select_related("application__town__foi_settings", "asked_by", "application__unit")
    )
    for asked in rows:
        if _decides(actor, asked):
            yield WaitingItem(
                what=f"延期审批：{asked.application.subject}",
                whose=asked.asked_by.name,
                since=timezone.localdate(asked.asked_at),
                reason=f"申请延长{asked.days}个工作日，须在原期限届满前告知申请人",
                url=reverse("foi:step", args=[asked.application.number, "decide-extension"]),
                action_label="审批",
                due=asked.application.due_on,
            )


def _decides(actor: Actor, asked: Extension) -> bool:
    """Whether this person decides on it; the action asks again."""
    settings = getattr(asked.application.town, "foi_settings", None)
    head = settings.head_id if settings else None
    assert actor.account is not None  # noqa: S101
    if head == actor.account.pk:
        return True
    involved = head in (None, asked.asked_by_id, asked.application.handler_id)
    return involved and Role.LEADER in actor.account.role_set


def _item(case: Application) -> WaitingItem:
    reason, label = NEXT.get(State(case.state), (f"{case.act_why}的期限", "办理"))
    return WaitingItem(
        what=f"申请{case.number}：{case.subject}",
        whose=case.handler.name if case.handler else "没有指定承办人",
        since=case.received_on,
        reason=reason,
        url=reverse("foi:case", args=[case.number]),
        action_label=label,
        due=case.act_by,
    )
