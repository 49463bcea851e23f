"""What the page of a case shows to the applicant, and to a third party: four statements each.

Nothing on it is personal data but what the applicant wrote; lists, titles and addresses have none.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from gongkai.foi.letters.reading import ApplicantLetter, letters_for_applicant, letters_for_party
from gongkai.foi.models import Application, Clock, Consultation, Event
from gongkai.foi.personal import request_of
from gongkai.organisation.prepared import Given, prepared
from gongkai.rules.foi.receipt import explain
from gongkai.rules.foi.states import STATE_NAMES, UNANSWERED, State, Turn

WHOSE_TURN: Final = {
    Turn.OFFICE: "由我们办理，您不用做什么",
    Turn.APPLICANT: "等您办理",
    Turn.OTHERS: "等被征求意见的一方答复，您不用做什么",
    Turn.NOBODY: "已经办结，没有要办的了",
}
CONFIRMING: Final = "由我们与您联系，请留意电话和邮箱"
WHERE: Final = {
    State.REGISTERED: "已经收到您的申请。",
    State.AWAITING: (
        "已经收到您的申请，还没有与您确认。工作人员会用您留下的联系方式与您确认；"
        "确认的那一天算作收到申请的日子，答复期限从第二天起算。"
    ),
    State.RUNNING: "正在办理，最迟在下面写明的那一天答复您。",
    State.CORRECTION: "您的申请需要补正，请在期限内补正；补正后答复期限重新计算。",
    State.CONSULTING: (
        "您要的信息涉及别人的权益或者别的机关，正在征求意见。征求意见的时间不计入答复期限。"
    ),
    State.FEE: "需要缴纳信息处理费。缴清以后，从第二天起重新计算答复期限。",
    State.REPLIED: "答复已经作出，正在送给您。",
    State.CLOSED: "已经办结。结果在下面的文书和办理经过里。",
    State.REMOVED: "已经办结。",
}
_OVER: Final = (State.REPLIED, State.CLOSED, State.REMOVED)


@dataclass(frozen=True)
class ShownClock:
    """A date with how it was counted."""

    title: str
    due: date
    sentence: str
    segments: list[dict[str, Any]]
    excluded: list[Any]
    provisional: bool
    estimated: bool
    calendar: str


@dataclass(frozen=True)
class CaseFacts:
    """The applicant's page."""

    number: str
    state: str
    where: str
    turn: str
    mine: bool
    received: date
    receipt: str
    clocks: list[ShownClock]
    request: dict[str, str]
    letters: list[ApplicantLetter]
    events: list[tuple[date, str]]
    steps: list[tuple[str, str]]
    correction: Any = None
    fee: Any = None
    reasons: Any = None
    rated: str = ""
    removable: bool = False


def case_facts(case: Application) -> CaseFacts:
    """The page of a case. Two statements: its letters; its dates and what happened."""
    state = State(case.state)
    reasons = getattr(case, "reasons_request", None)
    asked_why = reasons is not None and reasons.given_on is None and state is State.RUNNING
    turn = Turn.APPLICANT if asked_why else Turn(case.turn)
    whose = CONFIRMING if state is State.AWAITING else WHOSE_TURN[turn]
    events, clocks = _happened(case)
    return CaseFacts(
        number=case.number,
        state=STATE_NAMES[state],
        where=_where(state, turn, asked_why=asked_why),
        turn=whose,
        mine=turn is Turn.APPLICANT,
        received=case.received_on,
        receipt=explain(case.channel, case.clock_start, misaddressed=case.misaddressed),
        clocks=[_shown(clock) for clock in clocks],
        request=request_of(case),
        letters=letters_for_applicant(case),
        events=events,
        steps=_steps(case, state, turn, asked_why=asked_why),
        correction=getattr(case, "correction", None),
        fee=getattr(case, "fee", None),
        reasons=reasons,
        rated=case.satisfaction,
        removable=state in UNANSWERED,
    )


@dataclass(frozen=True)
class PartyFacts:
    """The page of a third party: what is asked of it, by when, what became of it."""

    number: str
    sent: date
    question: str
    clock: ShownClock | None
    stated: bool
    open: bool
    outcome: str
    told: date | None
    letters: list[ApplicantLetter]


