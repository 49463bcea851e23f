"""What the Office grants: excuse, extension; and taking both back."""

from datetime import date

from gongkai.duty import states
from gongkai.duty.actions.common import dates, frame_in_turn, identity_of, locked, reason, tell_unit
from gongkai.duty.engine.settling import is_running, recounted_clock
from gongkai.duty.models import Duty
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid

LONGEST_EXTENSION = 366
"""Calendar days: a later date is likelier a wrong year."""


@action("duty.excuse")
def excuse(act: Act, duty: Duty, why: str) -> Duty:
    """Excuse a unit from a duty; who excused it, when and why stays with it (已免除).

    Raises Invalid without a reason, NotAllowedNow when it is settled already.
    """
    act.permit(duty.unit)
    duty = locked(duty)
    states.require(duty, "excuse")
    duty.excused_why = reason(why, "why", "请写明免除的理由或依据。")
    duty.excused_by, duty.excused_at = act.account, clock.now()
    duty.running = is_running(duty)
    duty.save(update_fields=["excused_why", "excused_by", "excused_at", "running"])
    after = {**identity_of(duty), **dates(duty), "excused": True}
    tell_unit(duty.town, duty.unit, f"{duty}已免除：{duty.excused_why}")
    act.record(duty, unit=duty.unit, before={"excused": False}, after=after, why=duty.excused_why)
    return duty


@action("duty.extend")
def extend(act: Act, duty: Duty, until: date, why: str) -> Duty:
    """Grant a later date, with the reason; the counted date stays beside it with its clock.

    Raises Invalid for a day that is not later than the present date, or over a year later;
    NotAllowedNow when the duty is settled.
    """
    act.permit(duty.unit)
    duty = locked(duty)
    states.require(duty, "extend")
    words = reason(why, "why", "请写明延期的理由。")
    if until <= duty.due_on or until < clock.today():
        raise Invalid({"until": f"现在的到期日是{duty.due_on}，延期须晚于这一天和今天。"})
    if (until - duty.due_on).days > LONGEST_EXTENSION:
        raise Invalid({"until": "延期最长一年，请核对年份。"})
    before = dates(duty)
    duty.extended_to, duty.extended_why, duty.due_on = until, words, until
    duty.save(update_fields=["extended_to", "extended_why", "due_on"])
    after = {**identity_of(duty), **dates(duty), "extended_to": until.isoformat()}
    tell_unit(duty.town, duty.unit, f"{duty}延期至{until}：{words}")
    act.record(duty, unit=duty.unit, before=before, after=after, why=words)
    return duty


@action("duty.reopen")
def reopen(act: Act, duty: Duty, why: str) -> Duty:
    """Take back an excuse, or that there is nothing this period; the duty is owed again.

    Its date is the counted one, on the calendar in force. Raises NotAllowedNow, Invalid.
    """
    act.permit(duty.unit)
    frame = frame_in_turn(duty.town)
    duty = locked(duty)
    states.require(duty, "reopen")
    words = reason(why, "why", "请写明恢复的理由。")
    before = {
        **dates(duty),
        "excused": duty.excused_at is not None,
        "nothing": duty.nothing_at is not None,
    }
    duty.excused_at = duty.excused_by = duty.nothing_at = duty.nothing_by = None
    duty.excused_why = duty.nothing_why = ""
    duty.running = is_running(duty)
    recounted_clock(duty, frame)
    duty.save()
    after = {**identity_of(duty), **dates(duty), "excused": False, "nothing": False}
    tell_unit(duty.town, duty.unit, f"{duty}恢复办理：{words}")
    act.record(duty, unit=duty.unit, before=before, after=after, why=words)
    return duty
