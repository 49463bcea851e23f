"""The report as work: made, entered, written, finished, taken up again, made a record."""

from decimal import Decimal

import pytest

import factories
from foi.annual.conftest import TEXTS, UNKNOWN, YEAR
from foi.annual.published import page
from foi.annual.published import report as printed
from foi.world import at
from gongkai.foi.annual import actions as annual
from gongkai.foi.annual.models import AnnualEntry, AnnualReport
from gongkai.foi.annual.queries import standing_of
from gongkai.foi.annual.reading.numbers import figure
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow, Refused
from gongkai.rules.annual_report.layout import Place
from rules.annual_report.making import app, nothing

pytestmark = pytest.mark.django_db
FEES = Place("information", "fees", "amount")


def test_made_with_figures_and_proposed_texts(year):
    year.answered("2025-03-03", "2025-03-20")
    report = year.made()
    assert report.issuer.endswith("人民政府")
    assert "全年新收政府信息公开申请1件" in report.overview
    assert "【请补充" in report.overview and "信息处理费总额为0元" in report.other
    standing = standing_of(report)
    assert standing.figures[app("3.7")] == 1
    found = standing.findings(report.made_at.date())
    assert {f.code for f in found if f.level == "error"} == {"blank", "text"}
    entry = LedgerEntry.objects.filter(action="foi.make_annual_report").get()
    assert entry.after["year"] == YEAR


def test_one_report_a_year_and_only_years_of_this_form(year):
    year.made()
    with at("2026-01-20"):
        with pytest.raises(Conflict, match="已经在编制"):
            annual.make_annual_report(year.office.head, year.office.unit, YEAR)
        for wrong in (2020, 2027):
            with pytest.raises(Invalid, match="只能编制2021年至2026年"):
                annual.make_annual_report(year.office.head, year.office.unit, wrong)


class TestNumbers:
    def enter(self, year, report, numbers, reason="台账"):
        return annual.enter_annual_figures(
            year.office.head, report, annual.Entered(numbers, reason)
        )

    def test_an_entry_keeps_reason_and_name(self, year):
        report = year.made()
        self.enter(year, report, {FEES: figure("1.05", FEES)}, "非税系统")
        entry = AnnualEntry.objects.get()
        assert (entry.number, entry.reason, entry.by) == (
            Decimal("1.05"), "非税系统", year.office.head.account,
        )  # fmt: skip
        standing = standing_of(report)
        assert standing.figures[FEES] == Decimal("1.05")
        assert standing.origin(FEES) == f"{entry.by.name}填写：非税系统"
        ledger = LedgerEntry.objects.filter(action="foi.enter_annual_figures").get()
        assert ledger.why == "非税系统" and "1.05" in ledger.after.values()

    def test_a_number_unlike_the_records_needs_a_reason(self, year):
        report = year.made()
        with pytest.raises(Invalid) as refused:
            self.enter(year, report, {app("2"): 4}, " ")
        assert set(refused.value.errors) == {"reason"} and not AnnualEntry.objects.exists()
        self.enter(year, report, {app("2"): 4}, "上线前办理的")
        assert "记录统计为0" in standing_of(report).origin(app("2"))
        self.enter(year, report, {app("2"): 0}, "")
        assert not AnnualEntry.objects.exists()

    @pytest.mark.parametrize("wrong", ["", "-1", "1.5", "三", "99999999999"])
    def test_only_whole_numbers_not_below_nothing(self, year, wrong):
        report = year.made()
        numbers = {app("1"): figure(wrong, app("1")), app("2"): 3}
        with pytest.raises(Invalid):
            self.enter(year, report, numbers)
        assert not AnnualEntry.objects.exists()

    def test_no_change_and_no_such_cell(self, year):
        report = year.made()
        with pytest.raises(Invalid, match="没有改动"):
            self.enter(year, report, {app("1"): 0})
        with pytest.raises(Invalid, match="没有这一格"):
            self.enter(year, report, {Place("applications", "9", "total"): 0})

    def test_counting_again_keeps_what_was_entered(self, year):
        report = year.made()
        self.enter(year, report, {FEES: figure("2", FEES)})
        year.answered("2025-03-03", "2025-03-20")
        assert standing_of(report).figures[app("1")] == 0
        report = annual.recompute_annual_report(year.office.head, report)
        standing = standing_of(report)
        assert standing.figures[app("1")] == 1 and standing.figures[FEES] == 2
        written = annual.write_annual_texts(year.office.head, report, TEXTS)
        anew = annual.recompute_annual_report(year.office.head, written, texts_too=True)
        assert "全年新收政府信息公开申请1件" in anew.overview


def test_texts_are_not_lost_to_another(year):
    report = year.made()
    annual.write_annual_texts(year.office.head, report, TEXTS, report.lock)
    with pytest.raises(Conflict):
        annual.write_annual_texts(year.office.head, report, TEXTS, report.lock)


def test_errors_stop_the_finishing(year):
    report = year.made()
    with at("2026-01-21"), pytest.raises(NotAllowedNow, match="处错误，不能定稿"):
        annual.finish_annual_report(year.office.head, report)
    numbers = {place: figure("0", place) for place in UNKNOWN}
    annual.enter_annual_figures(year.office.head, report, annual.Entered(numbers, "台账"))
    annual.write_annual_texts(year.office.head, report, TEXTS)
    annual.enter_annual_figures(
        year.office.head, report, annual.Entered({app("3.1", "natural"): 1}, "补记")
    )
    with at("2026-01-21"), pytest.raises(NotAllowedNow, match="“自然人”列不平"):
        annual.finish_annual_report(year.office.head, report)
    assert AnnualReport.objects.get().state == "draft"


