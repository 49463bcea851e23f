"""What adds up, what does not, and what cannot be judged (handbook 3.6)."""

from decimal import Decimal

import pytest

from gongkai.rules.annual_report.checking import check, judged, unjudged_words
from gongkai.rules.annual_report.figures import Unread, figure_problem, number_words
from gongkai.rules.annual_report.layout import (
    APPLICANTS,
    APPLICATION_COLUMNS,
    CARRIED_IN,
    CARRIED_OUT,
    LEAVES,
    NEW,
    PLACES,
    RESULTS_TOTAL,
    Place,
)
from rules.annual_report.making import app, nothing, whole


def codes(found):
    return [(finding.level, finding.code) for finding in found]


def test_what_adds_up_has_no_findings():
    assert check(whole(), township=True) == []
    assert check(nothing(), township=True) == []
    assert len(judged(nothing())) == 7 + 7 + 25 + 3
    assert {verdict.state for verdict in judged(whole())} == {"holds"}


def test_the_verified_real_report():
    """A real 2025 report (handbook 3.6): 13612 + 535 = 13364 + 783."""
    real = {app(NEW): 13612, app(CARRIED_IN): 535, app(RESULTS_TOTAL): 13364, app(CARRIED_OUT): 783}
    assert check(real, published=True) == []
    verdicts = {(v.identity.law, v.identity.where): v.state for v in judged(real)}
    assert verdicts["balance", "表三“总计”列"] == "holds"
    assert list(verdicts.values()).count("holds") == 1
    found = check({**real, app(CARRIED_OUT): 784}, published=True)
    assert [finding.message for finding in found] == [
        "表三“总计”列不平：第一项（本年新收）加第二项（上年结转）是14147，"
        "第三项（办理结果总计）加第四项（结转下年度）是14148，相差1。请核对。"
    ]
    assert (found[0].left, found[0].right) == ("14147", "14148")


@pytest.mark.parametrize("column", APPLICATION_COLUMNS)
def test_each_column_must_balance(column):
    figures = whole()
    figures[app(CARRIED_OUT, column)] += 5
    laws = [finding.code for finding in check(figures) if finding.level == "error"]
    assert laws == ["balance", "applicants"]


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_result_counts_in_the_total(leaf):
    figures = whole()
    figures[app(leaf)] += 1
    found = check(figures)
    assert codes(found) == [("error", "results"), ("error", "applicants"), ("doubt", "suspect")]
    assert found[-1].places == (app(leaf),)


def test_each_kind_of_applicant_counts_in_the_total():
    for kind in APPLICANTS:
        figures = whole()
        figures[app("3.2", kind)] += 1
        message = next(f.message for f in check(figures) if f.code == "applicants")
        assert message.startswith(
            "表三“三、（二）部分公开（区分处理的，只计这一情形，不计其他情形）”行"
        )
        assert "“总计”列填写的是1，自然人和五类法人或其他组织相加是2" in message


@pytest.mark.parametrize("outcome", ["upheld", "corrected", "other", "pending"])
@pytest.mark.parametrize("block", ["reconsideration", "suit", "suit_after"])
def test_each_outcome_counts_in_its_block(block, outcome):
    figures = whole()
    figures[Place("disputes", block, outcome)] += 1
    assert codes(check(figures)) == [("error", "outcomes")]


@pytest.mark.parametrize("place", PLACES)
def test_no_cell_may_be_negative(place):
    found = check({place: -1})
    assert codes(found) == [("error", "number")] and "不能是负数" in found[0].message


def test_cells_by_themselves():
    count, amount = app(NEW), Place("information", "fees", "amount")
    assert figure_problem(count, 3) is None
    assert figure_problem(count, Decimal("3.0")) is None
    assert "应当是整数" in str(figure_problem(count, Decimal("3.5")))
    assert "是空白。没有的请填0" in str(figure_problem(count, Unread()))
    assert "写的是“三件”，不是单个的数字" in str(figure_problem(count, Unread("三件")))
    assert figure_problem(amount, 0) is None
    assert figure_problem(amount, Decimal("12.345678")) is None
    assert "最多6位小数" in str(figure_problem(amount, Decimal("0.1234567")))
    assert "最多6位小数" in str(figure_problem(amount, Decimal("Infinity")))


def test_numbers_in_words():
    assert [number_words(Decimal(t)) for t in ("1.50", "100", "0.000", "1E+2")] == [
        "1.5", "100", "0", "100",
    ]  # fmt: skip


def test_a_blank_is_refused_in_our_report_and_doubted_in_a_published_one():
    figures = {**whole(), Place("information", "rules", "issued"): Unread()}
    assert codes(check(figures, township=True)) == [("error", "blank")]
    assert codes(check(figures, township=True, published=True)) == [("doubt", "blank")]
    for mark in ("—", "/", "无"):
        figures[Place("information", "rules", "issued")] = Unread(mark)
        found = check(figures, published=True)
        assert codes(found) == [("doubt", "blank")] and f"“{mark}”" in found[0].message


