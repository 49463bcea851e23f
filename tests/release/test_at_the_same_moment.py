"""A planned release and a person at the same moment, under real threads."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from at_once import at_once
from gongkai.ledger.clock import demonstration_moment, now
from gongkai.organisation.actor import system_actor
from gongkai.organisation.refusals import Refused
from gongkai.publication import actions as publication
from gongkai.publication.models import Record, RecordState
from gongkai.release import actions
from gongkai.release.checks import released_without_review
from gongkai.release.models import Release, Schedule, ScheduleState
from roads import House, draft

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def plan(house: House) -> Schedule:
    return actions.schedule(house.office, house.approved(), now() + timedelta(hours=1))


def worker(house: House, planned: Schedule) -> Callable[[], object]:
    """The worker at the planned minute."""

    def act() -> object:
        with demonstration_moment(planned.at):
            return actions.release_scheduled(system_actor(house.town), planned.pk)

    return act


def sound(outcomes: list[object]) -> bool:
    """Nothing broke, and what is public was reviewed as it is."""
    assert not [o for o in outcomes if isinstance(o, AssertionError)], outcomes
    return not list(released_without_review())


def test_unschedule_and_worker_never_both_have_their_way() -> None:
    house = House()
    for _ in range(ROUNDS):
        planned = plan(house)
        outcomes = at_once(
            worker(house, planned), lambda r=planned.record: actions.unschedule(house.office, r)
        )
        assert sound(outcomes)
        record = Record.objects.get(pk=planned.record_id)
        out = Release.objects.filter(record=record).exists()
        assert record.state == (RecordState.PUBLISHED if out else RecordState.APPROVED)
        assert isinstance(outcomes[1], Refused) == out
        planned.refresh_from_db()
        assert planned.state == (ScheduleState.DONE if out else ScheduleState.CANCELLED)


def test_edit_and_worker_never_mix() -> None:
    house = House()
    for _ in range(ROUNDS):
        planned = plan(house)
        outcomes = at_once(
            worker(house, planned),
            lambda r=planned.record: publication.edit(house.drafter, r, draft(body="<p>后改</p>")),
        )
        assert sound(outcomes)
        record = Record.objects.get(pk=planned.record_id)
        out = Release.objects.filter(record=record).exists()
        assert (record.state, bool(record.live_as)) == (RecordState.DRAFT, out)
        planned.refresh_from_db()
        assert planned.state == (ScheduleState.DONE if out else ScheduleState.CANCELLED)


def test_two_workers_release_once() -> None:
    house = House()
    for _ in range(ROUNDS):
        planned = plan(house)
        outcomes = at_once(worker(house, planned), worker(house, planned))
        assert sound(outcomes)
        assert len([o for o in outcomes if isinstance(o, Release)]) == 1


def test_two_plans_at_once_make_one() -> None:
    house = House()
    record = house.approved()
    outcomes = at_once(
        *[lambda: actions.schedule(house.office, record, now() + timedelta(hours=1))] * 3
    )
    assert sound(outcomes)
    assert Schedule.objects.filter(state=ScheduleState.WAITING).count() == 1


def test_withdrawal_and_planned_correction_never_mix() -> None:
    house = House()
    for _ in range(ROUNDS):
        record = house.released().record
        publication.edit(house.drafter, record, draft(body="<p>更正</p>"))
        house.approved(record)
        planned = actions.schedule(house.office, record, now() + timedelta(hours=1))
        outcomes = at_once(
            worker(house, planned), lambda r=record: actions.withdraw(house.office, r, "incorrect")
        )
        assert sound(outcomes)
        record.refresh_from_db()
        assert record.state == RecordState.WITHDRAWN
        assert not Release.objects.filter(record=record, current=True).exists()