def test_not_before_the_year_is_over(year):
    with at("2025-12-30"):
        report = annual.make_annual_report(year.office.head, year.office.unit, YEAR)
        with pytest.raises(NotAllowedNow, match="还没有结束"):
            annual.finish_annual_report(year.office.head, report)


def test_not_where_the_records_have_changed(year):
    report = year.whole()
    year.answered("2025-03-03", "2025-03-20")
    with at("2026-01-21"), pytest.raises(NotAllowedNow, match="按记录重新统计"):
        annual.finish_annual_report(year.office.head, report)


def test_section_six_states_the_fees(year):
    report = year.whole()
    texts = annual.AnnualTexts(**{**vars(TEXTS), "other": "没有。"})
    annual.write_annual_texts(year.office.head, report, texts)
    with at("2026-01-21"), pytest.raises(NotAllowedNow, match="信息处理费的总额"):
        annual.finish_annual_report(year.office.head, report)


def test_done_is_closed_until_taken_up_again(year):
    report = year.done()
    assert report.finished_by == year.office.head.account
    for act in (
        lambda: annual.write_annual_texts(year.office.head, report, TEXTS),
        lambda: annual.recompute_annual_report(year.office.head, report),
        lambda: annual.finish_annual_report(year.office.head, report),
    ):
        with pytest.raises(NotAllowedNow, match="已经定稿"):
            act()
    with pytest.raises(Invalid):
        annual.reopen_annual_report(year.office.head, report, " ")
    again = annual.reopen_annual_report(year.office.head, report, "许可数量有误")
    assert again.state == "draft" and again.finished_at is None
    with pytest.raises(NotAllowedNow, match="正在编制"):
        annual.reopen_annual_report(year.office.head, again, "再来")


class TestLastYear:
    def given(self, year, report, carried, title_year=YEAR - 1):
        figures = {**nothing(), app("4", "natural"): carried, app("4"): carried}
        figures[app("1", "natural")] = figures[app("1")] = carried
        data = page(printed(figures, year=title_year)).encode()
        return annual.set_previous_report(year.office.head, report, "上年.html", data)

    def test_a_file_tells_what_was_carried(self, year):
        report = self.given(year, year.made(), 2)
        standing = standing_of(report)
        assert standing.before_name == "上年.html"
        codes = [f.code for f in standing.findings(report.made_at.date())]
        assert codes.count("carried") == 2

    def test_a_file_of_another_year_or_kind_is_refused(self, year):
        report = year.made()
        with pytest.raises(Invalid, match="请选择2024年的"):
            self.given(year, report, 2, title_year=2023)
        with pytest.raises(Invalid, match="三张表"):
            annual.set_previous_report(year.office.head, report, "a.html", b"<html><p>1</p></html>")

    def test_a_file_with_a_secrecy_mark_is_put_aside(self, year):
        report = year.made()
        data = (page(printed(nothing(), year=YEAR - 1)) + "<p>机密★10年</p>").encode()
        with pytest.raises(Refused, match="密级标志"):
            annual.set_previous_report(year.office.head, report, "上年.html", data)
        report.refresh_from_db()
        assert not report.previous

    def test_a_report_made_here_counts_before_a_file(self, year):
        year.done()
        with at("2027-01-20"):
            report = annual.make_annual_report(year.office.head, year.office.unit, YEAR + 1)
        assert standing_of(report).before_name == "2025年政府信息公开工作年度报告"


class TestRecord:
    def test_the_finished_report_becomes_a_draft(self, year):
        report = year.done()
        record = annual.draft_annual_record(year.office.head, report)
        version = record.versions.get()
        assert record.live_as == "" and record.state == "draft"
        assert version.title == "示例镇人民政府2025年政府信息公开工作年度报告"
        assert (
            "三、收到和处理政府信息公开申请情况" in version.body and 'rowspan="22"' in version.body
        )
        assert version.no_item_reason.startswith("政府信息公开工作年度报告")
        assert [a.name for a in version.attachments.all()] == [f"{version.title}.docx"]
        assert AnnualReport.objects.get().record == record

    def test_under_the_item_of_its_name(self, year):
        item = factories.make_item(
            town=year.office.town, units=(year.office.unit,), level2="政府信息公开工作年度报告"
        )
        record = annual.draft_annual_record(year.office.head, year.done())
        assert record.versions.get().item == item

    def test_not_before_it_is_finished(self, year):
        with pytest.raises(NotAllowedNow, match="定稿以后"):
            annual.draft_annual_record(year.office.head, year.whole())

    def test_finished_anew_it_goes_into_the_same_record(self, year):
        report = year.done()
        record = annual.draft_annual_record(year.office.head, report)
        annual.reopen_annual_report(year.office.head, report, "改文字")
        texts = annual.AnnualTexts(**{**vars(TEXTS), "overview": "改过的总体情况。"})
        annual.write_annual_texts(year.office.head, report, texts)
        with at("2026-01-22"):
            annual.finish_annual_report(year.office.head, report)
            again = annual.draft_annual_record(year.office.head, report)
        assert again == record
        newest = record.versions.order_by("-number").first()
        assert "改过的总体情况" in newest.body and newest.attachments.count() == 1
