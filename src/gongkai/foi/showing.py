"""What the page of a case shows: its steps, its clocks, what happened, in words."""

from dataclasses import dataclass, replace
from typing import Any

from gongkai.foi.actions.assistance import ASKING
from gongkai.foi.issuing import lacking
from gongkai.foi.letters.reading import ShownLetter, letters_of
from gongkai.foi.models import Application, Assistance, Clock, Event, Reply
from gongkai.foi.one_case import events_of, files_of, replies_of
from gongkai.foi.personal import assistance_of, request_of
from gongkai.foi.stated import Stated, closed_in, stated_in
from gongkai.foi.states import facts_of
from gongkai.foi.viewing import is_open, may_view
from gongkai.foi.views.steps import STEPS, StepPage
from gongkai.organisation.actor import Actor
from gongkai.organisation.permissions import reach_of
from gongkai.rules.foi.fields import FORMS, ROUTES
from gongkai.rules.foi.receipt import explain
from gongkai.rules.foi.states import TURN_NAMES, State, Turn, possible


@dataclass(frozen=True)
class ShownStep:
    """A step as shown: its address name, title, and why it is not possible now (or "")."""

    name: str
    title: str
    refusal: str = ""


@dataclass(frozen=True)
class CasePage:
    """Everything that the page of a case draws."""

    case: Application
    may_open: bool
    opened: bool
    request: dict[str, str]
    assisted: str
    turn: str
    receipt: str
    clocks: list[Clock]
    past_clocks: list[Clock]
    main: ShownStep | None
    steps: list[ShownStep]
    blocked: list[ShownStep]
    beside: list[ShownStep]
    replies: list[Reply]
    draft: Reply | None
    lacking: list[str]
    letters: list[ShownLetter]
    assistances: list[Assistance]
    searches: list[Any]
    files: list[Any]
    events: list[Any]
    wanted: str
    stated: list[Stated]


FIRST = {
    State.AWAITING: ("confirm",),
    State.RUNNING: ("decide-extension", "extend", "reply"),
    State.CORRECTION: ("corrected",),
    State.CONSULTING: ("opinion",),
    State.FEE: ("paid",),
    State.REPLIED: ("serve",),
}
"""The step that a case in a state waits for; the first that is possible and permitted."""

BESIDE = (
    "hand-over",
    "classify",
    "file",
    "search",
    "assistance",
    "assisted",
    "serve",
    "attach-proof",
    "dispute",
    "tell-third-party",
)
"""What may be done beside the steps."""


def page_of(actor: Actor, case: Application) -> CasePage:
    """The page of a case for a person."""
    steps, blocked = _steps(actor, case)
    clocks = list(case.clocks.all())
    replies = replies_of(case)
    draft = next((one for one in replies if one.state == "draft"), None)
    letters = letters_of(case)
    events = events_of(case)
    assistances = _assistances(case, letters)
    opened = is_open(actor, case)
    return CasePage(
        case=case,
        may_open=may_view(actor, case),
        opened=opened,
        request=request_of(case) if opened else {},
        assisted=_assisted(case) if opened else "",
        turn=TURN_NAMES[Turn(case.turn)],
        receipt=explain(case.channel, case.clock_start, misaddressed=case.misaddressed),
        clocks=[clock for clock in clocks if clock.state == "open"],
        past_clocks=[clock for clock in clocks if clock.state != "open"],
        main=_main(case, steps),
        steps=steps,
        blocked=blocked,
        beside=_beside(actor, case, assistances, letters),
        replies=replies,
        draft=draft,
        lacking=lacking(draft) if draft is not None else [],
        letters=letters,
        assistances=assistances,
        searches=list(case.searches.all()),
        files=files_of(case),
        events=events,
        wanted="，".join(
            word for word in (FORMS.get(case.form, ""), ROUTES.get(case.route, "")) if word
        ),
        stated=_stated(case, events, opened=opened),
    )


def _stated(case: Application, events: list[Event], *, opened: bool) -> list[Stated]:
    """What was stated on the web: each leaves an event, so most cases cost no question."""
    if not any(one.verb == "state" for one in events):
        return []
    return stated_in(case) if opened else closed_in(case)


