"""Releasing at a moment to come: planned by a person, done by the product, asked again then."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.publication.lifecycle import advance, lock, newest
from gongkai.publication.models import Record, RecordState
from gongkai.release.actions.common import Going, admit, cancel_schedules, go_out
from gongkai.release.models import Release, Schedule, ScheduleState
from gongkai.rules.metadata import pub_date

LONGEST = timedelta(days=366)
"""Nobody plans further ahead than a year; a wrong year in a form is the likelier reason."""

LATE = timedelta(minutes=5)
"""From here on a release is called late: a worker looks every half second, retries take longer."""


@action("release.schedule")
def schedule(act: Act, record: Record, at: datetime) -> Schedule:
    """Plan the release of the newest reviewed version of ``record`` for the moment ``at``.

    at: aware, in the future, within a year. The gate is asked now, so that what cannot go out is
    not planned, and again at that minute. A later edit, a withdrawal, a release by hand or
    ``unschedule`` ends the plan. Raises GateRefused, NotAllowedNow or Invalid.
    """
    record = lock(record.pk)
    act.permit(record.unit)
    _check_moment(at)
    row = admit(record)
    advance(record, "schedule")
    cancel_schedules(record)
    planned = Schedule.objects.create(
        record=record,
        version_id=row.version_id,
        at=at,
        by=act.account,
        created_at=now(),
    )
    act.record(
        record,
        unit=record.unit,
        after={"at": at.isoformat(), "version": row.version.number, "digest": row.digest},
        why=f"定于{_shown(at)}发布",
        label=row.title,
    )
    act.effect(
        "release.scheduled",
        {"town": record.town.slug, "schedule": planned.pk},
        key=f"release.scheduled:{planned.pk}",
        due_at=at,
    )
    return planned


@action("release.unschedule")
def unschedule(act: Act, record: Record) -> None:
    """Give up the planned release; the record is approved as before."""
    record = lock(record.pk)
    act.permit(record.unit)
    advance(record, "unschedule")
    planned = record.schedules.filter(state=ScheduleState.WAITING).first()
    cancel_schedules(record)
    act.record(
        record,
        unit=record.unit,
        before={"at": planned.at.isoformat()} if planned else None,
        label=newest(record).title,
    )


class TooEarlyError(Exception):
    """The minute has not come: the effect is tried again later."""


@action("release.release_scheduled")
def release_scheduled(act: Act, schedule_id: int) -> Release | None:
    """Release what was planned for this minute, if the gate still lets it through.

    Done by the product itself. A refusal is no failure: it is written down with its sentence,
    the record is approved as before, and people are told (``waiting``). A plan whose version was
    worked over or that was given up releases nothing. Doing it twice does it once.
    """
    planned = Schedule.objects.select_related("by").get(pk=schedule_id)
    record = lock(planned.record_id)
    act.permit(record.unit)
    planned.refresh_from_db()
    if planned.state != ScheduleState.WAITING:
        act.record(record, unit=record.unit, why="定时发布已经办结，没有再办。")
        return None
    if now() < planned.at:
        raise TooEarlyError(f"{_shown(planned.at)}还没有到")
    if record.state != RecordState.SCHEDULED or newest(record).pk != planned.version_id:
        _close(planned, ScheduleState.CANCELLED)
        act.record(record, unit=record.unit, why="内容在定时之后有改动，定时发布已取消。")
        return None
    try:
        with transaction.atomic():
            return _released(act, record, planned)
    except Refused as refused:
        _refuse(act, record, planned, str(refused))
        return None


def _released(act: Act, record: Record, planned: Schedule) -> Release:
    row = admit(record)
    late = now() - planned.at
    why = f"{planned.by.name}定于{_shown(planned.at)}发布"
    if late >= LATE:
        why += f"，实际晚了{_length(late)}"
    new = go_out(act, record, row, Going(planned.by, why))
    _close(planned, ScheduleState.DONE)
    return new


def _refuse(act: Act, record: Record, planned: Schedule, sentence: str) -> None:
    """Give the record back to people, with the reason on the ledger and on the plan."""
    if record.state == RecordState.SCHEDULED:
        advance(record, "unschedule")
    planned.refusal = shortened(sentence, 300)
    _close(planned, ScheduleState.REFUSED)
    act.record(
        record,
        unit=record.unit,
        before={"at": planned.at.isoformat()},
        after={"refused": sentence},
        why=f"定时发布没有成功：{sentence}",
        label=newest(record).title,
    )


def _close(planned: Schedule, state: ScheduleState) -> None:
    planned.state, planned.closed_at = state, now()
    planned.save(update_fields=["state", "refusal", "closed_at"])


def _check_moment(at: datetime) -> None:
    if at <= now():
        raise Invalid({"at": "定时发布的时间须晚于现在，请重新填写，或者立即发布。"})
    if at > now() + LONGEST:
        raise Invalid({"at": "定时发布最多提前一年，请核对年份。"})


def _shown(at: datetime) -> str:
    return pub_date(timezone.localtime(at))


def _length(late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    return f"{minutes}分钟" if minutes < 120 else f"{minutes // 60}小时"
