"""Duties that several people, and the product itself, write at the same moment.

On PostgreSQL: SQLite has one writer. One of two acts stands still at a chosen place, within its
transaction, until the other one waits for it or has done its work.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module

import pytest
from django.db import connections, transaction

import factories
from at_once import Pause
from duty.helpers import NEW_YEAR, made, make_item, on, owed, published
from gongkai.catalogue.models import EditionState
from gongkai.duty import actions as duty
from gongkai.duty.actions import bulk, columns, events, making, urging
from gongkai.duty.engine import recounting
from gongkai.duty.models import Answer, ColumnStatus, Duty, DutyEvent, NothingThisYear, Obligation
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.acting import Act
from gongkai.organisation.actor import system_actor
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Conflict, NotAllowedNow
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import claim, deliver
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.models import Release
from gongkai.review import actions as review
from gongkai.review.models import ReviewSheet
from gongkai.rules.calendar import Calendar, with_year
from gongkai.rules.time_limits import parse
from roads import House, draft

transfer = import_module("gongkai.duty.actions.transfer")  # The package has the act by this name.

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

TODAY = "2026-12-20"
EVENT = "信息形成之日起20个工作日内"
SOONER = "信息形成之日起10个工作日内"


@pytest.fixture
def house() -> Iterator[House]:
    with on(TODAY):
        yield House()


@pytest.fixture
def pause(monkeypatch: pytest.MonkeyPatch) -> Pause:
    return Pause(monkeypatch, lambda: on(TODAY))


def following_year() -> Calendar:
    return with_year(calendar_in_force(), NEW_YEAR, "new")


def event_on(house: House, obligation: Obligation, day: int, what: str = "年度计划") -> Duty:
    return duty.record_event(house.drafter, obligation, date(2026, 12, day), what)


def told_of(house: House, obligation: Obligation, day: str) -> Effect:
    """A record released and seen at its address; that duties are to follow is still in hand."""
    formed = date.fromisoformat(day)
    record = house.record(formed_on=formed, attachment=False)
    publication.file_under(house.drafter, record, obligation.item)
    house.released(record)
    held = None
    while (effect := claim()) is not None:
        if effect.handler == "release.changed":
            held = effect
        else:
            deliver(effect)
    assert held is not None
    return held


def stale_standing(house: House) -> tuple[Obligation, Effect]:
    """A standing duty published in October, and a release of today that it has yet to follow."""
    obligation = owed(house, "长期公开")
    with on("2026-10-12"):
        published(house, obligation, date(2026, 10, 12))
    return obligation, told_of(house, obligation, TODAY)


def sooner(house: House, obligation: Obligation) -> Callable[[], object]:
    """A making that counts the obligation's events again: its item has a shorter limit."""
    obligation.item.time_limit = parse(SOONER).as_json()
    obligation.item.save()
    return partial(duty.make, house.office, house.town)


