"""Urging (督办): asked, answered, accepted or returned, taken further when nobody answers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from gongkai.duty import states
from gongkai.duty.actions.bulk import Change, Preview, few
from gongkai.duty.actions.common import identity_of, locked_each, reason
from gongkai.duty.locking import hold_for_acts, one_at_a_time
from gongkai.duty.models import Duty, Urging, UrgingReply, UrgingState
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import puts_aside
from gongkai.organisation.fitting import check_fits, required
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.organisation.scope import units_in_scope
from gongkai.reminding.queries import setting_of
from gongkai.rules.duty_state import NAMES
from gongkai.rules.reminding import NAMES as PLACES
from gongkai.rules.reminding import Level, urging_level

WORDS_LENGTH, REPLY_LENGTH = 500, 1000
LONGEST = 90
"""Days until a reply: a later day is likelier a wrong year."""


@action("duty.urge")
def urge(act: Act, unit: Unit, duties: list[Duty], words: str, reply_by: date) -> Urging:
    """Urge a unit about some of its duties; it answers until ``reply_by``.

    Each duty has the urging in its own history. Raises Invalid by field, NotAllowedNow where a
    duty is settled.
    """
    act.permit(unit)
    asked = required(words, "words", "请写明要求单位做什么。", WORDS_LENGTH)
    _check_day(reply_by)
    one_at_a_time(unit.town)
    rows = locked_each(few(duties))
    if any(duty.unit_id != unit.pk for duty in rows):
        raise Invalid("一份督办只能包括同一个单位的任务。")
    for duty in rows:
        states.require(duty, "urge")
    urging = Urging.objects.create(
        town=unit.town,
        unit=unit,
        words=asked,
        reply_by=reply_by,
        asked_by=act.account,
        asked_at=clock.now(),
    )
    urging.duties.set(rows)
    about = [identity_of(duty) for duty in rows]
    after = {"reply_by": str(reply_by), "words": asked, "duties": about}
    act.record(urging, unit=unit, after=after)
    for duty in rows:
        of_duty = {**identity_of(duty), "urging": urging.pk, "reply_by": str(reply_by)}
        act.record(duty, unit=unit, after=of_duty, why=asked)
    return urging


@action("duty.reply_urging")
def reply_urging(act: Act, urging: Urging, text: str) -> UrgingReply:
    """Answer in the unit's name. Raises Invalid without words, NotAllowedNow when it is closed."""
    act.permit(urging.unit)
    found = _locked(urging)
    states.require_urging(found.state, UrgingState.REPLIED)
    said = required(text, "text", "请写明办理情况：什么时候公开，或者有什么困难。", REPLY_LENGTH)
    made = UrgingReply.objects.create(urging=found, text=said, by=act.account, at=clock.now())
    _step(act, found, UrgingState.REPLIED, said)
    return made


@action("duty.accept_urging")
def accept_urging(act: Act, urging: Urging, why: str = "") -> Urging:
    """Accept what the unit answered. Unanswered it can be closed once all duties are settled."""
    act.permit(urging.unit)
    found = _locked(urging)
    check_fits(Urging, closed_why=why)
    settled = all(not states.may(duty, "urge") for duty in found.duties.all())
    if found.state != UrgingState.OPEN or not settled:
        states.require_urging(found.state, UrgingState.ACCEPTED)
    return _closed(act, found, UrgingState.ACCEPTED, why.strip())


@action("duty.return_urging")
def return_urging(act: Act, urging: Urging, why: str, reply_by: date) -> Urging:
    """Ask for another answer until another day; levels begin anew. Invalid, NotAllowedNow."""
    act.permit(urging.unit)
    found = _locked(urging)
    states.require_urging(found.state, UrgingState.OPEN)
    words = reason(why, "why", "请写明退回的理由。")
    _check_day(reply_by)
    UrgingReply.objects.filter(pk=found.replies.order_by("-id")[:1].values("pk")).update(
        returned_why=words
    )
    found.reply_by, found.escalated, found.escalated_at = reply_by, "", None
    _step(act, found, UrgingState.OPEN, words)
    return found


