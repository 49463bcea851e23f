"""Changing the text or the metadata of a record."""

from collections.abc import Sequence

from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import check_admissible
from gongkai.organisation.refusals import Conflict
from gongkai.publication.actions.content import (
    add_files,
    check_files,
    check_keeper,
    files_brief,
    incoming_files,
    incoming_text,
    write_links,
)
from gongkai.publication.content import files_of
from gongkai.publication.drafting import CheckedDraft, Draft, FileToAdd, check
from gongkai.publication.lifecycle import advance, lock, newest_whole, reopen
from gongkai.publication.models import Record, Version

_MEANWHILE = "您打开页面之后，别人保存过这份草稿。请在新窗口查看现在的内容，再决定怎样合并。"


@action("publication.edit")
def edit(
    act: Act,
    record: Record,
    draft: Draft,
    lock_seen: int | None = None,
    files: Sequence[FileToAdd] = (),
) -> CheckedDraft:
    """Save a record's draft: a new version with what was typed, and with the files that came
    with it.

    A version in review, approved or live is never touched: the new draft is made beside it, and
    what was reviewed no longer covers the record (promise 1). ``lock_seen`` is the counter that
    the person's page showed; Conflict if somebody saved meanwhile.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    check_keeper(act.actor, record.unit, draft)
    checked = check(draft, today())
    check_admissible(*incoming_text(record.unit, record, checked.draft))
    before = newest_whole(record)
    uploads = check_files(files, [attachment.name for attachment in files_of(before)])
    check_admissible(*incoming_files(record.unit, record, files))
    if lock_seen is not None and before.lock != lock_seen:
        raise Conflict(_MEANWHILE)
    advance(record, "edit")
    version = reopen(record, act.account, before, checked.draft.fields())
    version.record = record
    write_links(version, checked.draft)
    added = add_files(version, files, uploads, files_of(before))
    act.record(
        record,
        unit=record.unit,
        before=_brief(before),
        after={**_brief(version), **files_brief(added)},
        label=version.title,
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
    return checked


def _brief(version: Version) -> dict[str, object]:
    return {"version": version.number, "title": version.title, "length": len(version.body)}
