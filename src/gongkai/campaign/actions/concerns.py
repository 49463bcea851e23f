"""Concerns (回应关切): assigned, answered within hours, missed (F36, handbook 6.4)."""

from datetime import datetime

from django.utils import timezone

from gongkai.campaign.actions.common import checked, required
from gongkai.campaign.models import Concern, ConcernLimit
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import lock_open
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.models import Record
from gongkai.rules import concerns
from gongkai.rules.tables import UnknownCodeError

LIMIT_PASSED = "campaign.limit_passed"
"""The effect that looks whether a limit was met, at the moment at which it ends."""


@action("campaign.log_concern")
def log_concern(
    act: Act,
    unit: Unit,
    kind: str,
    found_at: datetime,
    *,
    title: str,
    source: str,
    content: str,
) -> Concern:
    """Enter a concern found at ``found_at`` and assign it to ``unit``, now.

    Its limits come from ``rules.concerns``; for each, an effect will look at its end. Raises
    Invalid by field.
    """
    act.permit(unit)
    lock_open(unit)
    words = required(title=title, source=source, content=content)
    if found_at > now():
        raise Invalid({"found_at": "发现时间还没有到，请核对。"})
    try:
        limits = concerns.deadlines(kind, timezone.localtime(found_at))
    except UnknownCodeError:
        raise Invalid({"kind": "请选择类别。"}) from None
    concern = Concern(unit=unit, kind=kind, found_at=found_at, assigned_at=now(), **words)
    checked(concern, "title", "source").save()
    made = [
        ConcernLimit(
            concern=concern,
            code=limit.code,
            name=limit.name,
            hours=limit.hours,
            source=limit.source,
            due_at=limit.due_at,
        )
        for limit in limits
    ]
    ConcernLimit.objects.bulk_create(made)
    after = {"kind": kind, "found_at": found_at.isoformat()}
    act.record(concern, unit=unit, after={**after, "limits": [limit.name for limit in made]})
    for limit in made:
        key = f"{LIMIT_PASSED}:{limit.pk}"
        act.effect(LIMIT_PASSED, {"limit": limit.pk}, key=key, due_at=limit.due_at)
    return concern


@action("campaign.answer_concern")
def answer_concern(
    act: Act, limit: ConcernLimit, where: str, words: str, record: Record | None = None
) -> ConcernLimit:
    """Register that what a limit asks for was done: where, and what was said. The moment is now."""
    limit = _lock_with_concern(limit)
    concern = limit.concern
    act.permit(concern.unit)
    if limit.met_at is not None:
        at = timezone.localtime(limit.met_at)
        raise NotAllowedNow(f"“{limit.name}”已在{at:%Y-%m-%d %H:%M}登记。")
    given = required(where=where, words=words)
    if record is not None and record.town_id != concern.unit.town_id:
        raise Invalid({"record": "请选择本镇的信息。"})
    limit.met_at, limit.where, limit.words = now(), given["where"], given["words"]
    limit.record = record
    checked(limit, "where").save()
    if not concern.limits.filter(met_at=None).exists():
        concern.answered_at = limit.met_at
        concern.save(update_fields=["answered_at"])
    act.record(
        limit,
        unit=concern.unit,
        after={"met_at": limit.met_at.isoformat(), **given},
        label=f"{concern.title}：{limit.name}",
    )
    return limit


@action("campaign.note_missed_limit")
def note_missed_limit(act: Act, limit: ConcernLimit) -> None:
    """Write down that a limit passed unmet. From then on it waits for the leaders too."""
    limit = _lock(limit)
    act.permit(limit.concern.unit)
    if limit.met_at is not None or limit.missed_at is not None:
        raise NotAllowedNow("这个时限已经办理或者已经记录。")
    limit.missed_at = now()
    limit.save(update_fields=["missed_at"])
    act.record(
        limit,
        unit=limit.concern.unit,
        after={"due_at": limit.due_at.isoformat(), "missed_at": limit.missed_at.isoformat()},
        label=f"{limit.concern.title}：{limit.name}",
    )


def _lock_with_concern(limit: ConcernLimit) -> ConcernLimit:
    """Of two people who meet the last two limits at the same moment the second one sees that no
    other is left.
    """
    Concern.objects.select_for_update().get(pk=limit.concern_id)
    return _lock(limit)


def _lock(limit: ConcernLimit) -> ConcernLimit:
    rows = ConcernLimit.objects.select_for_update(of=("self",))
    return rows.select_related("concern__unit__town").get(pk=limit.pk)
