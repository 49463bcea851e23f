"""The demonstration's report of the year before stands finished, without a fault."""

from types import SimpleNamespace

import pytest

from foi.world import Office, at
from gongkai.demo.applications import OFFICE, _annual_report
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.queries import standing_of
from gongkai.rules.annual_report.checking import check

pytestmark = pytest.mark.django_db


def test_the_report_of_last_year_is_finished_and_adds_up() -> None:
    with at("2026-01-20"):
        office = Office()
        town = SimpleNamespace(
            town=office.town, units={OFFICE: office.unit}, actors={"office": office.head}
        )
        _annual_report(town)
    report = AnnualReport.objects.get()
    assert (report.year, report.state) == (2025, "done")
    assert [found.message for found in check(standing_of(report).figures, township=True)] == []