class TestFollowing:
    """A release that duties do not follow leaves them overdue for ever: nobody looks again."""

    def test_a_release_while_the_calendar_changes(self, house: House, pause: Pause) -> None:
        """The duty has another clock by the time that it is locked: it must not drop out."""
        obligation = owed(house, EVENT)
        recorded = event_on(house, obligation, 18)
        held = told_of(house, obligation, "2026-12-18")
        pause.before(making, "_tell_moved")
        recompute = partial(duty.recompute, system_actor(house.town), house.town, following_year())
        assert pause.run(recompute, partial(deliver, held))[1] is True
        recorded.refresh_from_db()
        assert recorded.published_on == date.fromisoformat(TODAY)
        assert not recorded.running

    def test_a_release_while_a_setting_changes(self, house: House, pause: Pause) -> None:
        """It is counted with what holds now, not with what held when it began to wait."""
        _, held = stale_standing(house)
        pause.before(making, "tell")
        configure = partial(duty.configure, house.office, house.town, 7, 3)
        assert pause.run(configure, partial(deliver, held))[1] is True
        found = Duty.objects.get()
        assert found.published_on == date.fromisoformat(TODAY)
        assert found.due_on == date(2027, 3, 22)

    def test_a_release_while_its_duty_is_counted(self, house: House, pause: Pause) -> None:
        """What was read before the release must not be written over it."""
        _, held = stale_standing(house)
        pause.before(recounting, "clocks_for")
        configure = partial(duty.configure, house.office, house.town, 7, 3)
        assert pause.run(configure, partial(deliver, held))[1] is True
        found = Duty.objects.get()
        assert found.published_on == date.fromisoformat(TODAY)
        assert found.due_on == date(2027, 3, 22)

    def test_a_release_under_an_item_whose_making_is_not_done(
        self, house: House, pause: Pause
    ) -> None:
        """The making has looked for what is public already; the release sees no obligation yet."""
        item = make_item(house, "长期公开")
        record = house.record(formed_on=date(2026, 12, 18), attachment=False)
        publication.file_under(house.drafter, record, item)
        approved = house.approved(record)
        pause.before(making, "tell")

        def go_out() -> bool:
            release.release(house.office, approved)
            while (effect := claim()) is not None:
                assert deliver(effect)
            return True

        making_it = partial(duty.make, system_actor(house.town), house.town)
        assert pause.run(making_it, go_out)[1] is True
        assert Answer.objects.get().duty == Duty.objects.get(obligation__identity=item.identity)

    def test_an_answer_chosen_while_a_setting_changes(self, house: House, pause: Pause) -> None:
        """Nobody is told that the duty is gone, and it counts with what holds now."""
        obligation, held = stale_standing(house)
        deliver(held)
        event_on(house, obligation, 1)
        standing = Duty.objects.get(kind="standing")
        answer = Answer.objects.order_by("pk").last()
        assert answer is not None
        Answer.objects.filter(pk=answer.pk).update(duty=Duty.objects.get(kind="event"))
        pause.before(making, "tell")
        configure = partial(duty.configure, house.office, house.town, 7, 3)
        choose = partial(duty.choose_answer, house.office, answer, standing)
        assert pause.run(configure, choose)[1] == answer
        standing.refresh_from_db()
        assert standing.due_on == date(2027, 3, 22)


class TestGrants:
    """What the Office grants while dates are counted again is kept, and stands where it belongs."""

    def test_a_later_date_during_a_recount(self, house: House, pause: Pause) -> None:
        obligation = owed(house, EVENT)
        recorded = event_on(house, obligation, 18)
        make, until = sooner(house, obligation), date(2027, 3, 1)
        pause.before(recounting, "clocks_for", pause.until_the_other_is_done)
        pause.run(make, partial(duty.extend, house.office, recorded, until, "人手不足"))
        recorded.refresh_from_db()
        assert (recorded.due_on, recorded.extended_to) == (until, until)
        moved = DutyEvent.objects.get(duty=recorded)
        assert (moved.due_before, moved.due_after) == (until, until)

    def test_an_excuse_during_a_recount(self, house: House, pause: Pause) -> None:
        obligation = owed(house, EVENT)
        recorded = event_on(house, obligation, 18)
        due = recorded.due_on
        make = sooner(house, obligation)
        pause.before(recounting, "clocks_for", pause.until_the_other_is_done)
        pause.run(make, partial(duty.excuse, house.office, recorded, "不属公开范围"))
        recorded.refresh_from_db()
        assert recorded.excused_at is not None and not recorded.running
        assert recorded.due_on == due
        assert not DutyEvent.objects.filter(duty=recorded).exists()

    def test_a_later_date_while_the_calendar_changes(self, house: House, pause: Pause) -> None:
        """The events of a new calendar are written before its dates: none comes in between."""
        recorded = event_on(house, owed(house, EVENT), 18)
        pause.before(type(connections["default"]), "check_constraints")
        done = pause.run(
            partial(duty.recompute, system_actor(house.town), house.town, following_year()),
            partial(duty.extend, house.office, recorded, date(2027, 3, 1), "人手不足"),
        )
        assert done[1] == recorded
        moved = DutyEvent.objects.get(duty=recorded)
        entry = LedgerEntry.objects.get(action="duty.extend")
        assert entry.before["calendar"] == moved.calendar_after
        assert entry.before["due_on"] == str(moved.due_after)
        recorded.refresh_from_db()
        assert recorded.due_on == date(2027, 3, 1)

    def test_an_excuse_from_what_is_ended(self, house: House, pause: Pause) -> None:
        """Either it was excused or it ended, and whoever comes second is told."""
        obligation = owed(house, "每年1月31日前")
        coming = obligation.duties.get(due_on__year=2027)
        obligation.item.responsible_units.set([house.office_unit])
        pause.before(DutyEvent.objects, "bulk_create")
        make = partial(duty.make, house.office, house.town)
        done = pause.run(make, partial(duty.excuse, house.office, coming, "不属公开范围"))
        assert isinstance(done[1], NotAllowedNow)
        coming.refresh_from_db()
        assert coming.ended_on is not None and coming.excused_at is None


