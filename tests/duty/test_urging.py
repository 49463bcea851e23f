"""督办: asked, answered, accepted, returned; unanswered it goes further; who sees what."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

import factories
from duty.helpers import on, owed
from gongkai.duty import actions as duty
from gongkai.duty.handlers import look_at_urgings
from gongkai.duty.models import Duty, Urging, UrgingState
from gongkai.duty.queries import UrgingFilter, urgings_for
from gongkai.duty.waiting import urgings_waiting
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import Account, Role
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow
from gongkai.outbox.handlers import Delivery
from gongkai.reminding.actions import configure
from gongkai.reminding.models import Head
from roads import House
from test_spine_pages import client_of

pytestmark = pytest.mark.django_db
PHRASE = "信息形成之日起20个工作日内"


@pytest.fixture
def house() -> House:
    return House()


def events(house: House, count: int = 1) -> list[Duty]:
    obligation = owed(house, PHRASE)
    return [
        duty.record_event(house.drafter, obligation, today() - timedelta(days=n + 1), f"文件{n}")
        for n in range(count)
    ]


def urged(house: House, days: int = 3, count: int = 1) -> Urging:
    reply_by = today() + timedelta(days=days)
    return duty.urge(house.office, house.unit, events(house, count), "请尽快公开", reply_by)


def waits_for(actor: Actor) -> list[str]:
    return [item.action_label for item in urgings_waiting(actor)]


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


class TestRoad:
    def test_is_answered_returned_answered_again_and_accepted(self, house: House) -> None:
        found = urged(house, count=2)
        assert waits_for(house.drafter) == ["查看督办"]
        assert waits_for(house.office) == []
        duty.reply_urging(house.drafter, found, "下周公开")
        assert waits_for(house.office) == ["核对回复"]
        assert waits_for(house.drafter) == []
        duty.return_urging(house.office, found, "请写明哪一天", today() + timedelta(days=5))
        assert waits_for(house.drafter) == ["查看督办"]
        duty.reply_urging(house.drafter, found, "12月1日公开")
        duty.reply_urging(house.drafter, found, "提前到11月30日")
        duty.accept_urging(house.office, found)
        assert (waits_for(house.office), waits_for(house.drafter)) == ([], [])
        found.refresh_from_db()
        assert found.state == UrgingState.ACCEPTED
        assert list(found.replies.values_list("text", "returned_why")) == [
            ("下周公开", "请写明哪一天"),
            ("12月1日公开", ""),
            ("提前到11月30日", ""),
        ]
        with pytest.raises(NotAllowedNow):
            duty.reply_urging(house.drafter, found, "还有")

    def test_every_duty_has_it_in_its_history(self, house: House) -> None:
        found = urged(house, count=2)
        entries = LedgerEntry.objects.filter(action="duty.urge", subject_kind="duty.duty")
        subjects = {entry.subject_id for entry in entries}
        assert subjects == {str(pk) for pk in found.duties.values_list("pk", flat=True)}

    def test_what_is_settled_needs_no_answer(self, house: House) -> None:
        found = urged(house)
        with pytest.raises(NotAllowedNow):
            duty.accept_urging(house.office, found)
        duty.excuse(house.office, found.duties.get(), "机构调整")
        duty.accept_urging(house.office, found, "任务已免除")
        with pytest.raises(NotAllowedNow):
            duty.urge(house.office, house.unit, list(found.duties.all()), "请公开", today())

    @pytest.mark.parametrize(
        ("words", "days", "field"),
        [(" ", 3, "words"), ("请公开", -1, "reply_by"), ("请公开", 91, "reply_by")],
    )
    def test_bad_input_is_named(self, house: House, words: str, days: int, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            duty.urge(
                house.office, house.unit, events(house), words, today() + timedelta(days=days)
            )
        assert set(refused.value.errors) == {field}
        assert not Urging.objects.exists()

    def test_of_one_unit_only(self, house: House) -> None:
        other = factories.make_unit(house.town)
        with pytest.raises(Invalid):
            duty.urge(house.office, other, events(house), "请公开", today())


class TestUnanswered:
    def look(self, day: str) -> None:
        with on(day):
            look_at_urgings(Delivery({"day": day}, "key", 1))

    def test_goes_to_the_head_and_then_to_the_leader_once_each(self, house: House) -> None:
        head = house.person(Role.HANDLER)
        Head.objects.create(unit=house.unit, account=account_of(head))
        with on("2026-11-23"):
            found = urged(house, days=1)
        seen = []
        for day in ("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-28", "2026-11-29"):
            self.look(day)
            found.refresh_from_db()
            seen.append(found.escalated)
        assert seen == ["", "head", "head", "leader", "leader"]
        assert LedgerEntry.objects.filter(action="duty.escalate_urging").count() == 2
        assert waits_for(house.leader) == ["查看督办"]
        text = client_of(house.leader).get(f"/duties/urging/{found.pk}/").content.decode()
        assert "已提请主管领导" in text

    def test_an_answer_stops_it(self, house: House) -> None:
        with on("2026-11-23"):
            found = urged(house, days=1)
        with on("2026-11-24"):
            duty.reply_urging(house.drafter, found, "明天公开")
        self.look("2026-11-30")
        found.refresh_from_db()
        assert found.escalated == ""
        assert waits_for(house.leader) == []

    def test_returning_begins_anew(self, house: House) -> None:
        with on("2026-11-23"):
            found = urged(house, days=1)
        self.look("2026-11-30")
        with on("2026-11-30"):
            duty.reply_urging(house.drafter, found, "再等等")
            duty.return_urging(house.office, found, "没有日期", date(2026, 12, 2))
        self.look("2026-12-02")
        found.refresh_from_db()
        assert found.escalated == ""


class TestKeptOut:
    def test_it_goes_no_way_that_the_table_has_not_and_says_why(self, house: House) -> None:
        with on("2026-11-23"):
            found = urged(house, days=1)
            later = today() + timedelta(days=5)
            with pytest.raises(NotAllowedNow):
                duty.return_urging(house.office, found, "没有人回复过", later)
            duty.reply_urging(house.drafter, found, "下周公开")
            for act in (
                lambda: duty.return_urging(house.office, found, " ", later),
                lambda: duty.withdraw_urging(house.office, found, " "),
            ):
                with pytest.raises(Invalid):
                    act()
        with on("2026-11-30"):
            with pytest.raises(Conflict):
                duty.escalate_urging(system_actor(house.town), found)
            duty.excuse(house.office, found.duties.get(), "机构调整")
            duty.withdraw_urging(house.office, found, "发错了单位")
            for act in (
                lambda: duty.accept_urging(house.office, found),
                lambda: duty.withdraw_urging(house.office, found, "再撤一次"),
                lambda: duty.return_urging(house.office, found, "退回", later),
            ):
                with pytest.raises(NotAllowedNow):
                    act()
        found.refresh_from_db()
        assert (found.state, found.closed_why) == (UrgingState.WITHDRAWN, "发错了单位")

    def test_each_answer_keeps_why_it_was_returned(self, house: House) -> None:
        found = urged(house)
        for number in "一二":
            duty.reply_urging(house.drafter, found, f"答复{number}")
            later = today() + timedelta(days=5)
            duty.return_urging(house.office, found, f"理由{number}", later)
        assert list(found.replies.order_by("id").values_list("text", "returned_why")) == [
            ("答复一", "理由一"),
            ("答复二", "理由二"),
        ]

    def test_each_town_takes_it_further_by_its_own_days(self, house: House) -> None:
        configure(house.office, house.town, {"urging_head": 3, "urging_leader": 5})
        with on("2026-11-23"):
            found = urged(house, days=1)
        seen = []
        for day in ("2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"):
            TestUnanswered().look(day)
            found.refresh_from_db()
            seen.append(found.escalated)
        assert seen == ["", "head", "head", "leader"]

    def test_those_above_see_it_when_it_was_taken_to_them(self, house: House) -> None:
        unit = factories.make_unit(house.town)
        head, other, stranger = (
            house.person(Role.HANDLER, unit=one) for one in (house.unit, unit, unit)
        )
        for actor, one in ((head, house.unit), (other, unit)):
            Head.objects.create(unit=one, account=account_of(actor))
        with on("2026-11-23"):
            urged(house, days=1)
            assert waits_for(house.leader) == []
        for day, sees in (("2026-11-25", False), ("2026-11-28", True)):
            TestUnanswered().look(day)
            assert waits_for(head) == ["查看督办"]
            assert bool(waits_for(house.leader)) is sees
            for nobody in (other, stranger, house.office, House().leader):
                assert waits_for(nobody) == []

    def test_every_unit_is_urged_or_none(self, house: House) -> None:
        first, settled = events(house, 2)
        unit = factories.make_unit(house.town)
        Duty.objects.filter(pk=settled.pk).update(unit=unit)
        duty.excuse(house.office, Duty.objects.get(pk=settled.pk), "机构调整")
        both = Duty.objects.filter(pk__in=(first.pk, settled.pk)).order_by("pk")
        with pytest.raises(NotAllowedNow):
            duty.urge_all(house.office, both, "请公开", today() + timedelta(days=3))
        assert not Urging.objects.exists()


class TestPages:
    def test_bulk_urges_each_unit_once(self, house: House, client: Client) -> None:
        made = events(house, 2)
        client = client_of(house.office)
        reply_by = str(today() + timedelta(days=5))
        sent = {
            "duty": [one.pk for one in made],
            "asked": "1",
            "words": "请公开",
            "reply_by": reply_by,
        }
        preview = client.post("/duties/bulk/urge/", sent).content.decode()
        assert f"督办{house.unit.name}，{reply_by}前回复" in preview
        assert not Urging.objects.exists()
        done = client.post("/duties/bulk/urge/", {**sent, "confirmed": "1"}, follow=True)
        assert "已向1个单位发出督办，共2项任务" in done.content.decode()
        again = client.post("/duties/bulk/urge/", sent).content.decode()
        assert "已有1份督办待回复" in again

    def test_the_unit_answers_on_its_page(self, house: House) -> None:
        found = urged(house)
        client = client_of(house.drafter)
        assert "督办：请尽快公开" in client.get("/").content.decode()
        of_duty = client.get(f"/duties/{found.duties.get().pk}/").content.decode()
        assert f"/duties/urging/{found.pk}/" in of_duty
        assert "督办这项任务" not in of_duty
        empty = client.post(f"/duties/urging/{found.pk}/reply/", {"text": ""})
        assert "error" in empty.content.decode()
        page = client.post(f"/duties/urging/{found.pk}/reply/", {"text": "周五公开"}, follow=True)
        assert "周五公开" in page.content.decode()
        assert client.get(f"/duties/urging/{found.pk}/accept/").status_code == 404
        office = client_of(house.office)
        assert "办结督办" in office.get(f"/duties/urging/{found.pk}/").content.decode()
        done = office.post(f"/duties/urging/{found.pk}/accept/", {"why": ""}, follow=True)
        assert "已办结" in done.content.decode()

    def test_the_list_is_filtered_by_the_address(self, house: House) -> None:
        found = urged(house)
        Urging.objects.update(reply_by=today() - timedelta(days=1))
        client = client_of(house.office)
        for query, seen in (("state=late", True), ("state=replied", False), ("text=没有", False)):
            assert (
                f"{found.pk}号" in client.get(f"/duties/urging/?{query}").content.decode()
            ) is seen

    def test_exactly_what_is_filtered_goes_to_the_meeting(self, house: House) -> None:
        found = urged(house, count=2)
        duty.reply_urging(house.drafter, found, "周五公开")
        client = client_of(house.office)

        def rows(query: str) -> list[tuple[object, ...]]:
            content = client.get(f"/duties/urging/?format=xlsx{query}").content
            return list(load_workbook(io.BytesIO(content)).active.values)[1:]

        (row,) = rows("&state=replied")
        assert row[:4] == (found.pk, house.unit.name, "请尽快公开", 2)
        assert row[8] == "周五公开"
        assert not rows("&state=open")

    def test_others_see_nothing(self, house: House, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        found = urged(house)
        stranger = house.person(Role.LIAISON, unit=house.office_unit)
        for other in (stranger, House().office):
            assert list(urgings_for(other)) == []
            assert client_of(other).get(f"/duties/urging/{found.pk}/").status_code == 404
        assert list(urgings_for(house.drafter, UrgingFilter(unit=house.unit.slug))) == [found]
        client = client_of(house.office)
        client.get("/duties/urging/")
        with django_assert_max_num_queries(13):
            client.get("/duties/urging/")
