"""Another edition, another unit, another filing: what it touches follows, what is proven stays."""

from datetime import date

import pytest

import factories
from duty.helpers import made, make_item, on, owed, published
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Edition, EditionState
from gongkai.duty import actions as duty
from gongkai.duty.engine.making import lacking
from gongkai.duty.engine.obliging import NOT_RESPONSIBLE, OTHER_KIND, in_step
from gongkai.duty.handlers import every_day
from gongkai.duty.models import Answer, Duty, DutyKind, Notice, Obligation, Run
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import actions as organisation
from gongkai.organisation.models import Account
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.models import RecordState
from gongkai.release import actions as release
from gongkai.rules.duty_state import State
from gongkai.rules.time_limits import parse
from roads import House, draft

pytestmark = pytest.mark.django_db


def state(found: Duty) -> State:
    found.refresh_from_db()
    return found.state_on(today())


def test_making_twice_changes_nothing_and_days_bring_what_begins() -> None:
    house = House()
    with on("2026-03-02"):
        quarterly = owed(house, "每季度公开一次")
        assert set(quarterly.duties.values_list("key", flat=True)) == {"2026Q1", "2026Q2"}
        runs = Run.objects.count()
        every_day(Delivery({"day": "2026-03-02"}, "day", 1))
        assert Run.objects.count() == runs
    with on("2026-06-15"):
        assert lacking(house.town, today()).exists()
        every_day(Delivery({"day": "2026-06-15"}, "day", 1))
        assert quarterly.duties.filter(key="2026Q3").exists()
        assert quarterly.duties.count() == 3


def test_a_town_that_published_before_finds_its_publications() -> None:
    house = House()
    with on("2026-03-02"):
        standing = make_item(house, "长期公开")
        record = house.record(attachment=False, formed_on=date(2026, 3, 1))
        publication.file_under(house.drafter, record, standing)
        house.released(record)
        drain()
        Answer.objects.all().delete()
        made(house)
        drain()
        found = Duty.objects.get(obligation__identity=standing.identity)
        assert state(found) == State.LATE
        assert (found.published_on, found.due_on) == (date(2026, 3, 2), date(2026, 9, 2))
        assert found.missing_channels == []
        assert found.missing_elements


def test_a_correction_is_not_late_and_filing_anew_counts_from_its_own_release() -> None:
    house = House()
    with on("2026-03-02"):
        first = owed(house, "信息形成之日起20个工作日内")
        second = owed(house, "信息形成之日起20个工作日内")
        found = duty.record_event(house.drafter, first, date(2026, 3, 1), "名单")
        gone = published(house, first, date(2026, 3, 1)).record
    with on("2026-06-01"):
        publication.edit(house.drafter, gone, draft(title="更正", formed_on=date(2026, 3, 1)))
        house.released(gone)
        drain()
        assert state(found) == State.IN_TIME
        assert found.published_on == date(2026, 3, 2)
    with on("2026-06-10"):
        publication.file_under(house.drafter, gone, second.item)
        house.released(gone)
        drain()
        assert state(found) == State.OVERDUE
        told = Duty.objects.get(obligation=second)
        assert (told.published_on, state(told)) == (date(2026, 6, 10), State.LATE)
        entry = LedgerEntry.objects.filter(action="duty.follow", subject_id=str(found.pk))
        assert entry.order_by("-id")[0].after["published_on"] is None


def test_an_unrecorded_event_is_told_by_its_release_and_moves_with_it() -> None:
    house = House()
    with on("2026-03-02"):
        first, second = (owed(house, "信息形成之日起20个工作日内") for _ in range(2))
        record = published(house, first, date(2026, 2, 1)).record
        told = Duty.objects.get(obligation=first)
        assert (told.formed_on, state(told)) == (date(2026, 2, 1), State.IN_TIME)
        publication.file_under(house.drafter, record, second.item)
        house.released(record)
        drain()
        told.refresh_from_db()
        assert told.ended_why == "信息已改列其他事项"
        assert Duty.objects.get(obligation=second).published_on == date(2026, 3, 2)


def test_what_expired_still_counts_and_what_was_wrong_does_not() -> None:
    house = House()
    with on("2026-03-02"):
        event = owed(house, "信息形成之日起20个工作日内")
        kept = published(house, event, date(2026, 3, 1)).record
        found = Duty.objects.get(obligation=event)
        publication.set_term(house.office, kept, date(2026, 4, 1), "一个月")
    with on("2026-04-02"):
        release.expire(house.office, kept)
        drain()
        assert kept.__class__.objects.get(pk=kept.pk).state == RecordState.EXPIRED
        assert state(found) == State.IN_TIME
        assert not Answer.objects.get(record=kept).living


