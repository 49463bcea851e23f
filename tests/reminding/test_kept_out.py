"""What keeps a reminder from whom it is not for, from a second time, and from a wrong hour.

Every one of these was broken once to see who notices.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

import factories
from duty.helpers import on
from foi.world import applying
from gongkai.duty import actions as duty
from gongkai.duty.handlers import look_at_urgings
from gongkai.foi import actions as foi
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import actor_for, system_actor
from gongkai.organisation.models import Account, Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect, EffectState
from gongkai.reminding import actions
from gongkai.reminding.checking import GatewayFacts
from gongkai.reminding.models import Gateway, Gathering, Message, Sending, SendingState
from reminding import test_gathering
from reminding.servers import Mailbox, mail_server
from reminding.test_gathering import Town, account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def drained(at: str) -> None:
    """Deliver what is due, at a moment of the clock."""
    test_gathering.TestLeaving().drained(at)


def days(first: str, last: str) -> Iterator[str]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield str(day)
        day += timedelta(days=1)


class TestUrgings:
    def told(self, town: Town, first: str, last: str) -> dict[str, dict[int, list[str]]]:
        """What each person is told of urgings on each day, the daily look before the gathering."""
        found = {}
        for day in days(first, last):
            with on(day):
                look_at_urgings(Delivery({"day": day}, "daily", 1))
            lines = {
                who: words
                for who, rows in town.gathered(day).items()
                if (words := [said for group, said in rows if group == "told"])
            }
            if lines:
                found[day[5:]] = lines
        return found

    def test_it_is_told_when_it_comes_when_its_day_is_near_and_when_it_goes_further(
        self, town: Town
    ) -> None:
        far = town.due("2026-12-30")
        town.gathered("2026-11-09")
        with on("2026-11-10"):
            duty.urge(town.office, town.unit, [far], "请公开", date(2026, 11, 18))
        liaison, head, leader = town.liaison.pk, town.head.pk, account_of(town.leader).pk
        near, late = ["回复期限快到了"], "过了期限没有回复，请马上回复"
        above = "单位过了期限没有回复，提请"
        assert self.told(town, "2026-11-10", "2026-11-27") == {
            "11-10": {liaison: ["请在期限前回复办理情况"]},
            "11-17": {liaison: near},
            "11-18": {liaison: near},
            "11-19": {liaison: [late], head: [f"{above}单位负责人"]},
            "11-23": {liaison: [late], leader: [f"{above}主管领导"]},
        }

    def test_an_answer_is_told_to_the_office_once_and_to_no_other_town(self, town: Town) -> None:
        far, other = town.due("2026-12-30"), Town()
        town.gathered("2026-11-09")
        with on("2026-11-10"):
            urged = duty.urge(town.office, town.unit, [far], "请公开", date(2026, 11, 18))
            duty.reply_urging(town.drafter, urged, "下周公开")
        said = {"11-10": {account_of(town.office).pk: ["单位已经回复，请核对"]}}
        assert self.told(town, "2026-11-10", "2026-11-12") == said
        other.gathered("2026-11-10")
        assert Gathering.objects.get(town=other.town).messages == 0


class TestPlaces:
    def test_whose_account_is_closed_stands_for_nobody(self, town: Town) -> None:
        Town()  # another one, whose Office it is nothing to
        charged = factories.make_account(Role.HANDLER, unit=town.unit)
        duty.assign(town.office, town.due("2026-11-11"), charged)
        Account.objects.filter(pk=charged.pk).update(is_active=False)
        assert set(town.gathered("2026-11-11")) == {town.liaison.pk}
        Account.objects.filter(pk=town.liaison.pk).update(is_active=False)
        assert set(town.gathered("2026-11-12")) == {account_of(town.office).pk}

    def test_a_former_liaison_is_told_nothing(self, town: Town) -> None:
        former = factories.make_account(Role.LIAISON, unit=town.unit)
        factories.make_liaison(
            town.unit, former, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31)
        )
        town.due("2026-11-11")
        assert set(town.gathered("2026-11-11")) == {town.liaison.pk}

    def test_a_case_without_a_handler_is_the_offices(self, town: Town) -> None:
        desk = factories.make_account(Role.LIAISON, unit=town.office_unit)
        factories.make_liaison(town.office_unit, desk, valid_from=factories.TODAY)
        facts = foi.TownFacts(reconsideration="示例区政府", online="网上平台", court="示例区法院")
        with on("2026-09-01"):
            foi.set_settings(town.office, town.office_unit, facts)
            case = foi.register(town.office, town.office_unit, applying(), foi.Receipt("counter"))
        case.refresh_from_db()
        assert set(town.gathered(str(case.act_by))) == {account_of(town.office).pk}

    def test_a_head_is_somebody_of_the_unit_whose_account_is_open(self, town: Town) -> None:
        closed = factories.make_account(Role.HANDLER, unit=town.unit, is_active=False)
        for wrong in (closed, account_of(town.office)):
            with pytest.raises(Invalid, match="在用的账号"):
                actions.appoint_head(town.office, town.unit, wrong)

    def test_the_numbers_of_a_town_are_asked(self, town: Town) -> None:
        for wrong in ({"every": 91}, {"urging_head": 0}, {"head": 1}):
            with pytest.raises(Invalid):
                actions.configure(town.office, town.town, wrong)


class TestLeaving:
    @pytest.fixture
    def box(self) -> Iterator[Mailbox]:
        with mail_server(Mailbox()) as box:
            yield box

    def mail(self, town: Town, box: Mailbox, **values: Any) -> Gateway:
        """Mail is set up, and the liaison has an address."""
        Account.objects.filter(pk=town.liaison.pk).update(email="lian@example.gov.cn")
        facts = {"port": box.port, "security": "none", "sender": "z@x.cn", **values}
        return actions.set_gateway(
            town.admin, town.town, GatewayFacts("email", "127.0.0.1", **facts)
        )

    def test_the_quiet_hours_are_the_towns_own(self, town: Town, box: Mailbox) -> None:
        self.mail(town, box)
        hours = {"quiet_from": time(12), "quiet_to": time(14)}
        actions.configure(town.office, town.town, hours)
        town.due("2026-11-11")
        town.gathered("2026-11-11")
        drained("2026-11-11T12:30")
        assert box.mails == []
        put_off = Effect.objects.get(handler="reminding.send", state=EffectState.WAITING)
        assert timezone.localtime(put_off.due_at).isoformat() == "2026-11-11T14:00:00+08:00"

    def test_a_way_that_was_closed_meanwhile_is_not_used(self, town: Town, box: Mailbox) -> None:
        self.mail(town, box)
        town.due("2026-11-11")
        town.gathered("2026-11-11")
        self.mail(town, box, active=False)
        drained("2026-11-11T10:01")
        assert (Sending.objects.get().state, box.mails) == (SendingState.SKIPPED, [])

    def test_who_is_urged_cannot_switch_it_off(self, town: Town, box: Mailbox) -> None:
        self.mail(town, box)
        account = Account.objects.get(pk=town.liaison.pk)
        actions.set_wishes(actor_for(account), actions.WishFacts(email_off=True))
        far = town.due("2026-12-30")
        with on("2026-11-10"):
            duty.urge(town.office, town.unit, [far], "请公开", date(2026, 11, 18))
        town.gathered("2026-11-10")
        assert Message.objects.get().urgent
        assert Sending.objects.count() == 1

    def test_what_was_sent_stays_sent(self, town: Town, box: Mailbox) -> None:
        self.mail(town, box)
        town.due("2026-11-11")
        town.gathered("2026-11-11")
        drained("2026-11-11T10:01")
        sending, failed = Sending.objects.get(), actions.Outcome(SendingState.FAILED)
        with pytest.raises(NotAllowedNow, match="已经发出"):
            actions.note_sending(system_actor(town.town), sending, failed)

    def test_an_address_waits_sealed_and_wishes_are_told_without_it(
        self, town: Town, box: Mailbox
    ) -> None:
        actions.try_gateway(town.admin, self.mail(town, box), "pruefer@example.gov.cn")
        assert "pruefer" not in str(Effect.objects.get(handler="reminding.try").payload)
        me = actor_for(Account.objects.get(pk=town.liaison.pk))
        actions.set_wishes(me, actions.WishFacts(mobile="13800000001"))
        entry = LedgerEntry.objects.filter(action="reminding.set_wishes").latest("id")
        assert entry.after["has_mobile"] is True
