"""Releasing at a moment to come: planned, asked again at its minute, told when refused."""

from datetime import datetime, timedelta

import pytest

from gongkai.ledger.clock import demonstration_moment, now
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.waiting import waiting_for
from gongkai.outbox.handlers import Delivery, PermanentFailure
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.files import path_of
from gongkai.publication.lifecycle import halt
from gongkai.publication.models import Record, RecordState, StoredFile
from gongkai.release import actions
from gongkai.release.actions.schedule import TooEarlyError
from gongkai.release.gate import GateRefused
from gongkai.release.handlers import on_minute
from gongkai.release.models import Release, Schedule, ScheduleState
from gongkai.release.queries import planned_for, refused_for
from roads import House, draft

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def house() -> House:
    return House()


def planned(house: House, record: Record | None = None) -> Schedule:
    record = record or house.approved()
    return actions.schedule(house.office, record, now() + HOUR)


def at_its_minute(house: House, plan: Schedule, late: timedelta = timedelta()) -> Release | None:
    with demonstration_moment(plan.at + late):
        return actions.release_scheduled(system_actor(house.town), plan.pk)


def reasons(actor: object) -> list[str]:
    return [item.reason for item in waiting_for(actor)]  # type: ignore[arg-type]


def test_a_planned_release_waits_for_its_minute_and_then_goes_out(house: House) -> None:
    plan = planned(house)
    record = plan.record
    record.refresh_from_db()
    assert record.state == RecordState.SCHEDULED
    assert planned_for(record) == plan
    effect = Effect.objects.get(handler="release.scheduled")
    assert effect.due_at == plan.at
    out = at_its_minute(house, plan)
    assert out is not None
    record.refresh_from_db()
    plan.refresh_from_db()
    assert (record.state, plan.state) == (RecordState.PUBLISHED, ScheduleState.DONE)
    assert (out.released_at, out.released_by) == (plan.at, house.office.account)
    entry = LedgerEntry.objects.filter(action="release.release_scheduled").latest("id")
    assert "定于" in entry.why
    assert "晚" not in entry.why


def test_a_worker_that_comes_late_releases_late_and_says_so(house: House) -> None:
    out = at_its_minute(house, planned(house), late=timedelta(minutes=42))
    assert out is not None
    entry = LedgerEntry.objects.filter(action="release.release_scheduled").latest("id")
    assert "实际晚了42分钟" in entry.why


def test_before_its_minute_nothing_goes_out(house: House) -> None:
    plan = planned(house)
    with pytest.raises(TooEarlyError):
        actions.release_scheduled(system_actor(house.town), plan.pk)
    assert not Release.objects.exists()


def test_running_twice_releases_once(house: House) -> None:
    plan = planned(house)
    payload = {"town": house.town.slug, "schedule": plan.pk}
    with demonstration_moment(plan.at):
        for attempt in (1, 2):
            on_minute(Delivery(payload, "key", attempt))
        assert actions.release_scheduled(system_actor(house.town), plan.pk) is None
    assert Release.objects.count() == 1


def test_an_effect_that_names_nothing_is_stuck_at_once(house: House) -> None:
    with pytest.raises(PermanentFailure):
        on_minute(Delivery({"town": house.town.slug, "schedule": 0}, "key", 1))


@pytest.mark.parametrize(
    ("ahead", "says"), [(-HOUR, "晚于现在"), (timedelta(), "晚于现在"), (400 * 24 * HOUR, "一年")]
)
def test_the_moment_is_in_the_future_and_within_a_year(
    house: House, ahead: timedelta, says: str
) -> None:
    record = house.approved()
    moment = datetime(2026, 11, 23, 9, tzinfo=now().tzinfo)
    with demonstration_moment(moment), pytest.raises(Invalid, match=says):
        actions.schedule(house.office, record, moment + ahead)
    assert not Schedule.objects.exists()


def test_what_the_gate_refuses_cannot_be_planned(house: House) -> None:
    with pytest.raises(GateRefused):
        actions.schedule(house.office, house.record(), now() + HOUR)