@action("duty.withdraw_urging")
def withdraw_urging(act: Act, urging: Urging, why: str) -> Urging:
    """Take an urging back, with the reason; it stays in the list."""
    act.permit(urging.unit)
    found = _locked(urging)
    states.require_urging(found.state, UrgingState.WITHDRAWN)
    words = reason(why, "why", "请写明撤回的理由。")
    return _closed(act, found, UrgingState.WITHDRAWN, words)


@action("duty.escalate_urging")
def escalate_urging(act: Act, urging: Urging) -> Urging:
    """Take an unanswered urging to the next level; Conflict where none is reached."""
    act.permit(urging.unit)
    found = _locked(urging)
    level = level_reached(found)
    if found.state != UrgingState.OPEN or level is None:
        raise Conflict("这份督办已经回复，或者已经提请过。")
    before = {"escalated": found.escalated}
    found.escalated, found.escalated_at = level.code, clock.now()
    found.save(update_fields=["escalated", "escalated_at"])
    to = "、".join(PLACES[whom] for whom in sorted(level.whom))
    why = f"{found.reply_by}前没有回复，提请{to}"
    act.record(found, unit=found.unit, before=before, after={"escalated": level.code}, why=why)
    return found


def level_reached(urging: Urging) -> Level | None:
    """The level that an urging has reached and that was not told yet, by the town's own days."""
    today = clock.today()
    levels = setting_of(urging.town).urging_levels(today)
    return urging_level(urging.reply_by, today, levels, urging.escalated)


def preview_urge(actor: Actor, duties: Iterable[Duty], reply_by: date) -> Preview:
    """What urging about these duties would do: one urging for each unit."""
    rows = few(duties)
    reached = set(units_in_scope(actor, "duty.urge").values_list("pk", flat=True))
    before: dict[int, int] = defaultdict(int)
    links = Urging.duties.through.objects.filter(
        duty__in=[duty.pk for duty in rows], urging__state=UrgingState.OPEN
    )
    for duty_id in links.values_list("duty", flat=True):
        before[duty_id] += 1
    found = []
    for duty in rows:
        name = NAMES[duty.state_on(clock.today())]
        refusal = "" if states.may(duty, "urge") else f"现在“{name}”，不用督办"
        if duty.unit_id not in reached:
            refusal = f"您不能督办{duty.unit.name}"
        already = f"，已有{before[duty.pk]}份督办待回复" if before[duty.pk] else ""
        after = f"督办{duty.unit.name}，{reply_by}前回复"
        found.append(Change(duty, f"{name}{already}", after, refusal))
    return Preview("urge", tuple(found))


@puts_aside
def urge_all(actor: Actor, duties: Iterable[Duty], words: str, reply_by: date) -> list[Urging]:
    """Urge each unit about its duties, all or none; raises the first refusal."""
    by_unit: dict[Unit, list[Duty]] = defaultdict(list)
    asked = few(duties)
    for duty in asked:
        by_unit[duty.unit].append(duty)
    with transaction.atomic():
        hold_for_acts(asked)
        return [urge(actor, unit, rows, words, reply_by) for unit, rows in by_unit.items()]


def _locked(urging: Urging) -> Urging:
    rows = Urging.objects.select_for_update(of=("self",)).select_related("unit", "town")
    return rows.get(pk=urging.pk)


def _step(act: Act, urging: Urging, to: UrgingState, why: str) -> None:
    before = {"state": urging.state}
    urging.state = to
    urging.save()
    after = {"state": to.value, "reply_by": str(urging.reply_by)}
    act.record(urging, unit=urging.unit, before=before, after=after, why=why)


def _closed(act: Act, urging: Urging, to: UrgingState, why: str) -> Urging:
    urging.closed_at, urging.closed_why = clock.now(), why
    _step(act, urging, to, why)
    return urging


def _check_day(reply_by: date) -> None:
    today = clock.today()
    if not today <= reply_by <= today + timedelta(days=LONGEST):
        raise Invalid({"reply_by": f"回复期限须在今天到{LONGEST}天以内，请核对日期。"})
