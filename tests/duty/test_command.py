"""``gongkai duty`` from the command line."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from duty.helpers import NEW_YEAR, make_item, on
from gongkai.duty.models import Duty, Run
from gongkai.organisation.actions import enter_calendar_year
from gongkai.organisation.queries import calendar_in_force
from roads import House

pytestmark = pytest.mark.django_db


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> object:
    call_command("duty", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_make_recompute_and_report(capsys: pytest.CaptureFixture[str]) -> None:
    house = House()
    make_item(house, "每季度结束后10日内")
    with on("2026-11-23"):
        [made] = answered(capsys, "make", "--town", house.town.slug, "--since", "2026-01-01")
        assert made["made"] == Duty.objects.count() == 4
        [again] = answered(capsys, "make")
        assert again["made"] == 0
        enter_calendar_year(house.office, NEW_YEAR)
        [moved] = answered(capsys, "recompute")
        assert moved["recomputed"] == 4
        assert moved["calendar"] == calendar_in_force().edition
        assert moved["events"] == Run.objects.latest("id").digest
        report = answered(capsys, "report", "--town", house.town.slug)
        assert (report["total"]["overdue"], report["total"]["owed"]) == (3, 2)
        assert len(report["bases"]) == 23
        call_command("duty", "report", "--town", house.town.slug, "--year", "2026")
        assert "按法定依据" in capsys.readouterr().out
        call_command("duty", "make")
        assert "新增0项" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("report", "--town", "nowhere"), "没有标识为“nowhere”的镇街"),
        (("make",), "还没有镇街"),
        (("make", "--since", "2026年"), "日期应写作"),
    ],
)
def test_what_cannot_be_meant_is_said(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("duty", *words)


def test_a_day_to_come_is_refused_and_nothing_is_made() -> None:
    house = House()
    with on("2026-03-02"), pytest.raises(CommandError, match="起算日期"):
        call_command("duty", "make", "--town", house.town.slug, "--since", str(date(2027, 1, 1)))
    assert not Run.objects.exists()