def _assisted(case: Application) -> str:
    """Who helped to write it; nobody of the Office stands beside who applies on the web."""
    return assistance_of(case).sentence() if case.channel != "internet" else ""


def _assistances(case: Application, letters: list[ShownLetter]) -> list[Assistance]:
    """What other units were asked for: each has its letter, so most cases cost no question."""
    if not any(one.letter.kind == "assistance" for one in letters):
        return []
    return list(case.assistances.select_related("unit"))


def _steps(actor: Actor, case: Application) -> tuple[list[ShownStep], list[ShownStep]]:
    """The steps that the table has for the state: possible ones, and those that are not now."""
    verbs = possible(State(case.state), facts_of(case))
    now: list[ShownStep] = []
    later: list[ShownStep] = []
    for name, page in STEPS.items():
        if page.verb not in verbs or not may(actor, page):
            continue
        refusal = _refusal(name, page, case, verbs)
        shown = ShownStep(name, as_now(name, page, case).title, refusal)
        (later if refusal else now).append(shown)
    if "reply" in verbs and reach_of(actor, "foi.draft_reply") is not None:
        now.insert(0, ShownStep("reply", "起草、作出答复", verbs["reply"]))
        if reach_of(actor, "publication.create") is not None:
            now.insert(1, ShownStep("supply", "起草要提供的内容"))
    if case.state == State.REPLIED and may(actor, STEPS["serve"]):
        now.insert(0, ShownStep("serve", STEPS["serve"].title))
    return now, later


def _refusal(name: str, page: StepPage, case: Application, verbs: dict[str, str]) -> str:
    """Why a page is not possible now; an opinion may end one of several consultations."""
    if name == "opinion":
        return ""
    if name == "party-received":
        waits = any(not one.outcome for one in case.consultations.all())
        return "" if waits else "没有正在进行的征求意见。"
    # What these lack is written into their forms.
    if page.verb in ("confirm", "correct", "pay_fee", "reach_payer"):
        return ""
    return verbs[page.verb]


def as_now(name: str, page: StepPage, case: Application) -> StepPage:
    """The step as it is called now: a day that is known already can only be corrected."""
    if name == "fee-received":
        known = hasattr(case, "fee") and case.fee.received_on is not None
    elif name == "party-received":
        asked = [one for one in case.consultations.all() if not one.outcome]
        known = bool(asked) and all(one.received_on for one in asked)
    else:
        known = False
    return replace(page, title=f"更正：{page.title}", button="登记更正") if known else page


def _main(case: Application, steps: list[ShownStep]) -> ShownStep | None:
    by_name = {step.name: step for step in steps}
    wanted = FIRST.get(State(case.state), ())
    return next((by_name[name] for name in wanted if name in by_name), None)


def _beside(
    actor: Actor, case: Application, asked: list[Assistance], letters: list[ShownLetter]
) -> list[ShownStep]:
    fits = {
        "assisted": _is_open(case) and any(one.answered_on is None for one in asked),
        "serve": case.state != State.REPLIED and any(one.served is None for one in letters),
        "attach-proof": any(one.served and not one.has_proof for one in letters),
    }
    return [
        ShownStep(name, STEPS[name].title)
        for name in BESIDE
        if may(actor, STEPS[name]) and fits.get(name, True) and _fits(name, case)
    ]


def _is_open(case: Application) -> bool:
    return case.state not in (State.CLOSED, State.REMOVED)


def _fits(name: str, case: Application) -> bool:
    if name in ("hand-over", "search"):
        return _is_open(case)
    if name == "assistance":
        return case.state in ASKING
    if name == "dispute":
        return case.state == State.CLOSED
    if name == "tell-third-party":
        return any(one.override and one.told_on is None for one in case.consultations.all())
    return case.state != State.REMOVED


def may(actor: Actor, page: StepPage) -> bool:
    """Whether a person's role reaches the step; the action itself asks again."""
    return reach_of(actor, page.action) is not None
