"""What of applications waits for a person: the home page collects it."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from gongkai.foi.models import Application, Extension, ExtensionState
from gongkai.foi.queries import assistances_for, queue_for
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Role
from gongkai.organisation.permissions import Reach, reach_of
from gongkai.organisation.waiting import WaitingItem
from gongkai.rules.foi.states import State, Turn

NEXT = {
    State.AWAITING: ("还没有与申请人确认，期限没有起算", "确认"),
    State.CONSULTING: ("第三方已在网上提出意见，等待登记", "登记意见"),
    State.FEE: ("申请人已在网上告知缴费，等待核对", "核对"),
    State.REPLIED: ("答复已经作出，等待送达", "登记送达"),
}


def cases_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Open cases of this person's own, for the Office those that nobody handles, and the
    extensions that the head (or the leader for them) decides. One query.
    """
    account = actor.account
    if account is None or reach_of(actor, "foi.read") is None:
        return
    for case in _cases(actor, account):
        if vars(case)["asked"] and _decides(account, case):
            yield _extension(case)
        if case.turn == Turn.OFFICE and _is_mine(account, case):
            yield _item(case)


def assistances_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """What the person's own unit was asked to help with. One query, for those who answer."""
    if actor.account is None or reach_of(actor, "foi.assistance.read") is not Reach.OWN:
        return
    for asked in assistances_for(actor).filter(answered_on=None, application__closed_on=None):
        yield WaitingItem(
            what=f"申请{asked.application.number}的协办函",
            whose=asked.unit.name,
            since=asked.sent_on,
            reason=f"{asked.application.unit.name}请本单位协助检索、提供信息，须按期反馈",
            url=reverse("foi:assistance", args=[asked.pk]),
            action_label="查看",
            due=asked.reply_by,
        )


def _cases(actor: Actor, account: Account) -> QuerySet[Application]:
    mine = Q(handler=account)
    if Role.OFFICE in account.role_set:
        mine |= Q(handler=None)
    asked = Extension.objects.filter(application=OuterRef("pk"), state=ExtensionState.ASKED)
    wanted = Q(turn=Turn.OFFICE) & mine
    if reach_of(actor, "foi.decide_extension") is not None:
        wanted |= Q(asked=True)
    return (
        queue_for(actor)
        .annotate(
            asked=Exists(asked),
            asked_by=Subquery(asked.values("asked_by")[:1]),
            asked_days=Subquery(asked.values("days")[:1]),
            head=F("town__foi_settings__head"),
        )
        .filter(wanted)
    )


def _is_mine(account: Account, case: Application) -> bool:
    if case.handler_id is None:
        return Role.OFFICE in account.role_set
    return case.handler_id == account.pk


def _decides(account: Account, case: Application) -> bool:
    """Whether this person decides on the extension; the action asks again."""
    known = vars(case)
    involved = {known["asked_by"], case.handler_id}
    if account.pk in involved:
        return False
    if known["head"] == account.pk:
        return True
    return known["head"] in (None, *involved) and Role.LEADER in account.role_set


def _extension(case: Application) -> WaitingItem:
    return WaitingItem(
        what=f"延期审批：{case.subject}",
        whose=case.handler.name if case.handler else case.unit.name,
        since=case.received_on,
        reason=f"申请延长{vars(case)['asked_days']}个工作日，须在原期限届满前告知申请人",
        url=reverse("foi:step", args=[case.number, "decide-extension"]),
        action_label="审批",
        due=case.due_on,
    )


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
