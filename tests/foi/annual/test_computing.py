"""What the records say about a year."""

from datetime import date

import pytest

import factories
from foi.world import at
from gongkai.foi import actions as foi
from gongkai.foi.annual.computing import compute
from gongkai.foi.annual.facts import forget_facts, register_facts
from gongkai.publication.models import Version
from gongkai.rules.annual_report.checking import check
from gongkai.rules.annual_report.counting import Case
from gongkai.rules.annual_report.layout import APPLICANTS, DISPUTES, LEAVES, OUTCOMES, Place
from gongkai.rules.foi.applicants import TABLE as KINDS
from gongkai.rules.foi.disputes import DisputeKind, DisputeState
from gongkai.rules.foi.replies import TABLE as REPLIES
from rules.annual_report.making import app


def test_the_codes_are_those_of_the_applications():
    assert {row.code: row.name for row in KINDS} == APPLICANTS
    assert {row.annual_row for row in REPLIES} <= set(LEAVES)
    assert {kind.value for kind in DisputeKind} == set(DISPUTES)
    assert {state.value for state in DisputeState} == set(OUTCOMES)


@pytest.mark.parametrize("reply", REPLIES.rows, ids=lambda reply: reply.code)
def test_every_reply_kind_counts_in_its_row(reply):
    day = date(2025, 3, 1)
    assert Case("natural", day, day, reply.annual_row).row == reply.annual_row


def test_a_year_of_applications(year):
    year.answered("2024-12-20", "2025-01-10")
    year.answered("2025-03-03", "2025-03-20", kind="business")
    year.answered("2025-12-20", "2026-01-10")
    year.office.on("2025-12-30")
    year.office.on("2026-01-05")
    figures = compute(year.office.town, 2025).figures
    assert {p: figures[p] for p in map(app, ("1", "2", "3.4.1", "3.7", "4"))} == {
        app("1"): 3, app("2"): 1, app("3.4.1"): 2, app("3.7"): 2, app("4"): 2,
    }  # fmt: skip
    assert figures[app("3.4.1", "business")] == 1
    assert check(figures) == []
    after = compute(year.office.town, 2026).figures
    assert all(after[app("2", c)] == figures[app("4", c)] for c in (*APPLICANTS, "total"))


def test_an_open_application_of_last_year_is_carried(year):
    year.office.on("2024-12-30")
    before, now = (compute(year.office.town, y).figures for y in (2024, 2025))
    assert (before[app("4")], now[app("2")], now[app("4")], now[app("1")]) == (1, 1, 1, 0)


def test_another_town_is_not_counted(year):
    year.answered("2025-03-03", "2025-03-20")
    other = factories.make_town()
    assert not any(compute(other, 2025).figures.values())


def test_disputes(year):
    case = year.answered("2025-03-03", "2025-03-20")
    with at("2025-05-06"):
        facts = foi.DisputeFacts(
            kind="reconsideration",
            reference="示例复〔2025〕1号",
            body="示例区人民政府",
            notified_on=date(2025, 5, 6),
        )
        dispute = foi.open_dispute(year.office.head, case, facts)
    place = Place("disputes", "reconsideration", "pending")
    assert compute(year.office.town, 2025).figures[place] == 1
    before, elsewhere = compute(year.office.town, 2024), compute(factories.make_town(), 2025)
    assert before.figures[place] == elsewhere.figures[place] == 0
    with at("2025-06-06"):
        foi.end_dispute(year.office.head, dispute, "uphold", "维持")
    figures = compute(year.office.town, 2025).figures
    assert figures[place] == 0
    assert figures[Place("disputes", "reconsideration", "upheld")] == 1


def test_what_the_platform_cannot_know_is_not_there(year):
    figures = compute(year.office.town, 2025).figures
    assert figures[Place("information", "rules", "in_force")] == 0
    for row, column in (("permits", "decided"), ("fees", "amount"), ("normative", "issued")):
        assert Place("information", row, column) not in figures


def test_documents_filed_as_normative(year):
    house = year.office.house
    item = factories.make_item(town=house.town, units=(house.unit,), level2="行政规范性文件")
    house.item = item
    kept, ended, old = (house.released() for _ in range(3))
    for release, formed, validity, on in (
        (kept, "2025-02-01", "有效", None),
        (ended, "2024-02-01", "废止", "2025-08-01"),
        (old, "2023-02-01", "废止", "2026-02-01"),
    ):
        Version.objects.filter(pk=release.version_id).update(
            formed_on=formed, validity=validity, validity_on=on
        )
    figures = compute(house.town, 2025).figures
    found = [figures[Place("information", "normative", c)] for c in ("issued", "abolished")]
    assert [*found, figures[Place("information", "normative", "in_force")]] == [1, 1, 2]


def test_facts_of_the_year(year):
    year.answered("2025-03-03", "2025-03-20")
    year.answered("2025-03-03", "2025-06-20")
    year.answered("2025-03-03", "2025-03-31")  # the last of the 20 working days
    with at("2025-06-01"):
        year.office.house.released()
    register_facts("test", "监督保障", lambda town, y: [f"{town.name}{y}年培训3次。"])
    try:
        facts = compute(year.office.town, 2025).facts
    finally:
        forget_facts("test")
    assert (facts.answered, facts.on_time) == (3, 2)
    assert (facts.released, facts.corrected, facts.withdrawn) == (1, 0, 0)
    assert facts.channels == [("政府网站", 1)]
    assert facts.fields[0][1] == 1
    training = [f"{year.office.town.name}2025年培训3次。"]
    assert facts.more == {"监督保障": training, "依申请公开": []}
    with pytest.raises(ValueError, match="no topic"):
        register_facts("test", "天气", lambda town, y: [])


def test_only_what_was_paid_is_collected(year):
    office, case = year.office, year.office.on("2025-03-03")
    with at("2025-03-04"):
        foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="数量过大"))
    assert compute(office.town, 2025).facts.fees == 0
    with at("2025-03-10"):
        foi.pay_fee(office.head, case, "鲁财0001")
    assert [compute(office.town, y).facts.fees for y in (2024, 2025, 2026)] == [0, 1100, 0]
