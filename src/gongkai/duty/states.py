"""Where duties stand, as SQL, and what may be done with a duty in which state, as one table."""

from datetime import date, timedelta

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from gongkai.duty.models import ColumnStatus, Duty, DutyKind, UrgingState
from gongkai.ledger import clock
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.rules.duty_state import NAMES, WAITING, State, Thresholds

_OPEN = tuple(sorted(WAITING))

ALLOWED: dict[str, tuple[State, ...]] = {
    "excuse": _OPEN,
    "extend": _OPEN,
    "declare_nothing": _OPEN,
    "urge": _OPEN,
    "assign": (*_OPEN, State.IN_TIME, State.LATE),
    "correct_event_date": (*_OPEN, State.IN_TIME, State.LATE, State.EXCUSED, State.NOTHING),
    "reopen": (State.EXCUSED, State.NOTHING),
    "record_channel": (*_OPEN, State.IN_TIME, State.LATE),
    "choose_answer": (*_OPEN, State.IN_TIME, State.LATE, State.EXCUSED, State.NOTHING),
}
"""Verb → states of a duty in which it is allowed."""

_VERBS = {
    "excuse": "免除",
    "extend": "延期",
    "declare_nothing": "登记本期无此信息",
    "urge": "督办",
    "assign": "交办",
    "correct_event_date": "更正日期",
    "reopen": "恢复",
    "record_channel": "登记公开凭证",
    "choose_answer": "指定完成任务的信息",
}

COLUMN_STEPS: dict[ColumnStatus, tuple[ColumnStatus, ...]] = {
    ColumnStatus.PROPOSED: (ColumnStatus.SENT, ColumnStatus.OPEN, ColumnStatus.REFUSED),
    ColumnStatus.SENT: (ColumnStatus.ACCEPTED, ColumnStatus.OPEN, ColumnStatus.REFUSED),
    ColumnStatus.ACCEPTED: (ColumnStatus.OPEN, ColumnStatus.REFUSED),
    ColumnStatus.OPEN: (ColumnStatus.PROPOSED,),
    ColumnStatus.REFUSED: (),
}
"""Where the request for a column may go from where it stands (F13)."""


URGING_STEPS: dict[UrgingState, tuple[UrgingState, ...]] = {
    UrgingState.OPEN: (UrgingState.REPLIED, UrgingState.WITHDRAWN),
    UrgingState.REPLIED: (
        UrgingState.REPLIED,
        UrgingState.ACCEPTED,
        UrgingState.OPEN,
        UrgingState.WITHDRAWN,
    ),
    UrgingState.ACCEPTED: (),
    UrgingState.WITHDRAWN: (),
}
"""Where an urging may go from where it stands (F35); a reply may be followed by another."""


def may(duty: Duty, verb: str, thresholds: Thresholds | None = None) -> bool:
    """Whether the table allows ``verb`` for this duty today."""
    if verb == "declare_nothing" and duty.kind in (DutyKind.STANDING, DutyKind.EVENT):
        return False
    if verb == "correct_event_date" and duty.kind != DutyKind.EVENT:
        return False
    return duty.state_on(clock.today(), thresholds) in ALLOWED[verb]


def require(duty: Duty, verb: str) -> None:
    """Raise NotAllowedNow, in plain words, unless the table allows ``verb``."""
    if may(duty, verb):
        return
    label = NAMES[duty.state_on(clock.today())]
    kind = DutyKind(duty.kind).label
    raise NotAllowedNow(f"这项任务是“{kind}”，现在“{label}”，不能{_VERBS[verb]}。")


def require_column_step(status: str, to: ColumnStatus) -> None:
    """Raise NotAllowedNow unless a column request may go on to ``to``."""
    if to not in COLUMN_STEPS[ColumnStatus(status)]:
        raise NotAllowedNow(
            f"这个栏目需求现在是“{ColumnStatus(status).label}”，不能改为“{to.label}”。"
        )


def require_urging(state: str, to: UrgingState) -> None:
    """Raise NotAllowedNow unless an urging may go on to ``to``."""
    if to not in URGING_STEPS[UrgingState(state)]:
        raise NotAllowedNow(f"这份督办现在是“{UrgingState(state).label}”，不能这样办理。")


def state_q(state: State, today: date, soon_days: int) -> Q:
    """The duties in a state on a day, as ``rules.duty_state.state_of`` says, as a filter."""
    soon = today + timedelta(days=soon_days)
    stale = Q(kind=DutyKind.STANDING, due_on__lte=soon, ended_on__isnull=True)
    done = Q(published_on__isnull=False) & ~stale
    owed = ~done & Q(ended_on__isnull=True)
    waiting = owed & Q(excused_at__isnull=True, nothing_at__isnull=True)
    met = Coalesce("answered_due", "due_on")
    return {
        State.IN_TIME: done & Q(published_on__lte=met),
        State.LATE: done & Q(published_on__gt=met),
        State.ENDED: ~done & Q(ended_on__isnull=False),
        State.EXCUSED: owed & Q(excused_at__isnull=False),
        State.NOTHING: owed & Q(excused_at__isnull=True, nothing_at__isnull=False),
        State.OVERDUE: waiting & Q(due_on__lt=today),
        State.DUE_SOON: waiting & Q(due_on__gte=today, due_on__lte=soon),
        State.NOT_DUE: waiting & Q(due_on__gt=soon),
    }[state]


def with_state(duties: QuerySet[Duty], today: date, soon_days: int) -> QuerySet[Duty]:
    """Annotate each duty with ``state`` on a day; one expression, nothing stored.

    It asks in the order of ``rules.duty_state.state_of``, so that most rows need one look.
    """
    soon = today + timedelta(days=soon_days)
    stale = Q(kind=DutyKind.STANDING, due_on__lte=soon, ended_on__isnull=True)
    in_time = Case(
        When(published_on__lte=Coalesce("answered_due", "due_on"), then=Value(State.IN_TIME.value)),
        default=Value(State.LATE.value),
    )
    state = Case(
        When(Q(published_on__isnull=False) & ~stale, then=in_time),
        When(ended_on__isnull=False, then=Value(State.ENDED.value)),
        When(excused_at__isnull=False, then=Value(State.EXCUSED.value)),
        When(nothing_at__isnull=False, then=Value(State.NOTHING.value)),
        When(due_on__lt=today, then=Value(State.OVERDUE.value)),
        When(due_on__lte=soon, then=Value(State.DUE_SOON.value)),
        default=Value(State.NOT_DUE.value),
        output_field=CharField(),
    )
    return duties.annotate(state=state)


def in_states(
    duties: QuerySet[Duty], states: tuple[State, ...], today: date, soon_days: int
) -> QuerySet[Duty]:
    """Only the duties in one of these states on a day."""
    wanted = Q(pk__in=[])
    for state in states:
        wanted |= state_q(state, today, soon_days)
    return duties.filter(wanted)