def test_what_cannot_be_read_is_an_error_everywhere():
    figures = {**whole(), app("3.1", "natural"): Unread("若干")}
    assert codes(check(figures, published=True)) == [("error", "unreadable")]
    silent = [v for v in judged(figures) if v.state == "unjudged"]
    assert [v.identity.law for v in silent] == ["results", "applicants"]
    assert unjudged_words(silent[0]) == (
        "表三“自然人”列：“三、（七）总计”填写的与（一）至（六）各行相加是否相等，没有核对"
    )


def test_cells_that_are_not_there_raise_no_alarm():
    figures = whole()
    for leaf in LEAVES[:10]:
        del figures[app(leaf, "natural")]
    assert check(figures) == []


def test_blanks_are_at_least_nothing():
    def states(changes):
        figures = {**nothing(), **changes}
        return [v.state for v in judged(figures) if v.identity.where == "表四“行政复议”"]

    total, upheld = (Place("disputes", "reconsideration", c) for c in ("total", "upheld"))
    other = Place("disputes", "reconsideration", "other")
    assert states({total: 1, upheld: Unread()}) == ["doubtful"]
    assert states({total: 1, upheld: Unread(), other: 1}) == ["assumed"]
    assert states({total: 1, upheld: Unread(), other: 2}) == ["broken"]
    assert states({total: Unread(), upheld: 2}) == ["doubtful"]
    assert states({total: Unread(), upheld: 2, other: Unread()}) == ["doubtful"]
    assert states({total: Unread(), upheld: Unread()}) == ["assumed"]


def test_a_published_sum_that_is_wrong_with_blanks_as_nothing_is_doubted():
    blank = Place("disputes", "reconsideration", "upheld")
    figures = {**nothing(), Place("disputes", "reconsideration", "total"): 1, blank: Unread()}
    assert codes(check(figures)) == [("error", "blank")]
    found = check(figures, published=True)
    assert codes(found) == [("doubt", "blank"), ("doubt", "outcomes")]
    assert found[1].message.startswith("表四“行政复议”不平：空白的格子按0算，“总计”填写的是1，")


def test_blanks_of_a_published_row_are_one_doubt():
    row = [app("3.1", column) for column in APPLICATION_COLUMNS]
    some = check({**nothing(), **dict.fromkeys(row[1:3], Unread())}, published=True)
    assert [doubt.message for doubt in some] == [
        "表三“三、（一）予以公开”行“商业企业”“科研机构”列是空白。没有的请填0。"
    ]
    whole_row = check({**nothing(), **dict.fromkeys(row, Unread("/"))}, published=True)
    assert [(doubt.message, doubt.places) for doubt in whole_row] == [
        (
            "表三“三、（一）予以公开”整行写的是“/”，不是单个的数字。请填写数字，没有的填0。",
            tuple(row),
        )
    ]


def test_a_blank_total_below_its_parts_stays_open_and_above_the_rest_is_broken():
    figures = {**nothing(), app(NEW): 4, app(CARRIED_OUT): Unread(), app(RESULTS_TOTAL): 9}
    verdict = next(
        v for v in judged(figures)
        if v.identity.law == "balance" and v.identity.where == "表三“总计”列"
    )  # fmt: skip
    assert verdict.state == "broken" and (verdict.left, verdict.right) == (4, 9)


def test_reports_of_2019_and_2020_have_other_processing_as_one_row():
    figures = {
        place: number for place, number in whole().items() if not place.row.startswith("3.6.")
    }
    for column in APPLICATION_COLUMNS:
        figures[app("3.6", column)] = 0
    assert {v.state for v in judged(figures)} == {"holds"}
    figures[app("3.6", "natural")] = 2
    assert [f.code for f in check(figures)] == ["results", "applicants", "suspect"]


def test_more_made_than_in_force_is_doubted():
    row = {
        Place("information", "normative", "issued"): 5,
        Place("information", "normative", "abolished"): 1,
        Place("information", "normative", "in_force"): 3,
    }
    found = check({**nothing(), **row})
    assert codes(found) == [("doubt", "in_force")]
    assert "本年制发5件、废止1件，现行有效却只有3件" in found[0].message
    for place in row:
        assert check({**nothing(), **row, place: Unread()}, published=True)[0].code == "blank"
        assert all(f.code != "in_force" for f in check({**row, place: Unread()}))
    del row[Place("information", "normative", "abolished")]
    assert check(row) == []


def test_a_town_makes_no_rules():
    place = Place("information", "rules", "in_force")
    figures = {**nothing(), place: 2}
    assert check(figures) == []
    found = check(figures, township=True)
    assert codes(found) == [("doubt", "town_rules")] and "应当填0" in found[0].message
    assert codes(check({place: Unread()}, township=True)) == [("error", "blank")]
