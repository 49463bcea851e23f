"""The table of transitions: every pair of state and verb that it does not name is refused."""

import itertools

import pytest

from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.models import RecordState
from gongkai.publication.states import _VERBS, TRANSITIONS, step

PAIRS = list(itertools.product(RecordState, _VERBS))


@pytest.mark.parametrize(("state", "verb"), PAIRS)
def test_a_step_is_in_the_table_or_refused(state: RecordState, verb: str) -> None:
    if (state, verb) in TRANSITIONS:
        assert step(state, verb) == TRANSITIONS[state, verb]
    else:
        with pytest.raises(NotAllowedNow, match=state.label):
            step(state, verb)


def test_nothing_leaves_withdrawn() -> None:
    assert not [pair for pair in TRANSITIONS if pair[0] == RecordState.WITHDRAWN]


def test_only_approval_opens_the_way_to_published() -> None:
    ways = {verb for (_, verb), after in TRANSITIONS.items() if after == RecordState.PUBLISHED}
    assert ways == {"release", "return_to_live"}
    assert [s for (s, v) in TRANSITIONS if v == "release"] == [RecordState.APPROVED]
