"""The table of transitions: every pair of state and verb that it does not name is refused."""

import itertools
from datetime import UTC, datetime

import pytest

from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.models import ENDED_STATES, PUBLIC_STATES, Record, RecordState
from gongkai.publication.states import TRANSITIONS, VERBS, step

PAIRS = list(itertools.product(RecordState, VERBS, ["", *PUBLIC_STATES]))
HALTED = datetime(2026, 11, 23, tzinfo=UTC)


def record(state: str, live_as: str = "", *, halted: bool = False) -> Record:
    return Record(state=state, live_as=live_as, halted_at=HALTED if halted else None)


@pytest.mark.parametrize(("state", "verb", "live_as"), PAIRS)
def test_a_step_is_in_the_table_or_refused(state: str, verb: str, live_as: str) -> None:
    """n × n: what the table does not name is refused, and its guards are asked."""
    found = TRANSITIONS.get((RecordState(state), verb))
    refusals = [g(record(state, live_as)) for g in found.guards] if found else []
    if found and not any(refusals):
        assert step(record(state, live_as), verb) == found.to
        return
    with pytest.raises(NotAllowedNow) as refused:
        step(record(state, live_as), verb)
    label = RecordState(state).label
    assert str(refused.value) in refusals if found else label in str(refused.value)


def test_nothing_leaves_an_end() -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] in ENDED_STATES]


def test_only_approval_opens_the_way_to_the_public() -> None:
    ways = {verb for (_, verb), after in TRANSITIONS.items() if after.to in PUBLIC_STATES}
    releases = {verb for verb in ways if verb.startswith("release")}
    assert ways - releases == {f"return_to_{state}" for state in PUBLIC_STATES}
    assert {s for (s, v) in TRANSITIONS if v in releases} == {
        RecordState.APPROVED,
        RecordState.SCHEDULED,
    }


def test_a_first_release_is_no_correction_and_the_other_way_round() -> None:
    assert step(record("approved"), "release") == "published"
    assert step(record("approved", "published"), "release_correction") == "corrected"
    with pytest.raises(NotAllowedNow, match="更正"):
        step(record("approved", "published"), "release")
    with pytest.raises(NotAllowedNow):
        step(record("approved"), "release_correction")


@pytest.mark.parametrize("verb", sorted({verb for _, verb in TRANSITIONS}))
def test_a_secrecy_mark_stops_everything_but_stepping_back(verb: str) -> None:
    """Handbook 5.2: on a hit, stop. Withdrawing, sending back and giving up stay possible."""
    backwards = {"withdraw", "expire", "remove_row", "refuse", "unschedule"}
    for state, found in ((s, f) for (s, v), f in TRANSITIONS.items() if v == verb):
        halts = any(guard(record(state, "published", halted=True)) for guard in found.guards)
        stays = verb in backwards or verb.startswith("return_to")
        if not stays:
            assert halts, (state, verb)


def test_giving_up_a_draft_leads_back_to_what_is_public() -> None:
    for state in PUBLIC_STATES:
        assert step(record("draft", state), f"return_to_{state}") == state
        for other in set(PUBLIC_STATES) - {state}:
            with pytest.raises(NotAllowedNow):
                step(record("draft", other), f"return_to_{state}")
