"""The review register: exactly what the address says, on the page and in the workbook."""

import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role
from gongkai.review import actions
from gongkai.review.register import HEADINGS
from roads import House

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


def titles(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/review/rows/{query}")
    assert answer.status_code == 200
    return [row.title for row in answer.context["page"].object_list]


def workbook(client: Client, query: str = "") -> list[tuple[object, ...]]:
    answer = client.get(f"/review/rows.xlsx{query}")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_the_page_and_the_workbook_hold_the_same_filtered_rows(
    house: House, client_of: ClientOf
) -> None:
    released = house.released(house.record(title="已经发布的通知"))
    house.registered(house.record(title="等待意见的通知"))
    refused = house.registered(house.record(title="不同意的通知"))
    house.ticked(refused, leader="disagree")
    unclear = house.registered(house.record(title="不明确的通知"))
    actions.give_working_opinion(house.reviewer, unclear, "unclear", unclear.digest, note="?")
    removed = house.registered(house.record(title="移出的通知"))
    actions.remove_row(house.handler, removed, "不送了")
    client = client_of(house.office)
    states = {
        "agreed": "已经发布的通知",
        "waiting": "等待意见的通知",
        "refused": "不同意的通知",
        "unclear": "不明确的通知",
        "void": "移出的通知",
    }
    for state, title in states.items():
        assert titles(client, f"?state={state}") == [title]
        head, *rows = workbook(client, f"?state={state}")
        assert head == HEADINGS
        assert [row[5] for row in rows] == [title]
    assert len(titles(client)) == len(workbook(client)) - 1 == 5
    assert titles(client, "?text=等待") == ["等待意见的通知"]
    assert titles(client, "?until=2020-01-01") == []
    assert titles(client, "?since=gestern") == []
    (row,) = workbook(client, "?state=agreed")[1:]
    assert row[HEADINGS.index("发布登记号")] == released.number


def test_text_is_never_a_formula(house: House, client_of: ClientOf) -> None:
    house.registered(house.record(title="=HYPERLINK(1)"))
    answer = client_of(house.office).get("/review/rows.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cell = sheet.cell(2, 6)
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_person_sees_the_rows_of_their_scope(house: House, client_of: ClientOf) -> None:
    house.registered(house.record())
    stranger = client_of(house.person(Role.LIAISON, unit=factories.make_unit(house.town)))
    assert titles(stranger) == []
    assert len(workbook(stranger)) == 1


def test_the_list_costs_the_same_for_few_and_many(house: House, client_of: ClientOf) -> None:
    client = client_of(house.office)
    house.registered(house.record())
    titles(client)
    with CaptureQueriesContext(connection) as few:
        titles(client)
    for _ in range(5):
        house.registered(house.record())
    with CaptureQueriesContext(connection) as many:
        titles(client)
    assert len(many) <= len(few) <= 12
