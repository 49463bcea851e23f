"""Promise 3: a new calendar recomputes every open clock of duties in one transaction and leaves
an event for each.
"""

from datetime import date

import pytest

import factories
from duty.helpers import NEW_YEAR, on, owed, published
from gongkai.duty import actions as duty
from gongkai.duty.actions import making
from gongkai.duty.checks import runs_as_recorded
from gongkai.duty.explaining import counted_again, explanation_of
from gongkai.duty.models import Cause, Duty, DutyEvent, Notice, Run
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actions import enter_calendar_year
from gongkai.organisation.queries import calendar_in_force
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import drain
from gongkai.rules.calendar import builtin
from roads import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses() -> tuple[House, House]:
    """Two towns, each with an event due beyond the year's end, a period and a standing duty."""
    two = House(), House()
    with on("2026-11-20"):
        for house in two:
            event = owed(house, "信息形成之日起20个工作日内")
            duty.record_event(house.drafter, event, date(2026, 11, 20), "年内到期")
        drain()
    with on("2026-12-10"):
        for house in two:
            event = house.unit.obligations.filter(kind="event").order_by("-id")[0]
            duty.record_event(house.drafter, event, date(2026, 12, 10), "跨年")
            owed(house, "每季度结束后10日内")
            owed(house, "长期公开")
    return two


def new_year(house: House) -> None:
    with on("2026-12-15"):
        enter_calendar_year(house.office, NEW_YEAR)
        drain()


def test_every_open_clock_of_every_town_follows_and_leaves_an_event(
    houses: tuple[House, House],
) -> None:
    running = set(Duty.objects.filter(running=True).values_list("pk", flat=True))
    before = {duty.pk: duty for duty in Duty.objects.select_related("clock")}
    new_year(houses[0])
    edition = calendar_in_force().edition
    events = DutyEvent.objects.filter(run__cause=Cause.CALENDAR)
    assert {event.duty_id for event in events} == running
    assert events.count() == len(running)
    for event in events:
        found = Duty.objects.select_related("clock", "item").get(pk=event.duty_id)
        assert (event.due_before, event.due_after) == (before[found.pk].due_on, found.due_on)
        assert (event.calendar_before, event.calendar_after) == (builtin().edition, edition)
        assert found.clock.calendar == edition
        assert counted_again(found, calendar_in_force()).due == found.due_on


def test_the_date_says_what_it_was_made_of_before_and_after(houses: tuple[House, House]) -> None:
    crossing = Duty.objects.select_related("clock", "item").get(what="跨年", town=houses[0].town)
    first = explanation_of(crossing)
    assert crossing.provisional
    assert (crossing.due_on, first.inputs["start"]) == (date(2027, 1, 7), "2026-12-10")
    assert any("2027年放假安排尚未公布" in line for line in first.lines)
    new_year(houses[0])
    crossing = Duty.objects.select_related("clock", "item").get(pk=crossing.pk)
    second = explanation_of(crossing)
    assert not crossing.provisional
    assert len(second.counted) == 20
    assert ("2027-01-01", "元旦放假") in second.excluded
    assert second.inputs["article"] == "标准目录公开时限“信息形成之日起20个工作日内”"
    assert second.inputs["calendar"] == calendar_in_force().edition


def test_one_entry_for_each_town_vouches_for_its_events(houses: tuple[House, House]) -> None:
    new_year(houses[0])
    for house in houses:
        run = Run.objects.get(town=house.town, cause=Cause.CALENDAR)
        entry = LedgerEntry.objects.get(chain=house.town.slug, action="duty.recompute")
        assert entry.after["events"] == run.digest
        assert entry.after["looked_at"] == run.events.count() > 0
        assert run.moved > 0
        assert Notice.objects.filter(run=run, unit=house.unit).exists()
    assert list(runs_as_recorded()) == []
    event = DutyEvent.objects.filter(run__cause=Cause.CALENDAR).first()
    DutyEvent.objects.filter(pk=event.pk).update(due_after=date(2030, 1, 1))
    assert [fault.what for fault in runs_as_recorded()] == [
        f"公开任务第{event.run_id}次重算的变动记录被改动过"
    ]


def test_delivered_again_it_changes_nothing(houses: tuple[House, House]) -> None:
    new_year(houses[0])
    counts = DutyEvent.objects.count(), LedgerEntry.objects.count(), Run.objects.count()
    Effect.objects.filter(handler="calendar.changed").update(state=EffectState.WAITING)
    with on("2026-12-16"):
        assert drain() == 1
    assert (DutyEvent.objects.count(), LedgerEntry.objects.count(), Run.objects.count()) == counts


def test_all_or_nothing(houses: tuple[House, House], monkeypatch: pytest.MonkeyPatch) -> None:
    """The second town fails: the first has not moved either, and the effect is tried again."""
    dates = dict(Duty.objects.values_list("pk", "clock__calendar"))
    whole = making.close_run

    def fails_for_the_second(act, run, why="", **more):
        if run.town_id == houses[1].town.pk:
            raise RuntimeError("power cut")
        return whole(act, run, why, **more)

    with monkeypatch.context() as patch:
        patch.setattr(making, "close_run", fails_for_the_second)
        new_year(houses[0])
    assert dict(Duty.objects.values_list("pk", "clock__calendar")) == dates
    assert not Run.objects.filter(cause=Cause.CALENDAR).exists()
    Effect.objects.filter(handler="calendar.changed").update(due_at=factories.NOW)
    assert drain() == 1
    assert Run.objects.filter(cause=Cause.CALENDAR).count() == 2


def test_what_is_proven_stays_on_the_calendar_on_which_it_was_judged() -> None:
    house = House()
    with on("2026-11-20"):
        event = owed(house, "信息形成之日起20个工作日内")
        done = duty.record_event(house.drafter, event, date(2026, 11, 20), "示例")
        published(house, event, date(2026, 11, 20))
        # It counts the same days, so that the clock which the other one keeps is made anew.
        waits = duty.record_event(house.drafter, event, date(2026, 11, 20), "另一件", another=True)
    new_year(house)
    waits.refresh_from_db()
    assert waits.clock.calendar == calendar_in_force().edition
    done = Duty.objects.select_related("clock").get(pk=done.pk)
    assert done.clock.calendar == builtin().edition
    assert done.published_on == date(2026, 11, 20)
    assert not DutyEvent.objects.filter(duty=done, run__cause=Cause.CALENDAR).exists()


def test_a_granted_date_stays_while_its_clock_follows(houses: tuple[House, House]) -> None:
    house = houses[0]
    with on("2026-12-10"):
        crossing = Duty.objects.get(what="跨年", town=house.town)
        duty.extend(house.office, crossing, date(2027, 1, 20), "材料未齐")
    new_year(house)
    crossing.refresh_from_db()
    assert crossing.due_on == date(2027, 1, 20)
    assert crossing.clock.calendar == calendar_in_force().edition
    event = DutyEvent.objects.get(duty=crossing, run__cause=Cause.CALENDAR)
    assert (event.due_before, event.due_after) == (date(2027, 1, 20), date(2027, 1, 20))
