"""The clocks of a case: begun, ended, made again from their inputs (promise 3).

Each runs inside the caller's transaction, on an application whose row the caller has locked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.foi.models import Application, Clock, ClockKind, ClockState, Consultation, FoiSettings
from gongkai.foi.setting import settings_of
from gongkai.organisation.fitting import shortened
from gongkai.organisation.queries import calendar_in_force
from gongkai.rules.calendar import Calendar
from gongkai.rules.counting import due as count
from gongkai.rules.due import Due
from gongkai.rules.foi import article
from gongkai.rules.foi.clocks import Pause, Reckoning, pause_between, reckon
from gongkai.rules.foi.periods import BY_CODE, length

INFORMAL = (ClockKind.CORRECTION_NOTICE,)
"""Clocks that end a possibility and oblige nobody to act."""

CHANGING = (
    "start",
    "due",
    "provisional",
    "estimated",
    "calendar",
    "inputs",
    "segments",
    "sentence",
)


@dataclass(frozen=True)
class Moved:
    """A clock whose date changed."""

    clock: Clock
    former: date

    def words(self) -> str:
        """The change in a plain sentence."""
        return f"“{self.clock.get_kind_display()}”的期限由{self.former}改为{self.clock.due}"


def begin(
    application: Application,
    kind: ClockKind,
    start: date,
    *,
    n: int | None = None,
    step: int | None = None,
    until: date | None = None,
) -> Clock:
    """Begin a clock with day 0 ``start``.

    n: its units, the period's own (or the town's) unless given. step: id of its consultation.
    until: a day that a person fixed (延迟答复), in the place of a count.
    """
    period = BY_CODE["reply" if kind == ClockKind.DELAY else kind.value]
    chosen = settings_of(application.town).periods
    clock = Clock(
        application=application,
        kind=kind,
        start=start,
        n=length(period.code, chosen) if n is None else n,
        unit=period.unit,
        step=step,
        article=article("第三十五条") if kind == ClockKind.DELAY else period.article,
        due=until or start,
    )
    _reckon(clock, application, calendar_in_force(), _consultations(application))
    clock.save()
    return clock


def end(application: Application, kinds: Iterable[str], on: date, *, anew: bool = False) -> None:
    """End open clocks of these kinds on a day: kept or missed; ``anew``: superseded."""
    for clock in application.clocks.filter(kind__in=list(kinds), state=ClockState.OPEN):
        _end(clock, on, anew=anew)


def end_step(application: Application, step: int, kind: str, on: date) -> None:
    """End the clock of one consultation."""
    for clock in application.clocks.filter(kind=kind, step=step, state=ClockState.OPEN):
        _end(clock, on, anew=False)


def extend(application: Application, days: int) -> None:
    """Lengthen the open reply clock by the days of the extension."""
    application.clocks.filter(kind=ClockKind.REPLY, state=ClockState.OPEN).update(extra=days)


def refresh(application: Application, calendar: Calendar | None = None) -> list[Moved]:
    """Make every open clock again and repeat on the application what lists show.

    Gives the clocks whose date moved. Saves the application's columns of dates.
    """
    clocks = list(application.clocks.filter(state=ClockState.OPEN))
    moved = remake(application, clocks, calendar or calendar_in_force())
    repeat(application, clocks)
    application.save(update_fields=list(REPEATED))
    return moved


def remake(application: Application, clocks: list[Clock], calendar: Calendar) -> list[Moved]:
    """Make open clocks again with a calendar, saving those that changed."""
    remade = count_again(application, clocks, calendar)
    for clock in remade.changed:
        clock.save(update_fields=list(CHANGING))
    return remade.moved


@dataclass(frozen=True)
class Remade:
    """Clocks made again: those that differ from what is stored, and of these whose date moved."""

    changed: list[Clock]
    moved: list[Moved]


def count_again(application: Application, clocks: list[Clock], calendar: Calendar) -> Remade:
    """Make clocks again with a calendar; the caller saves ``changed`` (its ``CHANGING``)."""
    consultations = _consultations(application) if clocks else []
    remade = Remade([], [])
    for clock in clocks:
        before, former = _changing(clock), clock.due
        _reckon(clock, application, calendar, consultations)
        if _changing(clock) != before:
            remade.changed.append(clock)
        if clock.due != former:
            remade.moved.append(Moved(clock, former))
    return remade


REPEATED = ("due_on", "due_provisional", "due_estimated", "act_by", "act_why")


def repeat(application: Application, clocks: Iterable[Clock]) -> None:
    """Set on the application what its open clocks say, for lists; does not save."""
    found = [clock for clock in clocks if clock.kind not in INFORMAL]
    by_kind = {clock.kind: clock for clock in found}
    answer = by_kind.get(ClockKind.DELAY) or by_kind.get(ClockKind.REPLY)
    application.due_on = answer.due if answer else None
    application.due_provisional = bool(answer and answer.provisional)
    application.due_estimated = bool(answer and answer.estimated)
    if answer is not None and answer.kind == ClockKind.DELAY:
        found = [clock for clock in found if clock.kind != ClockKind.REPLY]
    first = min(found, key=lambda clock: (clock.due, clock.pk or 0), default=None)
    application.act_by = first.due if first else None
    application.act_why = first.get_kind_display() if first else ""


def _pause(asked: Consultation, town: FoiSettings, calendar: Calendar) -> Pause | None:
    period = BY_CODE[asked.kind]
    begun = asked.received_on or asked.sent_on
    expiry = count(begun, period.n, period.unit, calendar).due
    ended = min(asked.answered_on, expiry) if asked.answered_on else expiry
    word = "征求第三方意见" if asked.kind == "third_party" else "征求共同制作机关意见"
    return pause_between(
        asked.sent_on,
        max(ended, asked.sent_on),
        town.pause_rule(),
        why=word,
        article=article("第三十三条"),
        is_open=asked.answered_on is None,
    )


def _consultations(application: Application) -> list[Consultation]:
    if application.pk is None:
        return []
    return list(application.consultations.all())


def _reckon(
    clock: Clock, application: Application, calendar: Calendar, asked: list[Consultation]
) -> None:
    if clock.kind == ClockKind.REPLY:
        town = settings_of(application.town)
        pauses = [p for one in asked if (p := _pause(one, town, calendar)) is not None]
        _write_reply(clock, reckon(clock.start, calendar, pauses, extra=clock.extra))
    elif clock.kind == ClockKind.DELAY:
        _write_delay(clock, calendar)
    else:
        one = next((one for one in asked if one.pk == clock.step), None)
        if one is not None:
            clock.start = one.received_on or one.sent_on
        counted = count(clock.start, clock.n, clock.unit, calendar, article=clock.article)
        _write_plain(clock, counted, estimated=one is not None and one.received_on is None)


def _write_reply(clock: Clock, found: Reckoning) -> None:
    clock.due, clock.calendar = found.due, found.calendar
    clock.provisional, clock.estimated = found.provisional, found.estimated
    clock.segments = [segment.as_json() for segment in found.segments]
    clock.sentence = shortened(found.sentence(), 800)
    clock.inputs = {
        **found.as_due().inputs(),
        "n": found.n,
        "extra": found.extra,
        "pauses": [
            {"first": p.first.isoformat(), "last": p.last.isoformat(), "why": p.why, "open": p.open}
            for p in found.pauses
        ],
        "excluded": [[day.isoformat(), why] for day, why in found.excluded],
        "provisional_years": list(found.provisional_years),
    }


def _write_plain(clock: Clock, found: Due, *, estimated: bool) -> None:
    clock.due, clock.calendar = found.due, found.calendar
    clock.provisional, clock.estimated = found.provisional, estimated
    clock.sentence = shortened(found.sentence(), 800)
    clock.inputs = {
        **found.inputs(),
        "excluded": [[day.isoformat(), why] for day, why in found.excluded],
        "provisional_years": list(found.provisional_years),
    }
    clock.segments = _one_segment(clock, found)


def _one_segment(clock: Clock, found: Due) -> list[dict[str, Any]]:
    first = min((*found.counted, *(day for day, _ in found.excluded)), default=found.due)
    segment = {
        "kind": "counted",
        "first": first.isoformat(),
        "last": found.due.isoformat(),
        "days": found.n,
        "why": clock.get_kind_display(),
        "article": clock.article,
        "open": False,
    }
    return [segment]


def _write_delay(clock: Clock, calendar: Calendar) -> None:
    """A day that a person fixed and told the applicant (Art. 35): nothing is counted."""
    clock.calendar, clock.provisional, clock.estimated = calendar.edition, False, False
    clock.sentence = f"经申请人说明理由，延迟至{clock.due}答复，依据{clock.article}。"
    clock.inputs = {"start": clock.start.isoformat(), "until": clock.due.isoformat()}
    clock.segments = []


def _changing(clock: Clock) -> tuple[Any, ...]:
    return tuple(getattr(clock, name) for name in CHANGING)


def _end(clock: Clock, on: date, *, anew: bool) -> None:
    late = on > clock.due
    clock.state = ClockState.MISSED if late else ClockState.KEPT
    if anew:
        clock.state = ClockState.SUPERSEDED
    clock.ended_on = on
    clock.save(update_fields=["state", "ended_on"])
