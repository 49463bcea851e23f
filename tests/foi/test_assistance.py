"""协办: the unit that is asked has a page of what is asked of it, and of nothing else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import factories
from foi.test_pages import client_of
from foi.world import Office, applying
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Assistance
from gongkai.foi.permissions import RULES
from gongkai.foi.personal import seal_applicant
from gongkai.foi.reminders import reminders
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Role, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid
from gongkai.organisation.waiting import waiting_for
from gongkai.reminding.sources import Occasion
from gongkai.rules.foi.fields import Applying
from gongkai.rules.reminding import window

pytestmark = pytest.mark.django_db

WORDS = "请检索2025年养护资金的分配方案（申请人要复印件）。"
BUDGET = 8


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def case(office: Office) -> Application:
    return office.registered()


def ask(office: Office, case: Application, words: str = WORDS) -> Assistance:
    return foi.ask_assistance(office.handler, case, office.house.unit, words, today())


def address_of(asked: Assistance) -> str:
    return f"/foi/assistance/{asked.pk}/"


def page_of(actor: Actor, asked: Assistance) -> str:
    return client_of(actor).get(address_of(asked)).content.decode()


def test_the_unit_reads_what_is_asked_until_when_and_how_to_answer(
    office: Office, case: Application
) -> None:
    Unit.objects.filter(pk=office.unit.pk).update(phone="0532-00000001", address="示例路2号")
    asked = ask(office, case)
    client = client_of(office.house.drafter)
    client.get(address_of(asked))
    with CaptureQueriesContext(connection) as taken:
        page = client.get(address_of(asked)).content.decode()
    assert len(taken) <= BUDGET
    for said in (WORDS, str(asked.reply_by), case.number, office.unit.name, "0532-00000001"):
        assert said in page, said
    assert office.account(office.handler).name in page
    assert "等待反馈" in page


def test_who_applied_stands_nowhere(office: Office, case: Application) -> None:
    asked = ask(office, case)
    given = applying()
    page = page_of(office.house.drafter, asked)
    known = (given.name, given.id_number, given.phone, given.email, given.address)
    for secret in (*known, case.applicant_mask, given.description, case.subject):
        assert secret not in page, secret


@pytest.mark.once
@pytest.mark.parametrize("name", ["name", "id_number", "phone", "email", "address"])
def test_who_applied_is_not_written_into_it(office: Office, case: Application, name: str) -> None:
    told = getattr(applying(), name)
    with pytest.raises(Invalid) as refused:
        ask(office, case, f"请联系{told.upper()}核对")
    assert set(refused.value.errors) == {"request"}
    assert not Assistance.objects.exists()


def test_the_village_of_who_applied_may_be_what_is_asked_about(office: Office) -> None:
    words = "请检索示例镇示例村2025年的村级财务"
    asked = ask(office, office.registered(address="示例镇示例村"), words)
    assert words in page_of(office.house.drafter, asked)


def test_a_name_that_is_known_later_is_not_shown(office: Office, case: Application) -> None:
    """A correction may bring the name of somebody of whom the words spoke already."""
    asked = ask(office, case, "请与张补正核对")
    assert "张补正" in page_of(office.house.drafter, asked)
    seal_applicant(case, Applying(name="张补正", phone="13800000002"))
    page = page_of(office.house.drafter, asked)
    assert "张补正" not in page
    assert "请看收到的协办函" in page


@pytest.mark.once
def test_it_is_open_to_the_unit_that_is_asked_and_to_those_above(
    office: Office, case: Application
) -> None:
    asked, house = ask(office, case), office.house
    village = factories.make_unit(house.town, kind="village")
    own = {Role.LIAISON, Role.HANDLER, Role.REVIEWER, Role.VILLAGE}
    above = {Role.OFFICE, Role.LEADER}
    assert set(RULES["foi.assistance.read"].grants) == own | above
    for role in Role:
        people = (
            actor_for(factories.make_account(role, unit=house.unit)),
            actor_for(factories.make_account(role, unit=village)),
            actor_for(factories.make_account(role)),
        )
        answers = [client_of(actor).get(address_of(asked)).status_code for actor in people]
        expected = [200, 200 if role in above else 404, 404]
        assert answers == (expected if role in own | above else [403, 403, 403]), role


def test_desk_and_reminder_lead_there_until_it_is_answered(
    office: Office, case: Application
) -> None:
    asked = ask(office, case)
    liaison = office.house.drafter

    def desk() -> list[str]:
        return [item.url for item in waiting_for(liaison) if "协办函" in item.what]

    def reminded() -> set[str]:
        works = calendar_in_force().is_working_day
        days = (today() + timedelta(days=n) for n in range(30))
        within = window(next(filter(works, days)), None, works)
        assert within is not None
        told = reminders(Occasion(office.town, within, now() - timedelta(days=1)))
        return {one.url for one in told if one.key.startswith("assistance-")}

    foi.remind(office.head, case)
    assert desk() == [address_of(asked)]
    assert reminded() == {address_of(asked)}
    foi.end_assistance(office.handler, asked, "没有找到")
    assert desk() == []
    assert reminded() == set()
    page = page_of(liaison, asked)
    assert "已登记反馈" in page
    assert "怎样反馈" not in page


def test_what_is_removed_with_the_applicant_is_said_to_be_gone(
    office: Office, case: Application
) -> None:
    asked = ask(office, case)
    Assistance.objects.update(request="", answer="已清除", answered_on=today())
    Application.objects.update(removed_at=now(), closed_on=date(2026, 9, 30))
    page = page_of(office.house.drafter, asked)
    assert "内容已清除" in page
    assert "怎样反馈" not in page
