"""The one table of an application's life: every step, every guard, every illegal pair."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from gongkai.rules.foi.states import (
    OPEN,
    STATE_NAMES,
    TRANSITIONS,
    TURN_NAMES,
    TURNS,
    UNANSWERED,
    VERBS,
    Facts,
    State,
    StepError,
    after,
    possible,
)

ON = date(2026, 9, 21)
LATER, EARLIER = date(2026, 10, 22), date(2026, 9, 20)

LEGAL = {
    ("registered", "start", "running"),
    ("registered", "await", "awaiting"),
    ("awaiting", "confirm", "running"),
    ("running", "ask_correction", "correction"),
    ("correction", "correct", "running"),
    ("correction", "close_uncorrected", "closed"),
    ("running", "consult", "consulting"),
    ("consulting", "consult", "consulting"),
    ("consulting", "end_consultation", "consulting"),
    ("consulting", "end_last_consultation", "running"),
    ("running", "ask_extension", "running"),
    ("consulting", "ask_extension", "consulting"),
    ("running", "decide_extension", "running"),
    ("consulting", "decide_extension", "consulting"),
    ("running", "extend", "running"),
    ("consulting", "extend", "consulting"),
    ("running", "ask_reasons", "running"),
    ("running", "give_reasons", "running"),
    ("running", "delay", "running"),
    ("running", "ask_fee", "fee"),
    ("fee", "reach_payer", "fee"),
    ("fee", "pay_fee", "running"),
    ("fee", "close_unpaid", "closed"),
    ("running", "reply", "replied"),
    ("replied", "take_back", "running"),
    ("replied", "serve", "closed"),
    ("registered", "withdraw", "closed"),
    ("awaiting", "withdraw", "closed"),
    ("running", "withdraw", "closed"),
    ("correction", "withdraw", "closed"),
    ("consulting", "withdraw", "closed"),
    ("fee", "withdraw", "closed"),
    ("closed", "redo", "running"),
    ("closed", "remove", "removed"),
}
"""Written by hand, apart from the code."""

GOOD: dict[str, dict[str, object]] = {
    "await": {"needs_confirmation": True},
    "confirm": {"clock_start": ON},
    "close_uncorrected": {"correction_due": EARLIER},
    "end_consultation": {"open_consultations": 2},
    "end_last_consultation": {"open_consultations": 1},
    "decide_extension": {"extension": "asked"},
    "extend": {"extension": "approved"},
    "give_reasons": {"reasons": "asked"},
    "delay": {"reasons": "given"},
    "close_unpaid": {"fee_received": EARLIER, "fee_due": EARLIER},
    "redo": {"redo_ordered": True},
    "remove": {"keep_until": EARLIER},
}
"""Facts with which each step passes; the others pass with none."""


def facts(verb: str) -> Facts:
    """Facts that let a step pass."""
    return replace(Facts(on=ON), **GOOD.get(verb, {}))


@pytest.mark.parametrize(("state", "verb"), list(product(State, VERBS)))
def test_every_pair_of_state_and_verb(state: State, verb: str) -> None:
    to = {to for at, by, to in LEGAL if (at, by) == (state.value, verb)}
    if to:
        assert {after(state, verb, facts(verb))} == to
        return
    with pytest.raises(StepError) as refused:
        after(state, verb, facts(verb))
    assert STATE_NAMES[state] in str(refused.value)
    assert VERBS[verb] in str(refused.value)


def test_the_table_has_no_other_steps() -> None:
    written = {(at, verb) for at, verb, _ in LEGAL}
    assert {(state.value, verb) for state, verb in TRANSITIONS} == written
    assert {verb for _, verb in TRANSITIONS} == set(VERBS)


BAD: list[tuple[str, str, dict[str, object], str]] = [
    ("registered", "start", {"needs_confirmation": True}, "先与申请人确认"),
    ("registered", "await", {"needs_confirmation": False}, "不需要确认"),
    ("awaiting", "confirm", {"clock_start": None}, "请填写"),
    ("awaiting", "confirm", {"clock_start": LATER}, "不能晚于今天"),
    ("running", "ask_correction", {"correction_asked": True}, "不能再次要求补正"),
    ("running", "ask_correction", {"correction_by": EARLIER}, "7个工作日"),
    ("correction", "correct", {"correction_due": EARLIER}, "正当理由"),
    ("correction", "close_uncorrected", {"correction_due": LATER}, "还没有届满"),
    ("correction", "close_uncorrected", {"correction_due": None}, "还没有届满"),
    ("running", "consult", {"due": EARLIER}, "已于2026-09-20届满"),
    ("consulting", "end_consultation", {"open_consultations": 1}, "没有其他"),
    ("consulting", "end_last_consultation", {"open_consultations": 2}, "还有其他"),
    ("consulting", "end_last_consultation", {"open_consultations": 0}, "没有正在进行"),
    ("running", "ask_extension", {"extension": "sent"}, "延长过一次"),
    ("running", "ask_extension", {"extension": "asked"}, "已经提出延期"),
    ("running", "ask_extension", {"due": EARLIER}, "届满"),
    ("running", "decide_extension", {"extension": ""}, "没有等待审批"),
    ("running", "extend", {"extension": "asked"}, "负责人同意"),
    ("running", "extend", {"due": EARLIER}, "届满"),
    ("running", "ask_fee", {"fee_asked": True}, "不能再次收费"),
    ("fee", "reach_payer", {"fee_received": EARLIER}, "已经登记申请人于2026-09-20收到"),
    ("fee", "pay_fee", {"fee_received": EARLIER, "fee_due": EARLIER}, "已于2026-09-20届满"),
    ("fee", "close_unpaid", {"fee_due": LATER}, "还没有届满"),
    ("fee", "close_unpaid", {"fee_received": None}, "还没有登记收到日期"),
    ("running", "ask_reasons", {"reasons": "asked"}, "已经要求过"),
    ("running", "give_reasons", {"reasons": ""}, "没有等待"),
    ("running", "delay", {"reasons": "asked"}, "第三十五条"),
    ("replied", "take_back", {"served": True}, "已经送达"),
    ("closed", "redo", {"redo_ordered": False}, "没有责令"),
    ("closed", "remove", {"open_disputes": 1}, "没有审结"),
    ("closed", "remove", {"keep_until": LATER}, "现在不能清除"),
]


@pytest.mark.parametrize(("state", "verb", "wrong", "said"), BAD)
def test_every_guard_says_why(state: str, verb: str, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(StepError, match=said):
        after(State(state), verb, replace(facts(verb), **wrong))


@pytest.mark.parametrize(
    ("state", "verb", "name"),
    [("correction", "correct", "correction_due"), ("fee", "pay_fee", "fee_due")],
)
def test_a_good_reason_excuses_lateness(state: str, verb: str, name: str) -> None:
    late = replace(Facts(on=ON, excused="住院", fee_received=EARLIER), **{name: EARLIER})
    assert after(State(state), verb, late) is State.RUNNING
    in_time = replace(Facts(on=ON), **{name: ON})
    assert after(State(state), verb, in_time) is State.RUNNING


def test_nobody_is_late_with_a_fee_whose_notice_may_not_have_arrived() -> None:
    assert after(State.FEE, "pay_fee", Facts(on=ON, fee_due=EARLIER)) is State.RUNNING


def test_the_last_day_is_still_in_time() -> None:
    last = Facts(on=ON, due=ON, correction_by=ON)
    assert after(State.RUNNING, "ask_correction", last) is State.CORRECTION
    assert after(State.RUNNING, "consult", last) is State.CONSULTING


def test_what_is_possible_is_said_with_the_reasons() -> None:
    found = possible(State.RUNNING, Facts(on=ON, correction_asked=True))
    assert found["reply"] == ""
    assert "不能再次要求补正" in found["ask_correction"]
    assert "serve" not in found


def test_every_state_has_words_and_a_turn() -> None:
    assert set(STATE_NAMES) == set(TURNS) == set(State)
    assert set(TURNS.values()) == set(TURN_NAMES)
    assert set(UNANSWERED) | {State.REPLIED} == set(OPEN)


def test_from_everywhere_there_is_a_way_to_the_end() -> None:
    reach = {State.CLOSED}
    for _ in State:
        reach |= {state for (state, _), step in TRANSITIONS.items() if step.to in reach}
    assert set(State) - reach == {State.REMOVED}
