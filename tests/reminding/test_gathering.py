"""One message a day for each person: who is told what, by which way, with which proof."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

import factories
from duty.helpers import made, make_item, on, owed
from gongkai.duty import actions as duty
from gongkai.duty.models import Duty
from gongkai.ledger import clock
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Role
from gongkai.outbox.actions import retry_stuck
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import claim, deliver
from gongkai.reminding import actions
from gongkai.reminding.checking import GatewayFacts
from gongkai.reminding.models import Gathering, Message, Sending, SendingState
from gongkai.reminding.sources import Occasion, Told, forget_reminders, register_reminders
from gongkai.reminding.wording import Line, plain_text, title
from gongkai.rules.reminding import Whom
from reminding.servers import Mailbox, mail_server
from roads import House

pytestmark = pytest.mark.django_db
PHRASE = "信息形成之日起20个工作日内"


class Town(House):
    """A house with a liaison, a head of the unit, and somebody in the Office."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.liaison = factories.make_liaison(
            self.unit, account_of(self.drafter), valid_from=factories.TODAY
        ).account
        self.head = factories.make_account(Role.HANDLER, unit=self.unit)
        actions.appoint_head(self.office, self.unit, self.head)
        self.admin = actor_for(factories.make_account(Role.SYSTEM_ADMIN, unit=self.office_unit))

    def due(self, day: str, what: str = "示例文件") -> Duty:
        """A duty of the unit, there since March, due on a day."""
        with on("2026-03-02"):
            obligation = getattr(self, "obligation", None) or owed(self, PHRASE)
            self.obligation = obligation
            found = duty.record_event(self.drafter, obligation, clock.today(), what)
        Duty.objects.filter(pk=found.pk).update(due_on=day)
        return found

    def gathered(self, day: str) -> dict[int, list[tuple[str, str]]]:
        """The groups and words of each person's message of a day; nothing on a day off."""
        with on(day):
            try:
                actions.gather(system_actor(self.town), self.town)
            except actions.NothingToGatherError:
                return {}
        return {
            message.account_id: [(line["group"], line["words"]) for line in message.lines]
            for message in Message.objects.filter(day=day)
        }


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


@pytest.fixture
def town() -> Town:
    return Town()


