"""What the page of a case shows to the applicant, and to a third party: four statements each.

Nothing on it is personal data but what the applicant wrote; lists, titles and addresses have none.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import (
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from gongkai.foi.models import (
    Application,
    Clock,
    Consultation,
    Event,
    Letter,
    Service,
)
from gongkai.foi.personal import request_of
from gongkai.rules.foi.letters import BY_CODE, REPLY
from gongkai.rules.foi.receipt import explain
from gongkai.rules.foi.states import STATE_NAMES, UNANSWERED, State, Turn

TO_APPLICANT: Final = [code for code, kind in BY_CODE.items() if kind.to == "applicant"]
TO_PARTY: Final = [code for code, kind in BY_CODE.items() if kind.to == "third_party"]
WHOSE_TURN: Final = {
    Turn.OFFICE: "由我们办理，您不用做什么",
    Turn.APPLICANT: "等您办理",
    Turn.OTHERS: "等被征求意见的一方答复，您不用做什么",
    Turn.NOBODY: "已经办结",
}
CONFIRMING: Final = "由我们与您联系，请留意电话和邮箱"
WHERE: Final = {
    State.REGISTERED: "已经收到您的申请。",
    State.AWAITING: (
        "已经收到您的申请，还没有与您确认。工作人员会用您留下的联系方式与您确认；"
        "确认的那一天算作收到申请的日子，答复期限从第二天起算。"
    ),
    State.RUNNING: "正在办理。",
    State.CORRECTION: "您的申请需要补正，请在期限内补正；补正后答复期限重新计算。",
    State.CONSULTING: (
        "您要的信息涉及别人的权益或者别的机关，正在征求意见。征求意见的时间不计入答复期限。"
    ),
    State.FEE: "需要缴纳信息处理费。缴清以后，从第二天起重新计算答复期限。",
    State.REPLIED: "答复已经作出，正在送给您。",
    State.CLOSED: "已经办结。",
    State.REMOVED: "已经办结。",
}
_OVER: Final = (State.REPLIED, State.CLOSED, State.REMOVED)


@dataclass(frozen=True)
class ShownLetter:
    """A letter to hand out: what it is, and in which forms it is there."""

    pk: int
    title: str
    number: str
    dated: date
    forms: tuple[str, ...]


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
    letters: list[ShownLetter]
    events: list[tuple[date, str]]
    steps: list[tuple[str, str]]
    correction: Any = None
    fee: Any = None
    reasons: Any = None
    rated: str = ""
    removable: bool = False


def case_facts(case: Application) -> CaseFacts:
    """The page of a case. Two statements: its clocks; its letters and what happened."""
    state = State(case.state)
    reasons = getattr(case, "reasons_request", None)
    asked_why = reasons is not None and reasons.given_on is None and state is State.RUNNING
    turn = Turn.APPLICANT if asked_why else Turn(case.turn)
    whose = CONFIRMING if state is State.AWAITING else WHOSE_TURN[turn]
    clocks = [_shown(clock) for clock in _clocks(case)]
    letters, events = _letters_and_events(case)
    return CaseFacts(
        number=case.number,
        state=STATE_NAMES[state],
        where=_where(state, turn, asked_why=asked_why),
        turn=whose,
        mine=turn is Turn.APPLICANT,
        received=case.received_on,
        receipt=explain(case.channel, case.clock_start, misaddressed=case.misaddressed),
        clocks=clocks,
        request=request_of(case),
        letters=letters,
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
    letters: list[ShownLetter]


def party_facts(asked: Consultation) -> PartyFacts:
    """Two statements: the clock and the letters. asked: as ``session.visit_of`` reads it."""
    case = asked.application
    clock = case.clocks.filter(step=asked.pk, kind=asked.kind).last()
    rows = _handed_out(case, TO_PARTY).filter(step=asked.pk)
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
        letters=[_letter(row) for row in rows],
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


def _clocks(case: Application) -> list[Clock]:
    """The dates that matter to the applicant now; once answered, the last one to answer by."""
    rows = list(case.clocks.filter(kind__in=_TITLES).exclude(state="superseded").order_by("id"))
    if State(case.state) in _OVER:
        return [clock for clock in rows if clock.kind in ("reply", "delay")][-1:]
    running = [clock for clock in rows if clock.state == "open"]
    delayed = any(clock.kind == "delay" for clock in running)
    return [clock for clock in running if not (delayed and clock.kind == "reply")]


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


def _letters_and_events(
    case: Application,
) -> tuple[list[ShownLetter], list[tuple[date, str]]]:
    """What happened and the letters, in one statement."""
    happened = Event.objects.filter(application=case, public=True).values_list(
        Value("event", output_field=CharField()),
        "id",
        F("on"),
        Cast("words", TextField()),
        Cast(Value(""), TextField()),
        Value(0),
        Value(0),
    )
    rows = list(_handed_out(case, TO_APPLICANT).union(happened.order_by(), all=True))
    letters = [_letter(row) for row in rows if row[0] != "event"]
    events = sorted(((row[2], row[1], row[3]) for row in rows if row[0] == "event"), reverse=True)
    letters.sort(key=lambda one: (one.dated, one.pk), reverse=True)
    return letters, [(on, words) for on, _, words in events]


def _handed_out(case: Application, kinds: list[str]) -> QuerySet[Letter, Any]:
    """The letters that may be handed out: an answer only when it has been served."""
    served = Exists(Service.objects.filter(letter=OuterRef("pk")))
    return (
        Letter.objects.filter(application=case, kind__in=kinds)
        .filter(~Q(kind=REPLY) | served)
        .order_by()
        .values_list(
            Cast("kind", CharField()),
            "id",
            F("dated"),
            Cast("number", TextField()),
            Cast("values", TextField()),
            Coalesce("pdf_id", 0),
            Coalesce("docx_id", 0),
        )
    )


def letter_of(case: Application, asked: Consultation | None, letter_id: int) -> Letter | None:
    """A letter that may be handed out to whoever looks; None for any other."""
    rows = Letter.objects.filter(application=case, pk=letter_id).select_related("pdf", "docx")
    if asked is not None:
        return rows.filter(kind__in=TO_PARTY, step=asked.pk).first()
    served = Exists(Service.objects.filter(letter=OuterRef("pk")))
    return rows.filter(kind__in=TO_APPLICANT).filter(~Q(kind=REPLY) | served).first()


def _letter(row: tuple[Any, ...]) -> ShownLetter:
    kind, identity, dated, number, values, pdf, docx = row
    template = json.loads(values or "{}").get("template", "")
    title = template if kind == REPLY and template else BY_CODE[kind].name
    forms = tuple(name for name, there in (("pdf", pdf), ("docx", docx)) if there)
    return ShownLetter(identity, title, number, dated, forms)
