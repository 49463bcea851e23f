"""Giving up a draft."""

from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.content import digest_of
from gongkai.publication.lifecycle import draft_of, lock, return_to_live
from gongkai.publication.models import Record, RecordState, VersionState


@action("publication.discard_draft")
def discard_draft(act: Act, record: Record) -> None:
    """Give up the draft of a record that has a live version; the live one stays.

    What was written stays readable in the office as a past version. A record that was never
    released stays a draft: its number is never reused and the ledger speaks of it.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    draft = draft_of(record)
    if draft is None or not record.live_as or record.state != RecordState.DRAFT:
        raise NotAllowedNow("只有已发布信息的修改稿可以放弃；从未发布的草稿请保留或继续修改。")
    draft.record = record
    draft.digest, draft.state = digest_of(draft), VersionState.PAST
    draft.save(update_fields=["digest", "state"])
    return_to_live(record)
    act.record(
        record,
        unit=record.unit,
        before={"version": draft.number, "title": draft.title},
        label=draft.title,
    )
