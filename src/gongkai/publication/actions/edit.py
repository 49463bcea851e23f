"""Changing the text or the metadata of a record."""

from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Conflict
from gongkai.publication.drafting import CheckedDraft, Draft, check
from gongkai.publication.lifecycle import advance, lock, reopen
from gongkai.publication.models import Record, Version


@action("publication.edit")
def edit(act: Act, record: Record, draft: Draft, lock_seen: int | None = None) -> CheckedDraft:
    """Replace the content of a record's draft.

    A version in review, approved or live is never touched: a new draft is made from it, and
    what was reviewed no longer covers the record (promise 1). ``lock_seen`` is the counter that
    the person's page showed; Conflict if somebody saved meanwhile.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    checked = check(draft, today())
    advance(record, "edit")
    version = reopen(record, act.account)
    if lock_seen is not None and version.lock != lock_seen:
        raise Conflict(
            "您打开页面之后，别人保存过这份草稿。请在新窗口查看现在的内容，再决定怎样合并。"
        )
    before = _brief(version)
    for name, value in vars(checked.draft).items():
        setattr(version, name, value)
    version.lock += 1
    version.created_by, version.created_at = act.account, now()
    version.save()
    act.record(record, unit=record.unit, before=before, after=_brief(version), label=version.title)
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
    return checked


def _brief(version: Version) -> dict[str, object]:
    return {"version": version.number, "title": version.title, "length": len(version.body)}
