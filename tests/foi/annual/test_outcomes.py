"""Answer times and outcomes, unit by unit."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import factories
from gongkai.foi.annual.outcomes import HEADINGS, UnitYear, as_csv, charts_of, units_of_year
from gongkai.organisation.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(year):
    year.answered("2025-03-03", "2025-03-13")
    year.answered("2025-03-03", "2025-03-23", "R01", where="镇政府网站")
    year.answered("2025-03-03", "2025-07-01")
    year.office.on("2025-12-30")
    return year


def test_times_and_outcomes(busy):
    (row,) = units_of_year(busy.office.head, 2025)
    assert row.cells() == [
        busy.office.unit.name, "4", "3", "2", "20", "120", "1", "0", "0", "2", "0", "0",
    ]  # fmt: skip
    assert len(row.cells()) == len(HEADINGS)


def test_a_unit_that_answered_nothing_has_no_time():
    assert UnitYear("示例办", received=2).cells()[:6] == ["示例办", "2", "0", "0", "", ""]
    assert charts_of([UnitYear("示例办")])[0].bars == []


def test_the_csv_is_the_table(busy):
    rows = units_of_year(busy.office.head, 2025)
    read = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    assert read == [list(HEADINGS), rows[0].cells()]
    assert b"'=1+1" in as_csv([UnitYear("=1+1")])


def test_the_page_draws_charts_with_their_table(busy, client):
    client.force_login(busy.office.account(busy.office.head))
    address = reverse("annual:outcomes", args=[2025])
    with CaptureQueriesContext(connection) as captured:
        shown = client.get(address).content.decode()
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) <= 10
    assert shown.count("<svg") == 2 and "各单位答复用时中位数：" in shown and ">120<" in shown
    answer = client.get(reverse("annual:outcomes_csv", args=[2025]))
    assert answer["Content-Type"] == "text/csv" and "attachment" in answer["Content-Disposition"]
    assert "这一年没有申请" in client.get(reverse("annual:outcomes", args=[2024])).content.decode()
    for wrong in (2019, 2099, 10**30):
        assert client.get(f"/annual/{wrong}/outcomes/").status_code == 404
        assert client.get(f"/annual/{wrong}/").status_code == 404


def test_another_town_sees_its_own(busy, client):
    client.force_login(factories.make_account(Role.OFFICE, unit=factories.make_unit()))
    shown = client.get(reverse("annual:outcomes", args=[2025])).content.decode()
    assert "这一年没有申请" in shown
