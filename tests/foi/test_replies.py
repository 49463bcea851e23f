"""One road per reply kind, from application to the cell of the annual report; remedies, parts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from foi.world import Office, applying, at
from gongkai.foi import actions as foi
from gongkai.foi.issuing import lacking
from gongkai.foi.models import Application, Reply, Supply
from gongkai.foi.queries import answered_in, received_in
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release.gate import GateRefused, admit_on_request
from gongkai.rules.foi.replies import BY_CODE, CODES
from roads import draft

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"
TYPED = {
    "where": "镇政府网站“规划”栏",
    "reason": "写明的理由",
    "classification": "保密事项范围第3条",
    "law": "《示例法》第五条",
    "held": "2026年5月已经邮寄",
    "guidance": "请到便民服务中心咨询",
}


@pytest.fixture
def office() -> Any:
    with at(DAY):
        yield Office()


def plain(office: Office) -> Application:
    return office.registered()


def consulted(office: Office) -> Application:
    case = office.registered()
    asked = office.consulted(case)
    foi.end_consultation(
        office.handler, asked, "refused", answer="不同意", judgement="涉及商业秘密，理由成立"
    )
    return case


def searched(office: Office) -> Application:
    case = office.registered()
    facts = foi.SearchFacts("档案室、办公系统", "按“养护”检索2020至2026年", "没有找到", "王检索")
    foi.log_search(office.handler, case, facts)
    return case


def corrected(office: Office) -> Application:
    case = office.registered()
    foi.ask_correction(office.handler, case, "请写明年份")
    foi.correct(office.handler, case, applying(description="就是那个"))
    return case


def explained(office: Office) -> Application:
    case = office.registered()
    foi.ask_reasons(office.handler, case, "一个月四十件")
    foi.give_reasons(office.handler, case, "就要", False, "没有说明合理的需要")
    return case


PREPARE: dict[str, Callable[[Office], Application]] = {
    "R07": consulted,
    "R12": searched,
    "R15": corrected,
    "R19": explained,
}
ANSWERS = [code for code in CODES if not BY_CODE[code].closing]
SUPPLIES = ("R02", "R03")


def extras(office: Office, code: str) -> dict[str, Any]:
    """What a kind needs beside typed facts."""
    if code in SUPPLIES:
        parts = [foi.Part("合同第三页", "R07", "涉及商业秘密")] if code == "R03" else []
        return {"record": office.supplied_record(), "parts": parts}
    if code == "R17":
        former = office.answered(office.registered())
        return {"earlier": former.replies.get()}
    return {}


@pytest.mark.parametrize("code", ANSWERS)
def test_every_kind_from_application_to_its_cell(office: Office, code: str) -> None:
    given = extras(office, code)
    case = PREPARE.get(code, plain)(office)
    typed = {fact.name: TYPED.get(fact.name, "") for fact in BY_CODE[code].required}
    office.answered(case, code, typed=typed, **given)
    reply = case.replies.get(state="issued")
    assert bool(reply.remedy) is bool(BY_CODE[code].remedy)
    assert reply.letter is not None
    assert reply.letter.values["template"] == BY_CODE[code].template
    assert case.state == "replied"
    office.served(case)
    assert (case.state, str(case.answered_on), str(case.served_on)) == ("closed", DAY, DAY)
    cells = [
        (one.applicant_kind, BY_CODE[one.replies.get(state="issued").code].annual_row)
        for one in answered_in(office.town, 2026).filter(pk=case.pk)
    ]
    assert cells == [("natural", BY_CODE[code].annual_row)]
    assert received_in(office.town, 2026).filter(pk=case.pk).exists()


def test_a_withdrawn_one_counts_as_other(office: Office) -> None:
    case = office.registered()
    foi.withdraw(office.handler, case, "书面撤回")
    reply = case.replies.get()
    assert (reply.code, reply.remedy, BY_CODE[reply.code].annual_row) == ("R23", "", "3.6.3")


@pytest.mark.parametrize("code", ANSWERS)
def test_without_its_facts_a_kind_cannot_be_issued(office: Office, code: str) -> None:
    if not BY_CODE[code].proven and not BY_CODE[code].required:
        return
    case = office.registered()
    foi.draft_reply(office.handler, case, foi.ReplyFacts(code))
    with pytest.raises(Invalid, match="还不能作出答复"):
        foi.issue_reply(office.head, case)
    case.refresh_from_db()
    assert (case.state, case.answered_on) == ("running", None)
    assert not case.letters.filter(kind="reply").exists()
    assert lacking(case.replies.get())


def test_without_bodies_of_remedy_nothing_is_issued(office: Office) -> None:
    foi.set_settings(office.head, office.unit, foi.TownFacts())
    case = office.registered()
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R01", {"where": "网站"}))
    with pytest.raises(Invalid, match="行政复议机关"):
        foi.issue_reply(office.head, case)


def test_nobody_writes_the_remedy(office: Office) -> None:
    case = office.registered()
    facts = foi.ReplyFacts("R01", {"where": "网站", "remedy": "不得起诉"})
    foi.draft_reply(office.handler, case, facts)
    foi.issue_reply(office.head, case)
    reply = case.replies.get()
    assert "不得起诉" not in reply.remedy + str(reply.facts)
    assert "6个月内向示例区人民法院" in reply.remedy


class TestGate:
    """Promise 1: what an applicant gets passes the same gate."""

    def unreviewed(self, office: Office) -> Record:
        content = draft(publicity="on_request", publicity_ground="只向申请人提供")
        house = office.house
        return publication.create(house.drafter, house.unit, content, None, "答复内容")

    def test_unreviewed_content_is_not_handed_over(self, office: Office) -> None:
        case = office.registered()
        record = self.unreviewed(office)
        foi.draft_reply(office.handler, case, foi.ReplyFacts("R02", {}, record))
        with pytest.raises(Refused, match="没有送审"):
            foi.issue_reply(office.head, case)
        assert not Supply.objects.exists()

    def test_reviewed_for_the_website_only_it_is_not_handed_over(self, office: Office) -> None:
        record = office.house.approved()
        with pytest.raises(GateRefused, match="依申请公开"):
            admit_on_request(record)

    def test_an_edit_after_review_closes_the_gate(self, office: Office) -> None:
        case, record = office.registered(), office.supplied_record()
        content = draft(title="改过", publicity="on_request", publicity_ground="只向申请人提供")
        publication.edit(office.house.drafter, record, content)
        foi.draft_reply(office.handler, case, foi.ReplyFacts("R02", {}, record))
        with pytest.raises(Refused):
            foi.issue_reply(office.head, case)

    def test_what_is_handed_over_is_kept_under_its_digest(self, office: Office) -> None:
        case, record = office.registered(), office.supplied_record()
        office.answered(case, "R02", typed={}, record=record)
        supply = Supply.objects.get()
        assert supply.digest == supply.version.digest == supply.row.digest
        assert record.releases.count() == 0

    def test_what_is_for_an_applicant_is_not_waiting_for_the_website(self, office: Office) -> None:
        from gongkai.release.queries import approved_for

        record = office.supplied_record()
        assert record not in approved_for(office.head)


class TestAfterwards:
    def test_taken_back_before_it_is_served(self, office: Office) -> None:
        case = office.answered(office.registered())
        with pytest.raises(Invalid):
            foi.take_back(office.head, case, " ")
        foi.take_back(office.head, case, "网址写错")
        case.refresh_from_db()
        assert (case.state, case.answered_on) == ("running", None)
        office.served(office.answered(case))
        with pytest.raises(NotAllowedNow):
            foi.take_back(office.head, case, "太晚")

    def test_a_deadline_is_judged_by_the_day_that_counts_for_the_way(self, office: Office) -> None:
        case = office.answered(office.registered())
        letter = case.letters.get(kind="reply")
        with at("2026-10-23"):
            with pytest.raises(Invalid, match="邮政企业"):
                foi.serve(office.handler, letter, foi.ServiceFacts("post", date(2026, 10, 22)))
            facts = foi.ServiceFacts("post", date(2026, 10, 22), "中国邮政EMS", "EX1")
            foi.serve(office.handler, letter, facts)
        case.refresh_from_db()
        assert case.clocks.get(kind="reply").state == "kept"
        assert str(case.served_on) == "2026-10-22"

    def test_a_day_late_is_late(self, office: Office) -> None:
        case = office.answered(office.registered())
        letter = case.letters.get(kind="reply")
        with at("2026-10-23"):
            foi.serve(office.handler, letter, foi.ServiceFacts("direct"))
        assert case.clocks.get(kind="reply").state == "missed"

    def test_a_repeat_cites_an_answer_to_the_same_applicant_only(self, office: Office) -> None:
        other = office.answered(office.registered(name="赵示例", id_number="370211198001010022"))
        case = office.registered()
        with pytest.raises(Invalid, match="同一申请人"):
            facts = foi.ReplyFacts("R17", earlier=other.replies.get())
            foi.draft_reply(office.handler, case, facts)

    def test_an_answer_of_public_interest_becomes_a_draft(self, office: Office) -> None:
        case = office.registered()
        office.answered(case, "R02", typed={}, record=office.supplied_record())
        reply = Reply.objects.get(application=case)
        record = foi.propose_release(office.head, reply, None, "目录中没有对应事项")
        assert (record.state, record.versions.get().publicity) == ("draft", "proactive")
        with pytest.raises(NotAllowedNow):
            foi.propose_release(office.head, reply, None, "再来一次")
        assert Record.objects.filter(proposed_from=reply).count() == 1

    def test_a_decision_orders_another_answer(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        notice = foi.DisputeFacts("reconsideration", "复1号", "示例区政府", date(2026, 9, 18))
        dispute = foi.open_dispute(office.head, case, notice)
        assert str(dispute.answer_due) == "2026-10-09"
        foi.answer_dispute(office.head, dispute, date(2026, 9, 18))
        with pytest.raises(NotAllowedNow):
            foi.redo(office.head, case, date(2026, 10, 20))
        until = date(2026, 10, 20)
        foi.end_dispute(office.head, dispute, "correct", "责令重新答复", redo_by=until)
        foi.redo(office.head, case, until)
        case.refresh_from_db()
        assert (case.state, case.due_on, str(case.answered_on)) == ("running", until, DAY)
        office.served(office.answered(case, "R14", typed={"reason": "需要汇总"}))
        states = list(case.replies.order_by("id").values_list("state", flat=True))
        assert states == ["replaced", "issued"]

    def test_excessive_but_reasonable_gets_a_later_day(self, office: Office) -> None:
        case = office.registered()
        foi.ask_reasons(office.handler, case, "一个月四十件")
        foi.give_reasons(office.handler, case, "课题研究", True, "与研究计划相符")
        with pytest.raises(Invalid, match="晚于"):
            foi.delay(office.head, case, date(2026, 10, 22), "数量大")
        foi.delay(office.head, case, date(2026, 12, 31), "数量大")
        case.refresh_from_db()
        assert str(case.due_on) == "2026-12-31"
