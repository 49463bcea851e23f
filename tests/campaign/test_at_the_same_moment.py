"""People who close something together, under real threads."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from at_once import at_once
from campaign.things import concern
from gongkai.campaign import actions
from gongkai.campaign.actions import concerns
from gongkai.campaign.models import ConcernLimit
from roads import House

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # SQLite has one writer.
]


def test_the_last_two_limits_of_a_concern_are_met_at_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each sees the limit of the other one open: the concern is answered all the same."""
    house = House()
    found = concern(house.office, house.unit, "emergency")
    first, second = found.limits.all()
    real, together = concerns.checked, Barrier(2)

    def checked(limit: ConcernLimit, *names: str) -> Any:
        with suppress(BrokenBarrierError):
            together.wait(1)
        return real(limit, *names)

    monkeypatch.setattr(concerns, "checked", checked)
    outcomes = at_once(
        partial(actions.answer_concern, house.drafter, first, "网站", "已抢修"),
        partial(actions.answer_concern, house.drafter, second, "发布会", "说明"),
    )
    assert all(isinstance(outcome, ConcernLimit) for outcome in outcomes), outcomes
    found.refresh_from_db()
    assert not found.limits.filter(met_at=None).exists()
    assert found.answered_at is not None
