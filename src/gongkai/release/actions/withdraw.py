"""Taking a record down: for a legal reason, or because its 公开期限 is over."""

from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.lifecycle import lock
from gongkai.publication.models import Record
from gongkai.release.actions.common import TakingDown, take_down
from gongkai.release.models import Release, Withdrawal
from gongkai.rules.withdrawal import TABLE as REASONS
from gongkai.rules.withdrawal import TERM_ENDED, WithdrawalReason


@action("release.withdraw")
def withdraw(
    act: Act, record: Record, reason: str, note: str = "", successor: Record | None = None
) -> Withdrawal:
    """Withdraw a public record for one of the legal reasons of ``rules.withdrawal``.

    The public page then says that it was withdrawn, when and on what ground, without content,
    and leads to ``successor`` where the reason asks for or allows one. A newer draft, a running
    review or a scheduled release ends with it. Raises Invalid by field, or NotAllowedNow.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    current = _current(record)
    rule = next((row for row in REASONS.as_of(today()) if row.code == reason), None)
    if rule is None:
        raise Invalid({"reason": "请选择撤下的法定理由。"})
    if fault := _successor_fault(rule, record, successor):
        raise Invalid({"successor": fault})
    down = TakingDown("withdraw", reason, note, successor)
    return take_down(act, record, current, down)


@action("release.expire")
def expire(act: Act, record: Record) -> Withdrawal:
    """Take a record off the website because its 公开期限 is over (handbook 4.6).

    It stays readable in the office. NotAllowedNow while the term runs or where there is none.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    current = _current(record)
    if record.publish_until is None:
        raise NotAllowedNow("这条信息没有设公开期限。需要撤下的，请选择撤下的理由。")
    if record.publish_until >= today():
        raise NotAllowedNow(f"公开期限到{record.publish_until.isoformat()}为止，现在还没有满。")
    note = f"公开期限至{record.publish_until.isoformat()}"
    down = TakingDown("expire", TERM_ENDED, note)
    return take_down(act, record, current, down)


def _current(record: Record) -> Release:
    current = record.releases.filter(current=True).select_related("version").first()
    if current is None:
        raise NotAllowedNow("这条信息没有在公开，不需要撤下。")
    return current


def _successor_fault(rule: WithdrawalReason, record: Record, successor: Record | None) -> str:
    """What stands against naming this successor for this reason; empty if nothing does."""
    if successor is None:
        return "请指明替代它的信息。" if rule.successor == "required" else ""
    if rule.successor == "none":
        return f"理由是“{rule.name}”时不链接其他信息，请清空。"
    if successor.pk == record.pk:
        return "替代它的不能是它自己，请另选一条。"
    live = Release.objects.filter(
        record_id=successor.pk, town_id=record.town_id, current=True, withdrawal__isnull=True
    )
    return "" if live.exists() else "替代它的信息须是本镇街正在公开的，请先发布，或另选一条。"
