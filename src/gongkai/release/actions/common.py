"""What the ways to release and to take down share; each runs in its action's transaction."""

from dataclasses import dataclass

from django.db.models import Max

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act
from gongkai.organisation.models import Account
from gongkai.publication.lifecycle import advance
from gongkai.publication.models import Record, RecordState, VersionState
from gongkai.release.gate import (
    GateRefused,
    check_website,
    covering_row,
    earlier_release,
    was_released,
)
from gongkai.release.models import (
    ChannelKind,
    Delivery,
    Release,
    Schedule,
    ScheduleState,
    Withdrawal,
)
from gongkai.release.queries import search_keys
from gongkai.review.models import ReviewRow
from gongkai.search.actions import remove

ENDED_VALIDITIES = frozenset({"失效", "废止"})
"""Values of 有效性 of a document that stays readable but is in force no more."""


def admit(record: Record) -> ReviewRow:
    """Everything that must hold before ``record`` may go to the website, now.

    Gives the covering row; raises GateRefused, also where a correction says nothing about what it
    corrects.
    """
    row = covering_row(record)
    check_website(row)
    if earlier_release(row) is not None and not row.version.change_note.strip():
        raise GateRefused("这条信息已经公开过，请在修改页面写明这次更正了什么，再重新送审。")
    return row


@dataclass(frozen=True)
class Going:
    """How a version goes out: in whose name, and what the ledger adds."""

    by: Account
    why: str = ""


def go_out(act: Act, record: Record, row: ReviewRow, going: Going) -> Release:
    """Release an admitted version: state, register, ledger, and the effect on the website."""
    earlier = earlier_release(row)
    if record.state == RecordState.SCHEDULED:
        cancel_schedules(record)
    advance(record, _verb(row.version.validity, earlier))
    # Whoever holds the end of the ledger is alone in this town: the next number is free.
    act.hold_ledger()
    new = _register(record, row, going)
    act.record(
        record,
        unit=record.unit,
        before=None if earlier is None else {"release": earlier},
        after={"release": new.number, "version": row.version.number, "digest": new.digest},
        why=going.why or new.change_note,
        label=row.title,
    )
    act.effect(
        "portal.release",
        {"town": record.town.slug, "record": record.pk, "release": new.pk},
        key=f"portal.release:{new.pk}",
    )
    return new


def tell_changed(act: Act, record: Record) -> None:
    """Tell the rooms above that something was seen at its address, or was taken down.

    A release itself is told of when it was seen: before that nothing can be built on it.
    """
    act.effect(
        "release.changed", {"record": record.pk}, key=f"release.changed:{act.entries[-1].digest}"
    )


def _verb(validity: str, earlier: int | None) -> str:
    """Which step of the table a release is: the first, a correction, or that it is repealed."""
    if validity in ENDED_VALIDITIES:
        return "release_repeal"
    return "release" if earlier is None else "release_correction"


def _register(record: Record, row: ReviewRow, going: Going) -> Release:
    top = Release.objects.filter(town_id=record.town_id).aggregate(top=Max("number"))["top"] or 0
    if earlier_release(row) is not None:
        record.releases.filter(current=True).update(current=False)
        record.versions.filter(state=VersionState.LIVE).update(state=VersionState.PAST)
    record.versions.filter(pk=row.version_id).update(state=VersionState.LIVE)
    moment = now()
    new = Release.objects.create(
        town_id=record.town_id,
        number=top + 1,
        record=record,
        version_id=row.version_id,
        row=row,
        digest=row.digest,
        first=not was_released(row),
        released_at=moment,
        released_by=going.by,
        change_note="" if earlier_release(row) is None else row.version.change_note,
    )
    Delivery.objects.create(release=new, channel=ChannelKind.WEBSITE, updated_at=moment)
    return new


def cancel_schedules(record: Record) -> None:
    """End what waits for its minute: the record takes another way."""
    Schedule.objects.filter(record=record, state=ScheduleState.WAITING).update(
        state=ScheduleState.CANCELLED, closed_at=now()
    )


@dataclass(frozen=True)
class TakingDown:
    """Why a record goes: the step of the table, the reason, and what came instead."""

    verb: str
    reason: str
    note: str = ""
    successor: Record | None = None


def take_down(act: Act, record: Record, current: Release, down: TakingDown) -> Withdrawal:
    """Take a public record off the website: state, versions, ledger, effects.

    A newer draft stays readable as it is; a running review and a waiting release end.
    """
    advance(record, down.verb)
    cancel_schedules(record)
    remove(record.town.slug, search_keys([record.slug], record.town)[record.slug])
    current.current = False
    current.save(update_fields=["current"])
    record.versions.exclude(state=VersionState.PAST).exclude(state=VersionState.DRAFT).update(
        state=VersionState.PAST
    )
    withdrawal = Withdrawal.objects.create(
        record=record,
        release=current,
        reason=down.reason,
        note=down.note.strip(),
        successor=down.successor,
        at=now(),
        account=act.account,
    )
    successor = {"successor": down.successor.index_number} if down.successor else {}
    act.record(
        record,
        unit=record.unit,
        before={"release": current.number},
        after={"withdrawn": True, "reason": down.reason, **successor},
        why=down.note.strip(),
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
    tell_changed(act, record)
    return withdrawal