def party_facts(asked: Consultation) -> PartyFacts:
    """Two statements: the clock and the letters. asked: as ``session.visit_of`` reads it."""
    case = asked.application
    clock = case.clocks.filter(step=asked.pk, kind=asked.kind).last()
    stated = bool(vars(asked).get("stated"))
    running = not asked.outcome and case.state not in (State.CLOSED, State.REMOVED)
    return PartyFacts(
        number=case.number,
        sent=asked.sent_on,
        question=asked.question,
        clock=_shown(clock) if clock else None,
        stated=stated,
        open=running,
        outcome=asked.get_outcome_display(),
        told=asked.told_on,
        letters=letters_for_party(asked),
    )


def _where(state: State, turn: Turn, *, asked_why: bool) -> str:
    if asked_why:
        return "我们请您说明理由：您申请的数量、频次明显超过合理范围（条例第三十五条）。"
    if state is State.FEE and turn is Turn.OFFICE:
        return "已经收到您告知的缴费情况，正在核对。"
    return WHERE[state]


def _steps(
    case: Application, state: State, turn: Turn, *, asked_why: bool
) -> list[tuple[str, str]]:
    """Names and buttons of what the applicant is asked to do."""
    steps = []
    if state is State.CORRECTION:
        steps.append(("correct", "去补正"))
    if state is State.FEE and turn is Turn.APPLICANT:
        steps.append(("payment", "告知已经缴费"))
    if asked_why:
        steps.append(("reasons", "说明理由"))
    if state is State.CLOSED and not case.satisfaction:
        steps.append(("rate", "评价服务"))
    return steps


_TITLES: Final = {
    "reply": "答复您的最后一天",
    "delay": "答复您的最后一天（已延迟）",
    "correction": "补正的最后一天",
    "fee": "缴费的最后一天",
    "reasons": "说明理由的最后一天",
}


def _shown(clock: Clock) -> ShownClock:
    return ShownClock(
        title=_TITLES.get(clock.kind, "提出意见的最后一天"),
        due=clock.due,
        sentence=clock.sentence,
        segments=clock.segments,
        excluded=clock.inputs.get("excluded", []),
        provisional=clock.provisional,
        estimated=clock.estimated,
        calendar=clock.calendar,
    )


def _happened(case: Application) -> tuple[list[tuple[date, str]], list[Clock]]:
    """What happened, newest first, and the dates that matter now; in one statement."""
    rows = _events_and_clocks(case.pk)
    told = sorted(
        ((row[2], row[1], row[3].removeprefix(f"{row[2]}")) for row in rows if not row[0]),
        reverse=True,
    )
    found = [_clock(row) for row in sorted(rows, key=lambda row: row[1]) if row[0]]
    return [(on, words) for on, _, words in told], _that_matter(case, found)


@prepared
def _events_and_clocks(case: Given) -> QuerySet[Any, tuple[Any, ...]]:
    words, no = Value(""), Value(False)
    events = Event.objects.filter(application_id=case, public=True).values_list(
        words, "id", "on", "words", words, words, no, no, words, words
    )
    clocks = Clock.objects.filter(application_id=case, kind__in=_TITLES).exclude(state="superseded")
    dates = clocks.values_list(
        "kind",
        "id",
        "due",
        "sentence",
        Cast("segments", TextField()),
        Cast("inputs", TextField()),
        "provisional",
        "estimated",
        "calendar",
        "state",
    )
    return events.order_by().union(dates.order_by(), all=True)


def _clock(row: tuple[Any, ...]) -> Clock:
    kind, identity, due, sentence, segments, inputs, provisional, estimated, calendar, state = row
    return Clock(
        pk=identity,
        kind=kind,
        state=state,
        due=due,
        sentence=sentence,
        segments=json.loads(segments),
        inputs=json.loads(inputs),
        provisional=bool(provisional),
        estimated=bool(estimated),
        calendar=calendar,
    )


def _that_matter(case: Application, clocks: list[Clock]) -> list[Clock]:
    """What must be done now, and the answer; once answered, the last day to answer by."""
    if State(case.state) in _OVER:
        return [clock for clock in clocks if clock.kind in ("reply", "delay")][-1:]
    running = [clock for clock in clocks if clock.state == "open"]
    delayed = any(clock.kind == "delay" for clock in running)
    return [clock for clock in running if not (delayed and clock.kind == "reply")]
