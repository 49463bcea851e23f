"""Applicants, fields, receipt, fees, service, letters, disputes, one's own record."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.foi import applicants, disputes, fees, fields, letters, own_record, receipt
from gongkai.rules.foi import service as serving
from gongkai.rules.foi.disputes import DisputeError, DisputeKind, DisputeState
from gongkai.rules.foi.fields import Applying
from gongkai.rules.foi.own_record import OwnRecordState

DAY = date(2026, 9, 18)
LATER = date(2026, 9, 21)
GOOD = Applying(
    name="王示例", id_number="370211199001010011", email="w@example.com", description="养护资金"
)


class TestApplicants:
    def test_two_kinds_and_the_five_columns(self) -> None:
        assert applicants.KINDS == ("natural", "business", "research", "charity", "legal", "other")
        assert [applicants.is_person(kind) for kind in applicants.KINDS] == [True] + [False] * 5
        assert applicants.kind_label("natural") == "自然人"
        assert applicants.kind_label("legal") == "法人或其他组织（法律服务机构）"


class TestFields:
    def test_there_is_no_field_for_a_purpose(self) -> None:
        names = set(Applying.__dataclass_fields__)
        assert not {name for name in names if "purpose" in name or "use" in name}

    def test_a_good_one_has_no_fault(self) -> None:
        assert fields.problems(GOOD) == {}
        assert fields.lacking(GOOD, has_proof=False) == {}

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": " "}, "name"),
            ({"description": ""}, "description"),
            ({"email": "nowhere"}, "email"),
            ({"phone": "abc"}, "phone"),
            ({"kind": "robot"}, "kind"),
            ({"form": "film"}, "form"),
            ({"route": "pigeon"}, "route"),
            ({"id_type": "library"}, "id_type"),
            ({"name": "王" * 101}, "name"),
        ],
    )
    def test_a_fault_is_at_its_field(self, wrong: dict[str, str], field: str) -> None:
        assert set(fields.problems(replace(GOOD, **wrong))) == {field}

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"id_number": ""}, "id_number"),
            ({"email": "", "route": "pickup"}, "phone"),
            ({"email": "", "phone": "13800000001"}, "email"),
            ({"route": "post"}, "address"),
            ({"kind": "business"}, "contact"),
        ],
    )
    def test_what_lacks_is_asked_for_and_not_turned_away(
        self, wrong: dict[str, str], field: str
    ) -> None:
        found = replace(GOOD, **wrong)
        assert fields.problems(found) == {}
        assert set(fields.lacking(found, has_proof=False)) == {field}

    def test_a_proof_stands_for_the_number(self) -> None:
        assert fields.lacking(replace(GOOD, id_number=""), has_proof=True) == {}

    def test_masks(self) -> None:
        assert fields.masked_name("王示例") == "王**"
        assert fields.masked_name("王二") == "王*"
        assert fields.masked_name("") == ""
        assert fields.masked_name("示例商贸有限公司", "business") == "示例***公司"
        assert fields.masked_number("370211199001010011") == "37*************011"
        assert fields.masked_number("12345") == "*****"
        assert fields.masked_phone("138-0000-0001") == "138****0001"
        assert fields.masked_phone("12345") == "*****"

    @given(st.text(min_size=2, max_size=40))
    def test_a_mask_never_gives_the_whole_name(self, name: str) -> None:
        stripped = name.strip()
        if len(stripped) > 1:
            assert fields.masked_name(name) != stripped or set(stripped[1:]) <= {"*"}


class TestReceipt:
    @pytest.mark.parametrize("channel", ["counter", "oral", "mail"])
    def test_these_start_on_the_day_they_come(self, channel: str) -> None:
        assert receipt.clock_start(channel, DAY) == DAY
        assert str(DAY) in receipt.explain(channel, DAY)

    @pytest.mark.parametrize("channel", ["letter", "internet", "email", "fax"])
    def test_these_never_start_by_themselves(self, channel: str) -> None:
        assert receipt.clock_start(channel, DAY) is None
        assert receipt.clock_start(channel, DAY, LATER) == LATER
        assert "期限没有起算" in receipt.explain(channel, None)
        assert "确认" in receipt.explain(channel, LATER)

    def test_a_letter_to_a_person_waits_for_the_phone(self) -> None:
        assert receipt.clock_start("mail", DAY, misaddressed=True) is None
        assert receipt.clock_start("mail", DAY, LATER, misaddressed=True) == LATER
        assert "签收" in receipt.explain("mail", DAY)

    def test_every_channel_has_its_article(self) -> None:
        assert all("第三十一条" in row.article for row in receipt.TABLE)
        assert receipt.BY_CODE["letter"].same_day


class TestFees:
    @pytest.mark.parametrize(
        ("n", "rate"),
        [(1, 0), (10, 0), (11, 100), (30, 100), (31, 200), (40, 200), (41, 300), (51, 400)],
    )
    def test_the_rate_of_an_item(self, n: int, rate: int) -> None:
        assert fees.item_rate(n) == rate

    def test_the_vectors_of_the_handbook(self) -> None:
        assert fees.by_items(0, 35).amount == 3000
        assert fees.by_pages(120).amount == 1100
        assert fees.by_pages(250).amount == 4700

    @pytest.mark.parametrize(
        ("pages", "amount"),
        [(1, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700)],
    )
    def test_pages_at_every_edge(self, pages: int, amount: int) -> None:
        assert fees.by_pages(pages).amount == amount

    @given(st.integers(0, 200), st.integers(1, 50))
    def test_items_one_by_one_cost_what_they_cost_together(self, already: int, items: int) -> None:
        together = fees.by_items(already, items).amount
        apart = sum(fees.by_items(already + n).amount for n in range(items))
        assert together == apart

    @given(st.integers(1, 3000))
    def test_another_page_is_never_cheaper(self, pages: int) -> None:
        found = fees.by_pages(pages)
        assert fees.by_pages(pages + 1).amount >= found.amount
        assert sum(line.last - line.first + 1 for line in found.lines) == pages

    def test_never_both(self) -> None:
        with pytest.raises(fees.FeeError, match="不能同时"):
            fees.amount("item", items=12, pages=40)
        with pytest.raises(fees.FeeError, match="请选择"):
            fees.amount("both")
        assert fees.amount("item", already=10).amount == 100
        assert fees.amount("page", pages=31).amount == 10

    def test_numbers_that_cannot_be(self) -> None:
        for wrong in (lambda: fees.by_items(-1), lambda: fees.by_items(0, 0)):
            with pytest.raises(fees.FeeError):
                wrong()
        with pytest.raises(fees.FeeError):
            fees.by_pages(0)

    def test_the_sum_is_explained(self) -> None:
        assert fees.by_pages(120).sentence() == (
            "按量计收：第1至30页每页0元，计0元；第31至100页每页10元，计700元；"
            "第101至120页每页20元，计400元；合计1100元。"
        )
        assert "按件" in fees.by_items(9, 3).sentence()


class TestService:
    @pytest.mark.parametrize(
        ("way", "field"),
        [
            ("direct", "signed_on"),
            ("entrusted", "signed_on"),
            ("post", "posted_on"),
            ("electronic", "sent_on"),
        ],
    )
    def test_which_day_decides(self, way: str, field: str) -> None:
        days = {name: date(2026, 1, 1) for name in serving.DATE_LABELS}
        days[field] = DAY  # type: ignore[index]
        assert serving.decisive_day(way, **days) == DAY
        assert serving.decisive_day(way) is None

    def test_in_time_or_by_how_much_not(self) -> None:
        assert "在期限内" in serving.in_time("post", DAY, DAY)
        assert "超过期限3日" in serving.in_time("direct", LATER, DAY)


def test_every_letter_has_a_reader() -> None:
    assert {row.to for row in letters.TABLE} == {"applicant", "third_party", "agency", "unit"}
    assert not letters.BY_CODE["service_record"].numbered


class TestDisputes:
    @pytest.mark.parametrize("state", list(DisputeState))
    @pytest.mark.parametrize("verb", list(disputes.VERBS))
    def test_every_pair(self, state: DisputeState, verb: str) -> None:
        if state is DisputeState.PENDING:
            assert disputes.after(state, verb) in DisputeState
            return
        with pytest.raises(DisputeError):
            disputes.after(state, verb)

    def test_an_answer_is_given_once(self) -> None:
        with pytest.raises(DisputeError, match="已经登记"):
            disputes.after(DisputeState.PENDING, "answer", answered=True)

    def test_periods_by_kind(self) -> None:
        first, suit = DisputeKind.RECONSIDERATION, DisputeKind.SUIT
        assert disputes.answer_period(first) == "reconsideration_answer"
        assert disputes.answer_period(first, simplified=True).endswith("simplified")
        assert disputes.answer_period(suit) == "lawsuit_answer"
        assert disputes.decision_period(first) == "reconsideration_decision"
        assert disputes.decision_period(first, simplified=True).endswith("simplified")
        assert disputes.decision_period(suit) == ""


class TestOwnRecord:
    def test_an_outcome_is_whole(self) -> None:
        state = OwnRecordState.VERIFYING
        assert own_record.outcome_problem(state, "corrected", "", "已核实") == ""
        assert "机关" in own_record.outcome_problem(state, "transferred", "", "已核实")
        assert "核实的情况" in own_record.outcome_problem(state, "corrected", "", " ")
        assert "选择" in own_record.outcome_problem(state, "verifying", "", "x")

    @pytest.mark.parametrize("state", own_record.OUTCOMES)
    def test_nothing_ends_twice(self, state: OwnRecordState) -> None:
        assert "不能再次" in own_record.outcome_problem(state, "corrected", "", "已核实")

    def test_personal_data_go_once_and_only_after_the_last_day_of_keeping(self) -> None:
        last = date(2056, 12, 31)
        problem = own_record.removal_problem
        assert "没有办结" in problem(None, last, removed=False)
        assert "2056-12-31" in problem(last, last, removed=False)
        assert problem(last, date(2057, 1, 1), removed=False) == ""
        assert "已按期清除" in problem(last, date(2057, 1, 1), removed=True)
