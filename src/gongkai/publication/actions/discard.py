"""Giving up a draft."""

from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.lifecycle import advance, draft_of, lock
from gongkai.publication.models import Record, RecordState, VersionState


@action("publication.discard_draft")
def discard_draft(act: Act, record: Record) -> None:
    """Throw away the draft of a record that has a live version; the live one stays.

    A record that was never released keeps its number and stays a draft: numbers are never
    reused and the ledger speaks of it.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    draft = draft_of(record)
    live = record.versions.filter(state=VersionState.LIVE).exists()
    if draft is None or not live or record.state != RecordState.DRAFT:
        raise NotAllowedNow("只有已发布信息的修改稿可以放弃；从未发布的草稿请保留或继续修改。")
    before = {"version": draft.number, "title": draft.title}
    draft.delete()
    advance(record, "return_to_live")
    act.record(record, unit=record.unit, before=before, label=draft.title)
