"""Setting the 公开期限 of a record (handbook 4.6)."""

from datetime import date

from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.lifecycle import lock, newest
from gongkai.publication.models import ENDED_STATES, Record


@action("publication.set_term")
def set_term(act: Act, record: Record, until: date | None, reason: str) -> Record:
    """Set the last day on which ``record`` is public; None: without an end.

    When the day has passed, people are asked whether to take the record down or to give it more
    time; nothing goes by itself. The content under review does not change by it. Raises Invalid
    by field: a day before today, no reason; NotAllowedNow for what was taken down.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    if record.state in ENDED_STATES:
        raise NotAllowedNow("这条信息已经不再公开，不需要设定公开期限。")
    if until is not None and until < today() and until != record.publish_until:
        raise Invalid({"until": "公开期限不能早于今天。现在就要撤下的，请办理撤下。"})
    if not reason.strip():
        raise Invalid({"reason": "请写明设定或者延长的理由。"})
    before = record.publish_until
    record.publish_until, record.updated_at = until, now()
    record.save(update_fields=["publish_until", "updated_at"])
    act.record(
        record,
        unit=record.unit,
        before={"until": before.isoformat() if before else None},
        after={"until": until.isoformat() if until else None},
        why=reason.strip(),
        label=newest(record).title,
    )
    return record