class TestToldTheTruth:
    """Nobody is told that something is gone because a row beside it was exchanged."""

    def test_nothing_this_year_while_the_catalogue_changes(
        self, house: House, pause: Pause
    ) -> None:
        """The obligation has the item of the new edition by the time that it is locked."""
        obligation = owed(house, EVENT)
        old = obligation.item
        old.edition.state = EditionState.SUPERSEDED
        old.edition.effective_from, old.edition.effective_to = date(2026, 1, 1), date(2026, 12, 19)
        old.edition.save()
        edition = factories.make_edition(house.town, state=EditionState.IN_FORCE)
        factories.make_item(
            edition,
            units=(house.unit,),
            identity=old.identity,
            time_limit_text=EVENT,
            time_limit=old.time_limit,
        )
        pause.before(making, "tell")
        nothing = partial(duty.declare_nothing_this_year, house.drafter, obligation, 2026, "没有")
        done = pause.run(partial(duty.make, house.office, house.town), nothing)
        obligation.refresh_from_db()
        assert obligation.item.edition == edition
        assert isinstance(done[1], NothingThisYear)


class TestOrder:
    """Nobody who holds the ledger waits for a duty: two who wait for each other both fail."""

    def test_a_release_during_a_making(self, house: House, pause: Pause) -> None:
        """It has the ledger when its row refers to the town; the making is about to want that."""
        record = house.approved()
        owed(house, EVENT)
        pause.before(making, "tell", pause.until_the_other_is_done)
        out = partial(release.release, house.office, record)
        done = pause.run(partial(duty.make, house.office, house.town), out)
        assert isinstance(done[1], Release)

    def test_a_later_date_while_a_setting_changes(self, house: House, pause: Pause) -> None:
        _, held = stale_standing(house)
        deliver(held)
        with on("2027-07-01"):
            standing = Duty.objects.get()
            pause.before(recounting, "recounted")

            def extend() -> object:
                with on("2027-07-01"):
                    return duty.extend(house.office, standing, date(2027, 9, 1), "人手不足")

            pause.run(partial(duty.configure, house.office, house.town, 7, 3), extend)
        standing.refresh_from_db()
        assert standing.due_on == date(2027, 9, 1)

    def test_an_excuse_during_a_transfer(self, house: House, pause: Pause) -> None:
        """Permission was asked for the former unit: the excuse is not granted to the other."""
        recorded = event_on(house, owed(house, EVENT), 18)
        pause.before(transfer, "_hand_over")
        hand_over = partial(duty.transfer, house.office, house.unit, house.office_unit, "机构改革")
        done = pause.run(hand_over, partial(duty.excuse, house.office, recorded, "不属公开范围"))
        assert done[0].moved >= 1
        assert isinstance(done[1], Conflict) and house.office_unit.name in str(done[1])
        recorded.refresh_from_db()
        assert (recorded.unit, recorded.excused_at) == (house.office_unit, None)

    def test_nothing_this_year_during_a_transfer(self, house: House, pause: Pause) -> None:
        obligation = owed(house, EVENT)
        pause.before(transfer, "_move")
        hand_over = partial(duty.transfer, house.office, house.unit, house.office_unit, "机构改革")
        nothing = partial(duty.declare_nothing_this_year, house.drafter, obligation, 2026, "没有")
        assert isinstance(pause.run(hand_over, nothing)[1], Conflict)

    def test_a_record_is_filed_during_a_transfer(self, house: House, pause: Pause) -> None:
        """It has the ledger when it is committed, and only then refers to the item."""
        record = house.record(attachment=False)
        publication.file_under(house.drafter, record, None, "不属目录事项")
        pause.after(Act, "record")
        file_under = partial(publication.file_under, house.drafter, record, house.item)
        hand_over = partial(duty.transfer, house.office, house.unit, house.office_unit, "机构改革")
        assert pause.run(file_under, hand_over)[0] == record
        assert house.item.responsible_units.get() == house.office_unit

    def test_a_form_is_opened_while_a_record_is_made(self, house: House, pause: Pause) -> None:
        """The record has the ledger when it is committed, and only then refers to the town."""
        pause.after(Act, "record")
        create = partial(publication.create, house.drafter, house.unit, draft(), house.item)
        done = pause.run(create, partial(review.open_sheet, house.handler, house.unit))
        assert isinstance(done[1], ReviewSheet)

    def test_duties_follow_while_their_record_is_changed(self, house: House, pause: Pause) -> None:
        """The answer refers to the record, which somebody holds who waits for the ledger."""
        obligation = owed(house, EVENT)
        event_on(house, obligation, 18)
        held = told_of(house, obligation, "2026-12-18")
        record = Record.objects.get()
        pause.after(Act, "record")
        edit = partial(publication.edit, house.drafter, record, draft(body="<p>更正</p>"))
        assert pause.run(partial(deliver, held), edit)[0] is True

    def test_one_of_many_is_excused_beside(self, house: House, pause: Pause) -> None:
        obligation = owed(house, EVENT)
        both = [event_on(house, obligation, day) for day in (17, 18)]
        pause.after(bulk, "excuse")
        done = pause.run(
            partial(duty.excuse_all, house.office, both, "不属公开范围"),
            partial(duty.excuse, house.office, both[1], "不属公开范围"),
        )
        assert len(done[0]) == 2 and isinstance(done[1], NotAllowedNow)

    def test_two_bulk_acts_in_other_orders(self, house: House, pause: Pause) -> None:
        obligation = owed(house, EVENT)
        both = [event_on(house, obligation, day) for day in (17, 18)]
        pause.after(bulk, "assign")
        done = pause.run(
            partial(duty.assign_all, house.office, both, house.drafter.account),
            partial(duty.assign_all, house.office, both[::-1], None),
        )
        assert [len(one) for one in done] == [2, 2]
        assert set(Duty.objects.values_list("assignee", flat=True)) == {None}

    def test_one_of_those_urged_is_excused(self, house: House, pause: Pause) -> None:
        first = event_on(house, owed(house, EVENT), 17)
        item = make_item(house, EVENT, house.office_unit)
        made(house)
        theirs = Obligation.objects.get(identity=item.identity)
        second = duty.record_event(house.office, theirs, date(2026, 12, 18), "工作总结")
        pause.after(urging, "urge")
        done = pause.run(
            partial(duty.urge_all, house.office, [first, second], "请公开", date(2026, 12, 31)),
            partial(duty.excuse, house.office, second, "不属公开范围"),
        )
        assert len(done[0]) == 2 and done[1] == second

    def test_one_of_many_requests_goes_on_beside(self, house: House, pause: Pause) -> None:
        items = [house.item, factories.make_item(house.item.edition)]
        asked = [duty.request_column(house.office, item, "社会救助") for item in items]
        pause.after(columns, "set_column_status")
        done = pause.run(
            partial(duty.set_columns_status, house.office, asked, ColumnStatus.SENT),
            partial(duty.set_column_status, house.office, asked[1], ColumnStatus.SENT),
        )
        assert len(done[0]) == 2 and isinstance(done[1], NotAllowedNow)


def test_an_event_recorded_while_the_calendar_changes(house: House, pause: Pause) -> None:
    """It was counted on the former calendar: the recomputing must see it, or nobody ever will."""
    obligation = owed(house, EVENT)
    calendar = following_year()
    pause.before(events, "_count")

    def recompute() -> int:
        with transaction.atomic():
            return making.recompute_for(house.town, calendar)

    pause.run(partial(event_on, house, obligation, 18), recompute)
    assert Duty.objects.get(obligation=obligation).clock.calendar == calendar.edition
