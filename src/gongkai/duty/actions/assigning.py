"""Giving a duty to a person of its unit, and noting that a unit has seen what changed."""

from gongkai.duty import states
from gongkai.duty.actions.common import identity_of, locked
from gongkai.duty.models import Duty, Notice
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Conflict, Invalid


@action("duty.assign")
def assign(act: Act, duty: Duty, account: Account | None, why: str = "") -> Duty:
    """Give a duty to a person of its unit; None: to the unit's liaison again.

    Raises Invalid for a person of another unit or a closed account, NotAllowedNow when there is
    nothing left to do.
    """
    act.permit(duty.unit)
    duty = locked(duty)
    states.require(duty, "assign")
    if account is not None and (account.unit_id != duty.unit_id or not account.is_active):
        raise Invalid({"account": f"{account.name}不是{duty.unit.name}在用的账号，请另选。"})
    before = {"assignee": duty.assignee.name if duty.assignee else None}
    duty.assignee = account
    duty.save(update_fields=["assignee"])
    after = {**identity_of(duty), "assignee": account.name if account else None}
    act.record(duty, unit=duty.unit, before=before, after=after, why=why.strip())
    return duty


@action("duty.acknowledge")
def acknowledge(act: Act, notice: Notice) -> Notice:
    """Note that somebody of the unit has seen what changed; it waits for nobody any more."""
    act.permit(notice.unit)
    found = Notice.objects.select_for_update().filter(pk=notice.pk, seen_at=None).first()
    if found is None:
        raise Conflict("这条通知已经有人看过了。")
    found.seen_by, found.seen_at = act.account, clock.now()
    found.save(update_fields=["seen_by", "seen_at"])
    act.record(found, unit=notice.unit, after={"seen": True}, label=found.words)
    return found
