"""Events: that information was formed or changed, and on which day (政府信息公开条例 Art. 26)."""

from datetime import date

from django.db.models import Count as Number

from gongkai.duty import states
from gongkai.duty.actions.common import (
    dates,
    frame_in_turn,
    identity_of,
    locked,
    locked_obligation,
    reason,
    tell_unit,
)
from gongkai.duty.actions.following import TOLD_BY_RELEASE
from gongkai.duty.engine.answering import matching_duty
from gongkai.duty.engine.clocks import clock_for
from gongkai.duty.engine.plans import event_plan_for
from gongkai.duty.engine.recounting import set_clock
from gongkai.duty.engine.settling import SETTLED, Frame, settle
from gongkai.duty.models import Answer, Duty, DutyKind, Obligation
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.organisation.refusals import Invalid
from gongkai.rules.dates import DateOutOfRangeError
from gongkai.rules.duty_clock import Plan, count_of_event, event_plans


@action("duty.record_event")
def record_event(
    act: Act,
    obligation: Obligation,
    formed_on: date,
    what: str,
    *,
    until: date | None = None,
    limit: int = 0,
    another: bool = False,
) -> Duty:
    """Record that information was formed (or changed) on a day; a duty to publish it arises.

    what: in a few words what was formed. until: the last day where a rule fixes it
    (在公告规定的期限内). limit: which limit of the item's phrase counts, by its number from 0. A
    day to come is possible only for what is due ahead of its event (听证前). What was released
    under the item already answers the new duty. another: it is not what was released already
    under that day. Raises Invalid by field, Conflict where the obligation has ended.
    """
    act.permit(obligation.unit)
    frame = frame_in_turn(obligation.town)
    obligation = locked_obligation(obligation)
    what = reason(what, "what", "请写明形成了什么信息，如文件名称。")
    plan = _plan(obligation, frame, limit)
    _check_day(formed_on, plan, until)
    _check_new(obligation, formed_on, what, another)
    duty = Duty(
        town_id=obligation.town_id,
        unit_id=obligation.unit_id,
        obligation=obligation,
        item=obligation.item,
        kind=DutyKind.EVENT,
        key=_next_key(obligation),
        what=what,
        formed_on=formed_on,
        until=until,
        limit_index=limit,
        note="" if until else shortened(plan.note, 120),
        made_at=clock.now(),
    )
    _count(duty, plan, frame)
    duty.save()
    _find_answer(duty, frame)
    after = {**identity_of(duty), **dates(duty), "formed_on": formed_on.isoformat(), "what": what}
    act.record(duty, unit=duty.unit, after=after, label=f"{obligation.item}：{what}")
    return duty


@action("duty.correct_event_date")
def correct_event_date(
    act: Act, duty: Duty, formed_on: date, *, why: str, until: date | None = None
) -> Duty:
    """Correct the day on which information was formed; the date is counted again.

    The former day stays on the ledger with the reason. What was released stays released on its
    day: only what it is measured against changes. Raises Invalid by field, NotAllowedNow.
    """
    act.permit(duty.unit)
    frame = frame_in_turn(duty.town)
    duty = locked(duty)
    states.require(duty, "correct_event_date")
    why = reason(why, "why", "请写明更正的原因，如登记时看错日期。")
    plan = event_plan_for(duty.item, frame.options, duty.limit_index)
    _check_day(formed_on, plan, until)
    if (formed_on, until) == (duty.formed_on, duty.until):
        raise Invalid({"formed_on": "日期与原来相同，不需要更正。"})
    before = {**dates(duty), "formed_on": _written(duty.formed_on), "until": _written(duty.until)}
    duty.formed_on, duty.until = formed_on, until
    _count(duty, plan, frame)
    settle(duty, frame)
    duty.save(update_fields=[*SETTLED, "formed_on", "until"])
    after = {
        **identity_of(duty),
        **dates(duty),
        "formed_on": formed_on.isoformat(),
        "until": _written(until),
    }
    tell_unit(
        duty.town, duty.unit, f"{duty}的形成日期更正为{formed_on}，到期日为{duty.due_on}。{why}"
    )
    act.record(duty, unit=duty.unit, before=before, after=after, why=why)
    return duty


def _plan(obligation: Obligation, frame: Frame, limit: int) -> Plan:
    plans = event_plans(obligation.item.time_limit, frame.options)
    if not 0 <= limit < len(plans):
        raise Invalid({"limit": "目录里没有这一条公开时限，请重新选择。"})
    return plans[limit]


def _check_day(formed_on: date, plan: Plan, until: date | None) -> None:
    today = clock.today()
    if formed_on > today and plan.direction == "after":
        raise Invalid({"formed_on": "形成日期不能晚于今天，请在信息形成以后登记。"})
    if formed_on.year < today.year - 20:
        raise Invalid({"formed_on": f"{formed_on.year}年太早，请核对年份。"})
    if until is not None and until < formed_on and plan.direction == "after":
        raise Invalid({"until": "截止日不能早于形成日期。"})


def _check_new(obligation: Obligation, formed_on: date, what: str, another: bool) -> None:
    told = obligation.duties.filter(
        formed_on=formed_on, key__startswith=TOLD_BY_RELEASE, ended_on=None
    ).first()
    if told is not None and not another:
        words = f"{formed_on}形成的“{told.what}”已经公开。如是另一条，请确认后再登记。"
        raise Invalid({"formed_on": words})
    same = Duty.objects.filter(
        obligation=obligation, kind=DutyKind.EVENT, formed_on=formed_on, what=what
    )
    if same.exists():
        raise Invalid({"what": f"{formed_on}的“{what}”已经登记过，不需要再登记。"})


def _next_key(obligation: Obligation) -> str:
    recorded = obligation.duties.filter(kind=DutyKind.EVENT).aggregate(number=Number("id"))
    return f"event:{recorded['number'] + 1}-{clock.now():%Y%m%d%H%M%S}"


def _count(duty: Duty, plan: Plan, frame: Frame) -> None:
    """Put the clock of an event on its duty, unsaved; Invalid where it cannot be counted."""
    try:
        made = clock_for(count_of_event(plan, duty.event_day, duty.until), frame.calendar)
    except DateOutOfRangeError as error:
        raise Invalid({"formed_on": f"{error}。"}) from None
    set_clock(duty, made)


def _find_answer(duty: Duty, frame: Frame) -> None:
    """Give a new event the publication that speaks of it, if there is one without a duty."""
    free = Answer.objects.filter(obligation=duty.obligation, duty=None, formed_on=duty.event_day)
    for answer in free:
        if matching_duty(duty.obligation, answer.formed_on, answer.released_on) == duty.pk:
            answer.duty = duty
            answer.save(update_fields=["duty"])
    if settle(duty, frame):
        duty.save(update_fields=SETTLED)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
