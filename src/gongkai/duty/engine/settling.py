"""What duties come to: whether they are met, since when, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.duty.engine.clocks import clock_for
from gongkai.duty.engine.plans import plan_for
from gongkai.duty.engine.recounting import count_of, set_clock
from gongkai.duty.models import Answer, Duty, DutyKind
from gongkai.rules.calendar import Calendar
from gongkai.rules.duty_clock import Options, count_of_standing

WEBSITE = "政府网站"

SETTLED = (
    "clock",
    "due_on",
    "provisional",
    "published_on",
    "answered_due",
    "running",
    "missing_channels",
    "missing_elements",
    "extended_to",
    "extended_why",
)
"""The columns that settling writes."""


@dataclass(frozen=True)
class Frame:
    """What counts are made with: the town's options and the calendar in force."""

    options: Options
    calendar: Calendar


def settle(duty: Duty, frame: Frame) -> bool:
    """Work out a duty from its answers, unsaved; says whether anything changed.

    Needs ``item``, ``obligation`` and ``clock`` at hand. Two queries, and one for another clock.
    """
    before = _seen(duty)
    answers = list(Answer.objects.filter(duty=duty, stands=True))
    proven = [answer for answer in answers if answer.proven]
    if duty.kind == DutyKind.STANDING:
        _settle_standing(duty, sorted(answer.released_on for answer in proven), frame)
    else:
        duty.published_on = min((answer.released_on for answer in proven), default=None)
    duty.running = is_running(duty)
    shown = set(duty.channel_proofs.values_list("channel", flat=True))
    if proven:
        shown.add(WEBSITE)
    # Nothing is missing in particular while everything is: the lists speak of what was published.
    duty.missing_channels = missing_channels(duty, shown) if shown else []
    duty.missing_elements = missing_in_all(answers)
    return _seen(duty) != before


def is_running(duty: Duty) -> bool:
    """Whether the clock of a duty still counts."""
    if duty.ended_on is not None or duty.excused_at is not None or duty.nothing_at is not None:
        return False
    return duty.kind == DutyKind.STANDING or duty.published_on is None


def recounted_clock(duty: Duty, frame: Frame) -> None:
    """Put the clock on a duty that its item, its event and its last publication give, unsaved."""
    now = duty.clock
    count = count_of(duty, frame.options) or now.count
    if (count, frame.calendar.edition) != (now.count, now.calendar):
        set_clock(duty, clock_for(count, frame.calendar))


def missing_channels(duty: Duty, shown: set[str]) -> list[str]:
    """The channels that the item requires and that nothing proves yet."""
    return [channel for channel in duty.item.channels or () if channel not in shown]


def missing_in_all(answers: Iterable[Answer]) -> list[str]:
    """The elements that no publication of a duty mentions; none while nothing is published."""
    lists = [answer.missing_elements for answer in answers]
    if not lists:
        return []
    return [name for name in lists[0] if all(name in others for others in lists[1:])]


def _settle_standing(duty: Duty, days: list[date], frame: Frame) -> None:
    """Walk through the publications of a standing duty: each had a date to meet, and sets one."""
    plan = plan_for(duty.item, frame.options)
    since = duty.obligation.since
    published: date | None = None
    answered: date | None = None
    for day in dict.fromkeys(days):
        count = count_of_standing(plan, published, since, frame.options)
        answered, published = clock_for(count, frame.calendar).due_on, day
    if published != duty.published_on:
        duty.extended_to, duty.extended_why = None, ""
    duty.published_on, duty.answered_due = published, answered
    recounted_clock(duty, frame)


def _seen(duty: Duty) -> tuple[object, ...]:
    return tuple(getattr(duty, "clock_id" if name == "clock" else name) for name in SETTLED)