def test_a_refusal_at_the_minute_is_logged_and_told(house: House) -> None:
    """The issue: a scheduled release checks the review again; a refusal is logged and told."""
    plan = planned(house)
    path_of(StoredFile.objects.get()).write_bytes(b"%PDF other")
    assert at_its_minute(house, plan) is None
    plan.refresh_from_db()
    plan.record.refresh_from_db()
    assert not Release.objects.exists()
    assert (plan.state, plan.record.state) == (ScheduleState.REFUSED, RecordState.APPROVED)
    assert "附件《附件1.pdf》与审查时不一致" in plan.refusal
    entry = LedgerEntry.objects.filter(action="release.release_scheduled").latest("id")
    assert plan.refusal in entry.why
    told = f"定时发布没有成功：{plan.refusal}"
    assert told in reasons(house.office)
    assert told in reasons(house.handler)
    assert told not in reasons(house.drafter)
    assert told not in reasons(House().office)
    assert "审查通过，可以发布" not in reasons(house.office)
    assert refused_for(plan.record) == plan


def test_who_planned_is_told_even_without_the_role_any_more(house: House) -> None:
    plan = planned(house)
    Schedule.objects.update(by=house.drafter.account)
    path_of(StoredFile.objects.get()).write_bytes(b"%PDF other")
    at_its_minute(house, plan)
    assert any("没有成功" in reason for reason in reasons(house.drafter))


def test_a_secrecy_mark_found_meanwhile_stops_it(house: House) -> None:
    plan = planned(house)
    halt(plan.record)
    assert at_its_minute(house, plan) is None
    plan.refresh_from_db()
    assert "疑似涉密" in plan.refusal


def test_a_refusal_is_dealt_with_by_editing_or_releasing(house: House) -> None:
    plan = planned(house)
    halt(plan.record)
    at_its_minute(house, plan)
    Record.objects.update(halted_at=None)
    publication.edit(house.drafter, plan.record, draft(body="<p>改过</p>"))
    assert not any("没有成功" in reason for reason in reasons(house.office))
    house.approved(plan.record)
    assert "审查通过，可以发布" in reasons(house.office)


def test_an_edit_ends_the_plan(house: House) -> None:
    plan = planned(house)
    publication.edit(house.drafter, plan.record, draft(body="<p>改过</p>"))
    plan.record.refresh_from_db()
    assert planned_for(plan.record) is None
    house.approved(plan.record)
    assert at_its_minute(house, plan) is None
    plan.refresh_from_db()
    assert plan.state == ScheduleState.CANCELLED
    assert not Release.objects.exists()


def test_a_plan_is_given_up_and_made_anew(house: House) -> None:
    first = planned(house)
    actions.unschedule(house.office, first.record)
    first.record.refresh_from_db()
    assert first.record.state == RecordState.APPROVED
    with pytest.raises(NotAllowedNow):
        actions.unschedule(house.office, first.record)
    second = planned(house, first.record)
    assert at_its_minute(house, first) is None
    assert at_its_minute(house, second) is not None


def test_released_by_hand_nothing_waits_any_more(house: House) -> None:
    plan = planned(house)
    actions.release(house.office, plan.record)
    plan.refresh_from_db()
    assert plan.state == ScheduleState.CANCELLED
    assert at_its_minute(house, plan) is None
    assert Release.objects.count() == 1


def test_a_planned_correction_says_what_was_reviewed(house: House) -> None:
    record = house.released().record
    changed = draft(body="<p>更正</p>", change_note="更正第二条的日期")
    publication.edit(house.drafter, record, changed)
    house.approved(record)
    plan = planned(house, record)
    out = at_its_minute(house, plan)
    record.refresh_from_db()
    assert out is not None
    assert (out.change_note, record.state) == ("更正第二条的日期", RecordState.CORRECTED)


def test_a_withdrawal_ends_a_planned_correction(house: House) -> None:
    record = house.released().record
    publication.edit(house.drafter, record, draft(body="<p>更正</p>"))
    house.approved(record)
    plan = planned(house, record)
    actions.withdraw(house.office, record, "incorrect")
    plan.refresh_from_db()
    assert plan.state == ScheduleState.CANCELLED
    assert at_its_minute(house, plan) is None
    record.refresh_from_db()
    assert record.state == RecordState.WITHDRAWN


def test_a_village_plans_for_itself_and_the_office_does_not(house: House) -> None:
    from gongkai.organisation.refusals import NotPermitted

    record = house.approved()
    stranger = house.person(Role.HANDLER, unit=house.office_unit)
    with pytest.raises(NotPermitted):
        actions.schedule(stranger, record, now() + HOUR)