class TestWho:
    def test_is_told_level_by_level(self, town: Town) -> None:
        town.due("2026-11-11")
        office = account_of(town.office).pk
        told: dict[str, set[int]] = {}
        day = datetime(2026, 10, 30).date()  # noqa: DTZ001
        while day < datetime(2026, 12, 4).date():  # noqa: DTZ001
            if found := town.gathered(str(day)):
                told[f"{day:%m-%d}"] = set(found)
            day += timedelta(days=1)
        liaison, head = town.liaison.pk, town.head.pk
        assert told == {
            "11-04": {liaison},
            "11-10": {liaison},
            "11-11": {liaison},
            "11-12": {liaison},
            "11-16": {liaison, head},
            "11-18": {liaison, head, office},
            "11-25": {liaison, head, office},
            "12-02": {liaison, head, office},
        }

    def test_what_is_done_is_told_to_nobody(self, town: Town) -> None:
        duty.excuse(town.office, town.due("2026-11-11"), "机构调整")
        assert town.gathered("2026-11-11") == {}
        assert Gathering.objects.get().messages == 0

    def test_twice_a_day_is_once(self, town: Town) -> None:
        town.due("2026-11-11")
        assert town.gathered("2026-11-11")
        assert town.gathered("2026-11-11") == {}
        assert Message.objects.count() == 1

    def test_one_message_holds_everything_of_a_person(self, town: Town) -> None:
        town.due("2026-11-11", "一")
        town.due("2026-11-12", "二")
        town.due("2026-11-10", "三")
        found = town.gathered("2026-11-11")
        assert found == {
            town.liaison.pk: [("late", "已逾期1天"), ("today", "今天到期"), ("ahead", "还有1天")]
        }
        assert Message.objects.get().title == "11月11日提醒：3项，其中1项已经逾期"

    def test_a_person_charged_stands_in_for_the_liaison(self, town: Town) -> None:
        found = town.due("2026-11-11")
        duty.assign(town.office, found, town.head)
        assert set(town.gathered("2026-11-11")) == {town.head.pk}

    def test_the_office_stands_in_where_nobody_is_named(self, town: Town) -> None:
        actions.appoint_head(town.office, town.unit, None)
        town.unit.liaisons.all().delete()
        town.due("2026-11-11")
        assert set(town.gathered("2026-11-11")) == {account_of(town.office).pk}

    def test_another_town_is_told_nothing(self, town: Town) -> None:
        other = Town()
        town.due("2026-11-11")
        assert other.gathered("2026-11-11") == {}

    def test_urgings_come_in_the_same_message(self, town: Town) -> None:
        found = town.due("2026-11-11")
        with on("2026-11-10"):
            reply_by = clock.today() + timedelta(days=7)
            made = duty.urge(town.office, town.unit, [found], "请公开", reply_by)
        assert town.gathered("2026-11-11")[town.liaison.pk] == [
            ("told", "请在期限前回复办理情况"),
            ("today", "今天到期"),
        ]
        with on("2026-11-12"):
            duty.reply_urging(town.drafter, made, "明天公开")
        told = town.gathered("2026-11-12")
        assert told[account_of(town.office).pk] == [("told", "单位已经回复，请核对")]
        assert ("told", "单位已经回复，请核对") not in told[town.liaison.pk]

    def test_another_package_joins_in(self, town: Town) -> None:
        def provider(occasion: Occasion) -> Iterator[Told]:
            assert occasion.town == town.town
            yield Told("1", town.unit.pk, "示例", "请看", "/x/", frozenset({Whom.LEADER}))

        register_reminders("test", provider)
        try:
            assert set(town.gathered("2026-11-11")) == {account_of(town.leader).pk}
        finally:
            forget_reminders("test")

    def test_costs_the_same_for_few_and_many(
        self, town: Town, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(6):
            town.due("2026-11-11", f"文件{number}")
        with django_assert_max_num_queries(34):
            town.gathered("2026-11-11")


class TestWords:
    def test_numbers_and_dates_and_nobody_ranked(self) -> None:
        lines = [Line("late", "甲", "一单位", "/d/1/", "2026-11-01", "已逾期9天", "张三的申请")]
        assert title(factories.TODAY, lines) == "3月2日提醒：1项，其中1项已经逾期"
        text = plain_text("您好。", lines, "https://office")
        assert "1. 甲（一单位，2026-11-01到期，已逾期9天）\n   https://office/d/1/" in text
        assert "张三" not in text

    def test_what_does_not_fit_is_counted(self) -> None:
        lines = [Line("ahead", f"事{n}", "单位", "/") for n in range(103)]
        assert "另有3项" in plain_text("", lines, "")


class TestLeaving:
    @pytest.fixture
    def box(self) -> Iterator[Mailbox]:
        with mail_server(Mailbox()) as box:
            yield box

    def prepared(self, town: Town, box: Mailbox, **wishes: Any) -> None:
        """Mail is set up, the liaison has an address, and a duty is due on the 11th."""
        facts = GatewayFacts("email", "127.0.0.1", port=box.port, security="none", sender="z@x.cn")
        actions.set_gateway(town.admin, town.town, facts)
        Account.objects.filter(pk=town.liaison.pk).update(email="lian@example.gov.cn")
        if wishes:
            account = Account.objects.get(pk=town.liaison.pk)
            actions.set_wishes(actor_for(account), actions.WishFacts(**wishes))
        town.due("2026-11-11", "张三的申请")

    def drained(self, at: str) -> int:
        """Deliver what is due, at a moment of the clock."""
        Effect.objects.filter(state=EffectState.WAITING).update(due_at=timezone.now())
        moment = datetime.fromisoformat(at).replace(tzinfo=factories.SHANGHAI)
        done = 0
        with clock.demonstration_moment(moment):
            waiting = Effect.objects.filter(state=EffectState.WAITING).count()
            for _ in range(waiting):
                if effect := claim():
                    done += deliver(effect)
        return done

    def test_a_mail_goes_out_and_its_proof_is_kept(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box)
        town.gathered("2026-11-11")
        self.drained("2026-11-11T10:01")
        sending = Sending.objects.get()
        assert (sending.state, sending.address) == (SendingState.SENT, "l***@example.gov.cn")
        assert sending.proof == "250 2.0.0 Ok: queued as Q0001"
        text = box.message().get_content()
        assert town.item.level1 not in text
        assert "今天到期" in text
        assert "张三" not in text
        entry = LedgerEntry.objects.get(action="reminding.note_sending")
        assert "queued as Q0001" in entry.after["proof"]
        assert "lian@" not in str(entry.after)

    def test_delivering_twice_sends_once(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box)
        town.gathered("2026-11-11")
        self.drained("2026-11-11T10:01")
        Effect.objects.filter(handler="reminding.send").update(state=EffectState.WAITING)
        self.drained("2026-11-11T10:02")
        assert len(box.mails) == 1

    def test_waits_for_the_morning(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box)
        with (
            on("2026-11-11"),
            clock.demonstration_moment(datetime(2026, 11, 11, 21, 0, tzinfo=factories.SHANGHAI)),
        ):
            actions.gather(system_actor(town.town), town.town)
        effect = Effect.objects.get(handler="reminding.send")
        assert timezone.localtime(effect.due_at).isoformat() == "2026-11-12T08:00:00+08:00"
        self.drained("2026-11-11T21:01")  # a retry that comes in quiet hours
        assert box.mails == []
        put_off = Effect.objects.get(handler="reminding.send", state=EffectState.WAITING)
        assert timezone.localtime(put_off.due_at).isoformat() == "2026-11-12T08:00:00+08:00"
        self.drained("2026-11-12T08:00")
        assert len(box.mails) == 1

    def test_is_tried_again_and_then_shown_to_a_person(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box)
        town.gathered("2026-11-11")
        box.refuse["RCPT"] = "451 4.3.0 try again"
        self.drained("2026-11-11T10:01")
        sending = Sending.objects.get()
        assert (sending.state, "451" in sending.error) == (SendingState.WAITING, True)
        box.refuse["RCPT"] = "550 5.1.1 no such user"
        self.drained("2026-11-11T10:02")
        sending.refresh_from_db()
        assert sending.state == SendingState.FAILED
        stuck = Effect.objects.get(state=EffectState.STUCK)
        retry_stuck([stuck.pk])
        self.drained("2026-11-11T10:03")
        sending.refresh_from_db()
        assert (sending.state, sending.error) == (SendingState.SENT, "")

    def test_what_is_switched_off_stays_in_the_house(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box, email_off=True)
        town.gathered("2026-11-11")
        assert not Sending.objects.exists()
        assert Message.objects.filter(account=town.liaison).exists()

    def test_what_is_overdue_is_not_switched_off_unless_the_house_lets_it(
        self, town: Town, box: Mailbox
    ) -> None:
        self.prepared(town, box, email_off=True)
        town.gathered("2026-11-12")
        assert Sending.objects.count() == 1
        actions.configure(town.office, town.town, {"keep_email": False})
        self.drained("2026-11-12T10:01")
        assert Sending.objects.get().state == SendingState.SKIPPED
        assert box.mails == []

    def test_a_closed_account_gets_nothing(self, town: Town, box: Mailbox) -> None:
        self.prepared(town, box)
        town.gathered("2026-11-11")
        Account.objects.filter(pk=town.liaison.pk).update(is_active=False)
        self.drained("2026-11-11T10:01")
        assert (Sending.objects.get().state, box.mails) == (SendingState.SKIPPED, [])

    def test_the_day_begins_by_itself(self, town: Town) -> None:
        from gongkai.outbox.handlers import Delivery
        from gongkai.reminding.handlers import every_day, on_gather

        make_item(town, "每月公开一次")
        made(town)
        with on("2026-11-11"):
            every_day(Delivery({"day": "2026-11-11"}, "daily", 1))
            every_day(Delivery({"day": "2026-11-11"}, "daily", 1))
            effect = Effect.objects.get(handler="reminding.gather")
            on_gather(Delivery(effect.payload, effect.key, 1))
            on_gather(Delivery(effect.payload, effect.key, 2))
        assert Gathering.objects.filter(town=town.town).count() == 1
