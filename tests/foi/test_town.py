"""What a town sets for its applications, who heads its Office, what it makes of repeated demand."""

from collections.abc import Iterator
from typing import Any

import pytest

from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Demand
from gongkai.foi.queries import demand_for, demand_of
from gongkai.foi.setting import settings_of
from gongkai.foi.timing import refresh
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.models import Account, Role
from gongkai.organisation.refusals import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    with at("2026-09-18"):
        yield Office()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("retention_years", 9),
        ("retention_years", 101),
        ("demand_threshold", 1),
        ("postcode", "26640"),
        ("reply", {"reply": 30}),
        ("correction", {"correction": 61}),
    ],
)
def test_what_a_town_may_not_set_changes_nothing(office: Office, name: str, value: Any) -> None:
    facts = {"periods": value} if isinstance(value, dict) else {name: value}
    with pytest.raises(Invalid) as refused:
        foi.set_settings(office.head, office.unit, foi.TownFacts(**facts))
    assert set(refused.value.errors) == {name}
    office.town.refresh_from_db()
    assert settings_of(office.town).payment


def test_settings_count_from_now_on_and_the_ledger_has_what_changed(office: Office) -> None:
    before = office.registered()
    foi.ask_correction(office.handler, before, "请写明年份")
    due = before.clocks.get(kind="correction").due
    kept = {name: getattr(settings_of(office.town), name) for name in ("court", "payment")}
    facts = foi.TownFacts(**kept, periods={"correction": 5})
    foi.set_settings(office.head, office.unit, facts)
    entry = LedgerEntry.objects.filter(action="foi.set_settings").latest("id")
    assert entry.after["periods"] == {"correction": 5}
    assert entry.before["periods"] == {}
    assert set(entry.after).isdisjoint(kept)
    assert settings_of(office.unit.town).periods == {"correction": 5}
    refresh(before)
    assert before.clocks.get(kind="correction").due == due
    later = office.registered()
    foi.ask_correction(office.handler, later, "请写明年份")
    assert later.clocks.get(kind="correction").due < due


def test_the_head_of_the_office_is_somebody_of_the_towns_office(office: Office) -> None:
    closed = office.account(office.person(Role.OFFICE))
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    stranger, leader = Office().head.account, office.leader.account
    for wrong in (closed, stranger, leader):
        assert wrong is not None
        with pytest.raises(Invalid, match="党政办公室的在用账号"):
            foi.name_head(office.leader, office.unit, wrong)
    assert settings_of(office.town).head == office.head.account


def test_demand_is_what_was_asked_for_here_often_enough(office: Office) -> None:
    other = Office()
    for place, topic, times in ((office, "公路", 3), (office, "林地", 2), (other, "林地", 1)):
        for _ in range(times):
            foi.classify(place.handler, place.registered(), "合同", topic)
    assert [(row.topic, row.count) for row in demand_for(office.head)] == [("公路", 3)]
    assert demand_of(office.town, "林地") == 2
    with pytest.raises(Invalid, match="没有这个归类"):
        foi.decide_demand(office.head, office.unit, "水库", True, "群众关注")
    with pytest.raises(Invalid, match="理由"):
        foi.decide_demand(office.head, office.unit, "公路", True, " ")
    assert not Demand.objects.exists()


@pytest.mark.parametrize(
    ("dispatch", "answer", "due"),
    [(False, True, "2026-10-28"), (True, True, "2026-10-29"), (False, False, "2026-10-27")],
)
def test_which_ends_of_a_consultation_are_left_out_is_the_towns_rule(
    office: Office, dispatch: bool, answer: bool, due: str
) -> None:
    facts = foi.TownFacts(pause_dispatch_day=dispatch, pause_answer_day=answer)
    foi.set_settings(office.head, office.unit, facts)
    case = office.registered()
    with at("2026-09-21"):
        asked = office.consulted(case)
    with at("2026-09-28"):
        foi.end_consultation(office.handler, asked, "agreed", answer="同意")
    assert str(case.clocks.get(kind="reply").due) == due
