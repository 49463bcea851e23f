"""Unit reports: a missing part is refused, who is missing is seen, merged as DOCX (F33)."""

import io
from datetime import timedelta

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from campaign.things import WHOLE, call
from gongkai.campaign import actions
from gongkai.campaign.models import Report
from gongkai.campaign.queries import calls_for, reports_for, summaries_for
from gongkai.campaign.summary import text_of
from gongkai.documents.official import (
    Block,
    OfficialText,
    chinese_number,
    heading,
    official_docx,
)
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow, NotPermitted, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(office: Actor, unit: Unit, village: Unit) -> Report:
    return call(office, unit, village).reports.get(unit=unit)


class TestWriting:
    @pytest.mark.parametrize("part", list(WHOLE))
    def test_a_missing_part_is_refused_by_its_name(
        self, liaison: Actor, report: Report, part: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            actions.submit_report(liaison, report, {**WHOLE, part: " \n"})
        assert list(refused.value.errors) == [part]
        report.refresh_from_db()
        assert report.state == "waiting"

    def test_a_draft_may_be_incomplete(self, liaison: Actor, report: Report) -> None:
        actions.save_report(liaison, report, {"progress": "写了一半"})
        report.refresh_from_db()
        assert report.parts["progress"] == "写了一半"
        assert report.state == "waiting"

    def test_submitted_is_fixed_until_it_is_returned(
        self, office: Actor, liaison: Actor, report: Report
    ) -> None:
        actions.submit_report(liaison, report, WHOLE)
        with pytest.raises(NotAllowedNow, match="已经报送"):
            actions.save_report(liaison, report, WHOLE)
        actions.return_report(office, report, "案例太少")
        again = actions.submit_report(liaison, report, WHOLE)
        assert (again.state, again.first_on, again.returned_why) == ("submitted", today(), "")

    def test_a_secrecy_mark_is_not_stored(self, liaison: Actor, report: Report) -> None:
        with pytest.raises(Refused, match="密级标志"):
            actions.save_report(liaison, report, {"progress": "绝密★的事"})
        report.refresh_from_db()
        assert report.parts == {}

    def test_too_long_is_refused(self, liaison: Actor, report: Report) -> None:
        with pytest.raises(Invalid, match="20000字"):
            actions.save_report(liaison, report, {"progress": "长" * 20_001})

    def test_nobody_reports_for_another_unit(
        self, office: Actor, villager: Actor, report: Report
    ) -> None:
        for actor in (office, villager):
            with pytest.raises(NotPermitted):
                actions.submit_report(actor, report, WHOLE)

    def test_a_unit_sees_its_own_report_only(
        self, office: Actor, villager: Actor, report: Report, village: Unit
    ) -> None:
        assert [each.unit for each in reports_for(villager)] == [village]
        assert calls_for(villager).get().asked == 1
        assert calls_for(office).get().asked == 2

    def test_a_call_needs_units_and_a_day_to_come(self, office: Actor, unit: Unit) -> None:
        with pytest.raises(Invalid, match="至少选择一个单位"):
            call(office)
        with pytest.raises(Invalid, match="不能早于今天"):
            call(office, unit, due_on=today() - timedelta(days=1))


class TestMerging:
    def test_nothing_to_merge(self, office: Actor, report: Report) -> None:
        with pytest.raises(NotAllowedNow, match="还没有单位报送"):
            actions.merge_summary(office, report.call, "总结", WHOLE)

    def test_the_offices_own_words_are_asked_for(
        self, office: Actor, liaison: Actor, report: Report
    ) -> None:
        actions.submit_report(liaison, report, WHOLE)
        with pytest.raises(Invalid) as refused:
            actions.merge_summary(office, report.call, "总结", {**WHOLE, "cases": ""})
        assert list(refused.value.errors) == ["cases"]

    def test_it_names_who_is_missing_and_keeps_what_was_merged(
        self, office: Actor, liaison: Actor, report: Report, unit: Unit, village: Unit
    ) -> None:
        actions.submit_report(liaison, report, WHOLE)
        summary = actions.merge_summary(office, report.call, "全镇总结", WHOLE)
        actions.return_report(office, report, "改")
        actions.submit_report(liaison, report, {**WHOLE, "cases": "换了"})
        summary.refresh_from_db()
        words = [block.text for block in text_of(summary, "某镇").blocks]
        assert [word for word in words if word[1] == "、"] == [
            "一、开展情况",
            "二、主要做法",
            "三、应用案例",
            "四、存在问题及建议",
            "五、报送情况",
        ]
        assert words.count(f"（一）{unit.name}") == 4
        assert WHOLE["cases"] in words
        assert "换了" not in words
        assert words[-1] == f"应报送2个单位，已报送1个，未报送1个：{village.name}。"
        assert actions.merge_summary(office, report.call, "全镇总结", WHOLE).number == 2

    def test_the_summary_is_not_for_the_units(
        self, office: Actor, liaison: Actor, report: Report
    ) -> None:
        actions.submit_report(liaison, report, WHOLE)
        actions.merge_summary(office, report.call, "全镇总结", WHOLE)
        assert summaries_for(office).exists()
        assert not summaries_for(liaison).exists()


class TestWord:
    def test_headings_are_numbered_and_known_to_word(self) -> None:
        blocks = [heading(1, 1, "开展情况"), heading(2, 12, "某中心"), Block("正文")]
        data = official_docx(OfficialText("标题", blocks, "某镇", "2026年11月23日"))
        found = [(p.text, p.style.name) for p in Document(io.BytesIO(data)).paragraphs]
        assert found == [
            ("标题", "Title"),
            ("一、开展情况", "Heading 1"),
            ("（十二）某中心", "Heading 2"),
            ("正文", "Normal"),
            ("某镇", "Normal"),
            ("2026年11月23日", "Normal"),
        ]

    def test_the_page_is_that_of_the_standard(self) -> None:
        section = Document(io.BytesIO(official_docx(OfficialText("标题", [])))).sections[0]
        assert (section.top_margin.mm, section.left_margin.mm) == pytest.approx((37, 28), abs=0.1)
        assert section.page_width.mm == pytest.approx(210, abs=0.1)

    @given(st.integers(1, 99))
    def test_numbers_of_headings_differ_and_use_their_digits_only(self, number: int) -> None:
        assert set(chinese_number(number)) <= set("一二三四五六七八九十")
        assert len({chinese_number(each) for each in range(1, 100)}) == 99

    def test_numbers_beyond_are_an_error(self) -> None:
        with pytest.raises(ValueError, match="1 to 99"):
            chinese_number(100)
