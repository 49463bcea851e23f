"""Working a version over on behalf of a finding: the result is a new version, to be seen again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.organisation.acting import Act
from gongkai.publication.lifecycle import advance, lock, newest, reopen
from gongkai.publication.models import Record, Version


@dataclass(frozen=True)
class Reworking:
    """A record whose newest version ``before`` is worked over into ``version``."""

    record: Record
    before: Version
    version: Version


def begin(act: Act, record: Record) -> Reworking:
    """Open a new version of the record; whoever may not is refused.

    A refusal later in the same act leaves everything as it was.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    before = newest(record)
    before.record = record
    advance(record, "edit")
    version = reopen(record, act.account)
    version.record = record
    return Reworking(record, before, version)


def finish(act: Act, work: Reworking, what: Mapping[str, Any]) -> None:
    """Write down what was done and have the new version scanned."""
    record = work.record
    act.record(
        record,
        unit=record.unit,
        before={"version": work.before.number},
        after={"version": work.version.number, **what},
        label=work.version.title,
    )
    act.effect(
        "publication.changed", {"record": record.pk}, key=f"changed:{act.entries[-1].digest}"
    )
