"""Taking a record down, with its legal reason."""

from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.lifecycle import advance, lock
from gongkai.publication.models import Record, VersionState
from gongkai.release.models import Withdrawal
from gongkai.rules.withdrawal import TABLE as REASONS


@action("release.withdraw")
def withdraw(act: Act, record: Record, reason: str, note: str = "") -> Withdrawal:
    """Withdraw a public record for one of the legal reasons of ``rules.withdrawal``.

    The public page then says that it was withdrawn, when and on what ground, without content.
    A newer draft or a running review ends with it.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    current = record.releases.filter(current=True).select_related("version").first()
    if current is None:
        raise NotAllowedNow("这条信息没有在公开，不需要撤下。")
    if reason not in dict(REASONS.choices(today())):
        raise Invalid({"reason": "请选择撤下的法定理由。"})
    advance(record, "withdraw")
    current.current = False
    current.save(update_fields=["current"])
    record.versions.exclude(state=VersionState.PAST).exclude(state=VersionState.DRAFT).update(
        state=VersionState.PAST
    )
    withdrawal = Withdrawal.objects.create(
        record=record,
        release=current,
        reason=reason,
        note=note.strip(),
        at=now(),
        account=act.account,
    )
    act.record(
        record,
        unit=record.unit,
        before={"release": current.number},
        after={"withdrawn": True, "reason": reason},
        why=note.strip(),
        label=current.version.title,
    )
    act.effect(
        "portal.withdraw",
        {"town": record.town.slug, "record": record.pk, "release": current.pk},
        key=f"portal.withdraw:{current.pk}",
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
    return withdrawal