def test_a_new_edition_recounts_what_runs_and_keeps_what_is_proven() -> None:
    house = House()
    with on("2026-03-02"):
        event = owed(house, "信息形成之日起20个工作日内")
        quarterly = owed(house, "每季度公开一次")
        done = duty.record_event(house.drafter, event, date(2026, 2, 20), "已公开")
        published(house, event, date(2026, 2, 20))
        open_one = duty.record_event(house.drafter, event, date(2026, 3, 2), "未公开")
        former = done.__class__.objects.get(pk=done.pk)
    with on("2026-03-10"):
        old = Edition.objects.get(town=house.town, state=EditionState.IN_FORCE)
        edition = catalogue.start_edition(house.office, house.town, "新版", copy_from=old)
        items = {item.identity: item for item in edition.items.all()}
        for phrase, row in (("信息形成之日起10个工作日内", event), ("每月公开一次", quarterly)):
            item = items[row.identity]
            item.time_limit_text, item.time_limit = phrase, parse(phrase).as_json()
            item.save()
        catalogue.put_in_force(house.office, edition, date(2026, 3, 10))
        drain()
        open_one.refresh_from_db()
        assert (open_one.due_on, open_one.item.edition) == (date(2026, 3, 16), edition)
        done.refresh_from_db()
        assert (done.due_on, done.item_id) == (former.due_on, former.item_id)
        quarterly.refresh_from_db()
        assert quarterly.ended_why == OTHER_KIND
        monthly = Obligation.objects.get(identity=quarterly.identity, ended_on=None)
        assert monthly.since == date(2026, 3, 10)
        assert set(monthly.duties.values_list("key", flat=True)) == {"2026-03", "2026-04"}
        assert not quarterly.duties.filter(running=True, due_on__gte=today()).exists()
        assert in_step(house.town)
    notes = Notice.objects.filter(unit=house.unit).values_list("words", flat=True)
    assert any("到期日重新计算" in words for words in notes)


def test_a_unit_that_is_responsible_no_more_owes_only_what_had_begun() -> None:
    house = House()
    with on("2026-05-06"):
        event = owed(house, "信息形成之日起20个工作日内")
        quarterly = owed(house, "每季度结束后10日内")
        begun = duty.record_event(house.drafter, event, date(2026, 5, 1), "已形成")
        late = quarterly.duties.get(key="2026Q1")
        coming = quarterly.duties.get(key="2026Q2")
        for row in (event, quarterly):
            catalogue.assign_units(house.office, row.item, [house.office_unit])
        drain()
        assert (state(begun), state(late)) == (State.NOT_DUE, State.OVERDUE)
        assert state(coming) == State.ENDED
        assert coming.ended_why == NOT_RESPONSIBLE
        taken = Obligation.objects.get(identity=quarterly.identity, ended_on=None)
        assert (taken.unit, taken.since) == (house.office_unit, date(2026, 5, 6))


def test_a_merged_unit_hands_over_what_it_owes_and_keeps_what_it_did() -> None:
    house = House()
    target = house.office_unit
    with on("2026-05-06"):
        event = owed(house, "信息形成之日起20个工作日内")
        standing = owed(house, "长期公开")
        done = duty.record_event(house.drafter, event, date(2026, 5, 1), "已公开")
        published(house, event, date(2026, 5, 1))
        open_one = duty.record_event(house.drafter, event, date(2026, 5, 4), "未公开")
        published(house, standing, date(2026, 5, 2))
    with on("2026-06-01"):
        run = duty.transfer(house.office, house.unit, target, "机构改革")
        drain()
        Account.objects.filter(unit=house.unit).update(is_active=False)
        organisation.close_unit(house.office, house.unit, today(), why="机构改革")
        drain()
        open_one.refresh_from_db()
        assert open_one.unit == target
        done.refresh_from_db()
        assert (done.unit, done.published_on) == (house.unit, date(2026, 5, 6))
        fresh = Duty.objects.get(unit=target, kind=DutyKind.STANDING, published_on__isnull=False)
        assert fresh.due_on == date(2026, 11, 6)
        assert not Duty.objects.filter(unit=house.unit, running=True).exists()
        assert in_step(house.town)
    entry = LedgerEntry.objects.get(action="duty.transfer")
    assert (entry.after["source"], entry.after["target"]) == (house.unit.slug, target.slug)
    assert run.moved == 2


def test_the_daily_making_follows_a_unit_closed_without_a_transfer() -> None:
    house = House()
    with on("2026-05-06"):
        lonely = factories.make_unit(house.town)
        item = make_item(house, "每季度公开一次", lonely)
        made(house)
        organisation.close_unit(house.office, lonely, today(), why="撤销")
        drain()
        row = Obligation.objects.get(identity=item.identity)
        assert row.ended_on == today()
        left = Duty.objects.get(unit=lonely, key="2026Q1")
        assert state(left) == State.OVERDUE
