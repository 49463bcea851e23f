"""What people do not find, as the Office reads it."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

import factories
from gongkai.organisation.models import Role, Town
from gongkai.search.models import DemandTerm
from search.factory import document, index

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(town: Town, client: Client) -> Client:
    """Signed in as the Office, with four terms of the town and one of another."""
    client.force_login(factories.make_account(Role.OFFICE, unit=factories.make_unit(town)))
    for folded, count in (("充电桩", 7), ("地铁", 2), ("张三", 1), ("公园", 3)):
        _term(town.slug, folded, count)
    _term("elsewhere", "别处的词", 9)
    index(document(1, "公园改造", town=town.slug))
    return client


def _term(town: str, folded: str, count: int) -> None:
    DemandTerm.objects.create(town=town, folded=folded, count=count, last_day=date(2026, 11, 20))


def test_repeated_terms_stand_there_with_what_is_found_now(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        answer = office.get("/demand/")
    assert [(term.folded, found) for term, found in answer.context["rows"]] == [
        ("充电桩", False),
        ("公园", True),
        ("地铁", False),
    ]
    assert "张三" not in answer.content.decode()
    assert "别处" not in answer.content.decode()


def test_the_workbook_holds_exactly_the_list(office: Client, town: Town) -> None:
    _term(town.slug, "=1+1", 2)
    answer = office.get("/demand/demand.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("检索词", "没有查到的次数", "最近一次", "现在能否查到")
    assert [(row[0], row[1], row[3]) for row in rows[1:]] == [
        ("充电桩", 7, "不能"),
        ("公园", 3, "能"),
        ("=1+1", 2, "不能"),
        ("地铁", 2, "不能"),
    ]
    assert all(cell.data_type == "s" for cell in sheet["A"])


def test_without_terms_the_page_says_so(town: Town, client: Client) -> None:
    client.force_login(factories.make_account(Role.LEADER, unit=factories.make_unit(town)))
    assert "还没有反复查不到的词" in client.get("/demand/").content.decode()


def test_a_liaison_does_not_see_it(town: Town, client: Client) -> None:
    client.force_login(factories.make_account(Role.LIAISON, unit=factories.make_unit(town)))
    assert client.get("/demand/").status_code == 403
    assert client.get("/demand/demand.xlsx").status_code == 403
