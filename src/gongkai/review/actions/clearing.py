"""Asking the secrecy body about a hard finding, and its written decision."""

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted
from gongkai.publication.lifecycle import lock, newest
from gongkai.publication.models import Record
from gongkai.review.models import Clearance
from gongkai.review.scanning.standing import Standing, Standpoint, findings_of


@action("review.ask_clearance")
def ask_clearance(act: Act, record: Record, fingerprint: str, question: str) -> Clearance:
    """Ask whether a hard finding may be published as it stands; says why it should."""
    record = lock(record.pk)
    act.permit(record.unit)
    version = newest(record)
    version.record = record
    point = _point(findings_of(version).points, fingerprint)
    if point.standing not in (Standing.OPEN, Standing.REFUSED):
        raise NotAllowedNow(f"这一处现在是“{point.words}”，不需要提请认定。")
    if not question.strip():
        raise Invalid({"question": "请写明为什么需要原样公开。"})
    clearance = Clearance.objects.create(
        record=record,
        fingerprint=fingerprint,
        kind=point.found.kind,
        label=shortened(f"{point.source} {point.found.label}", 300),
        question=question.strip(),
        asked_by=act.account,
        asked_at=now(),
    )
    act.record(
        record,
        unit=record.unit,
        after={"kind": clearance.kind, "place": clearance.label},
        why=clearance.question,
        label=version.title,
    )
    return clearance


@action("review.decide_clearance")
def decide_clearance(act: Act, clearance: Clearance, may_publish: bool, result: str) -> Clearance:
    """Decide in writing whether what was found may be published as it stands.

    Whoever asked, or wrote any version of the record, does not decide.
    """
    record = lock(clearance.record_id)
    act.permit(record.unit)
    clearance = Clearance.objects.select_for_update().get(pk=clearance.pk)
    if clearance.decided_at is not None:
        raise NotAllowedNow("这一处已经出具过书面认定。")
    own = record.versions.filter(created_by=act.account).exists()
    if own or clearance.asked_by_id == act.account.pk:
        raise NotPermitted("这条信息由您起草或提请，书面认定须由其他人出具。")
    if not result.strip():
        raise Invalid({"result": "请填写书面认定。"})
    clearance.decided_by, clearance.decided_at = act.account, now()
    clearance.may_publish, clearance.result = may_publish, result.strip()
    clearance.save()
    act.record(
        record,
        unit=record.unit,
        after={"kind": clearance.kind, "place": clearance.label, "may_publish": may_publish},
        why=clearance.result,
        label=newest(record).title,
    )
    return clearance


def _point(points: tuple[Standpoint, ...], fingerprint: str) -> Standpoint:
    for point in points:
        if point.found.fingerprint == fingerprint:
            return point
    raise Invalid("页面上的检查结果已经过时，请刷新页面。")
