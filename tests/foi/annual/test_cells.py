"""Every reply kind, walked with real acts, stands in its own cell of table 三 and nowhere else."""

from datetime import date
from typing import Any

import pytest

from foi.test_replies import ANSWERS, DAY, PREPARE, TYPED, extras, plain
from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.annual.computing import compute
from gongkai.rules.annual_report.checking import check
from gongkai.rules.annual_report.layout import Place
from gongkai.rules.foi.replies import BY_CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Any:
    with at(DAY):
        yield Office()


def results(office: Office) -> dict[str, int]:
    """The rows of results with something in the column of natural persons."""
    figures = compute(office.town, 2026).figures
    assert check(figures) == []
    return {
        place.row: number
        for place, number in figures.items()
        if number and (place.table, place.column) == ("applications", "natural")
    }


@pytest.mark.parametrize("code", ANSWERS)
def test_an_answer_stands_in_its_cell(office: Office, code: str) -> None:
    given = extras(office, code)
    before = results(office)
    case = PREPARE.get(code, plain)(office)
    typed = {fact.name: TYPED.get(fact.name, "") for fact in BY_CODE[code].required}
    office.answered(case, code, typed=typed, **given)
    row = BY_CODE[code].annual_row
    after = results(office)
    changed = {name: after[name] - before.get(name, 0) for name in after}
    expected = {"1": 1, row: 1, "3.7": 1}
    assert {name: number for name, number in changed.items() if number} == expected


def test_a_withdrawn_application(office: Office) -> None:
    foi.withdraw(office.handler, office.registered(), "书面撤回")
    assert results(office) == {"1": 1, "3.6.3": 1, "3.7": 1}


def test_an_answer_taken_back_waits_again(office: Office) -> None:
    case = office.answered(office.registered())
    foi.take_back(office.head, case, "写错了机关名称")
    assert results(office) == {"1": 1, "4": 1}


def test_closed_for_want_of_correction_or_payment(office: Office) -> None:
    uncorrected, unpaid = office.registered(), office.registered()
    foi.ask_correction(office.handler, uncorrected, "请写明年份")
    foi.ask_fee(office.head, unpaid, foi.FeeFacts("page", pages=40, reason="超过合理范围"))
    foi.reach_payer(office.head, unpaid, date(2026, 9, 18))
    with at("2026-11-23"):
        foi.close_uncorrected(office.handler, uncorrected)
        foi.close_unpaid(office.head, unpaid)
    assert results(office) == {"1": 2, "3.6.1": 1, "3.6.2": 1, "3.7": 2}
    assert Place("applications", "3.6.1", "total") in compute(office.town, 2026).figures
