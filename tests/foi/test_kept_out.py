"""What each guard of a case keeps out; every one of these was broken once to see who notices."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from foi.test_pages import client_of
from foi.world import Office, applying, at, proof
from gongkai.foi import actions as foi
from gongkai.foi.bulk import chosen
from gongkai.foi.models import Application, Clock
from gongkai.foi.queries import disputes_for, own_records_for
from gongkai.foi.views.steps import STEPS
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.worker import drain
from roads import House

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 18)
OWN_RECORD = foi.OwnRecordFacts("王示例", "13800000001", "户籍记录", "出生日期有误", "户口簿")


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


class TestBetweenTowns:
    def test_nobody_reads_disputes_or_own_records_of_another_town(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        notice = foi.DisputeFacts("suit", "（2026）1号", "示例区法院", DAY)
        foi.open_dispute(office.head, case, notice)
        foi.register_own_record(office.head, office.unit, OWN_RECORD)
        stranger = House().office
        assert (disputes_for(office.head).count(), own_records_for(office.head).count()) == (1, 1)
        assert not disputes_for(stranger).exists()
        assert not own_records_for(stranger).exists()

    def test_no_case_goes_to_a_handler_of_another_town(self, office: Office) -> None:
        case, stranger = office.registered(), House().office
        assert stranger.account is not None
        with pytest.raises(Invalid, match="不能承办"):
            foi.hand_over(office.head, case, stranger.account, "请求协助")
        assert chosen(stranger, [case.number]) == []

    def test_applications_to_another_town_cost_nothing_here(self, office: Office) -> None:
        elsewhere = Office()
        for _ in range(10):
            elsewhere.registered()
        case = office.registered()
        with pytest.raises(Invalid, match="没有超过免费"):
            foi.ask_fee(office.head, case, foi.FeeFacts("item", reason="频次过多"))

    def test_a_new_calendar_of_one_town_moves_no_clock_of_another(self, office: Office) -> None:
        other = Office().registered()
        Clock.objects.update(due=date(2026, 12, 1))
        foi.recompute(system_actor(office.town), office.town, calendar_in_force())
        assert set(other.clocks.values_list("due", flat=True)) == {date(2026, 12, 1)}


class TestWhoLooks:
    def test_a_file_opens_for_the_office_and_the_handler_and_says_which(
        self, office: Office
    ) -> None:
        case = office.registered()
        file = foi.add_file(office.handler, case, proof())
        with pytest.raises(NotAllowedNow, match="承办人"):
            foi.view_file(office.person(Role.HANDLER), file)
        foi.view_file(office.head, file)
        assert LedgerEntry.objects.latest("id").after["digest"] == file.digest

    def test_who_only_reads_is_led_to_no_page_that_is_closed_to_them(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        notice = foi.DisputeFacts("suit", "（2026）1号", "示例区法院", DAY)
        foi.open_dispute(office.head, case, notice)
        foi.register_own_record(office.head, office.unit, OWN_RECORD)
        for place in ("disputes", "own-records"):
            for person, led in ((office.head, True), (office.leader, False)):
                page = client_of(person).get(f"/foi/{place}/").content.decode()
                links = re.findall(r'href="(/foi/(?:disputes|own-records)/[^"]+/)"', page)
                links = [link for link in links if not link.endswith("/new/")]
                assert bool(links) is led, (place, links)

    def test_a_look_at_an_own_record_says_that_it_was_one(self, office: Office) -> None:
        asked = foi.register_own_record(office.head, office.unit, OWN_RECORD)
        foi.view_own_record(office.head, asked)
        assert "viewed" in LedgerEntry.objects.latest("id").after


class TestDays:
    def test_what_was_written_of_a_confirmation_is_not_dropped_for_want_of_its_day(
        self, office: Office
    ) -> None:
        came = foi.Receipt("fax", DAY, confirmation="九月十八日电话确认")
        with pytest.raises(Invalid, match="填写确认的日期"):
            foi.register(office.head, office.unit, applying(), came)
        assert not Application.objects.exists()

    def test_a_confirmation_where_the_law_wants_none_is_named_and_not_dropped(
        self, office: Office
    ) -> None:
        came = foi.Receipt("mail", DAY, confirmed_on=DAY, confirmation="电话确认")
        with pytest.raises(Invalid, match="不需要确认"):
            foi.register(office.head, office.unit, applying(), came)
        given = {**vars(applying()), "channel": "mail", "received_on": str(DAY)}
        given |= {"confirmed_on": str(DAY), "confirmation": "电话确认"}
        answer = client_of(office.head).post("/foi/new/", given)
        assert answer.status_code == 422 and "不需要确认" in answer.content.decode()
        assert not Application.objects.exists()

    def test_nobody_withdraws_tomorrow_or_before_the_application_came(self, office: Office) -> None:
        case = office.registered()
        for day in (DAY + timedelta(days=1), DAY - timedelta(days=1)):
            with pytest.raises(Invalid, match="日期不能"):
                foi.withdraw(office.head, case, "电话撤回", day)

    @pytest.mark.parametrize("year", [1, 1900, 2025])
    def test_odd_days_of_disputes_and_own_records_are_named(
        self, office: Office, year: int
    ) -> None:
        early = date(year, 1, 1)
        if year < 2025:
            with pytest.raises(Invalid, match="日期"):
                foi.register_own_record(
                    office.head, office.unit, replace(OWN_RECORD, received_on=early)
                )
        case = office.served(office.answered(office.registered()))
        with pytest.raises(Invalid, match="日期"):
            foi.open_dispute(
                office.head, case, foi.DisputeFacts("suit", "（2026）1号", "示例区法院", early)
            )

    def test_the_reason_of_a_look_is_short(self, office: Office) -> None:
        with pytest.raises(Invalid, match="最多200个字"):
            foi.view_personal(office.head, office.registered(), "长" * 201)

    def test_items_of_another_month_cost_nothing(self, office: Office) -> None:
        for _ in range(10):
            office.on("2026-08-31")
        with pytest.raises(Invalid, match="没有超过免费"):
            foi.ask_fee(office.head, office.registered(), foi.FeeFacts("item", reason="频次过多"))

    def test_no_letter_is_served_before_its_date(self, office: Office) -> None:
        case = office.on("2026-09-16")
        office.answered(case)
        with pytest.raises(Invalid, match="不能早于文书日期"):
            office.served(case, date(2026, 9, 17))

    def test_a_fee_notice_may_arrive_late(self, office: Office) -> None:
        case = office.on("2026-06-01")
        with at("2026-06-02"):
            foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
        foi.reach_payer(office.head, case, date(2026, 9, 17))
        case.refresh_from_db()
        assert str(case.act_by) == "2026-10-21"

    def test_an_extension_is_not_told_before_it_was_agreed(self, office: Office) -> None:
        case = office.on("2026-09-01")
        foi.ask_extension(office.handler, case, "需要检索")
        foi.decide_extension(office.head, case, True)
        with pytest.raises(Invalid, match="不能早于"):
            foi.extend(office.handler, case, date(2026, 9, 17))

    def test_a_clock_keeps_the_day_from_which_it_counts(self, office: Office) -> None:
        case = office.on("2026-09-15")
        with at("2026-09-15"):
            asked = office.consulted(case)
        foi.reach_party(office.handler, asked, date(2026, 9, 17))
        assert str(case.clocks.get(kind="third_party").start) == "2026-09-17"

    @pytest.mark.parametrize("name", ["correction", "opinion", "fee", "reasons"])
    def test_an_answer_does_not_come_before_its_question(self, office: Office, name: str) -> None:
        before = date(2026, 9, 17)
        with pytest.raises(Invalid, match="上一步"):
            ANSWERS_TOO_EARLY[name](office, office.on("2026-09-01"), before)


def _correction(office: Office, case: Application, on: date) -> None:
    with at("2026-09-10"):
        foi.ask_correction(office.head, case, "请写明文件名称", sent_on=date(2026, 9, 10))
    foi.correct(office.head, case, applying(), on=date(2026, 9, 9))


def _opinion(office: Office, case: Application, on: date) -> None:
    foi.end_consultation(office.head, office.consulted(case), "agreed", answer="同意", on=on)


def _fee(office: Office, case: Application, on: date) -> None:
    foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
    foi.pay_fee(office.head, case, "鲁财0001", on=on)


def _reasons(office: Office, case: Application, on: date) -> None:
    foi.ask_reasons(office.head, case, "一个月内二十件")
    foi.give_reasons(office.head, case, "写论文", True, "理由合理", on=on)


ANSWERS_TOO_EARLY: dict[str, Callable[[Office, Application, date], None]] = {
    "correction": _correction,
    "opinion": _opinion,
    "fee": _fee,
    "reasons": _reasons,
}


class TestSteps:
    def test_no_silence_about_reasons_before_their_period_is_over(self, office: Office) -> None:
        case = office.registered()
        foi.ask_reasons(office.head, case, "一个月内二十件")
        with pytest.raises(Invalid, match="还没有届满"):
            foi.give_reasons(office.head, case, "", False, "没有说明")

    def test_unreasonable_applications_are_not_delayed(self, office: Office) -> None:
        case = office.registered()
        foi.ask_reasons(office.head, case, "一个月内二十件")
        foi.give_reasons(office.head, case, "好奇", False, "没有合理用途")
        with pytest.raises(Invalid, match="R19"):
            foi.delay(office.head, case, date(2026, 12, 1), "件数太多")

    def test_only_a_corrected_result_orders_another_answer(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        dispute = foi.open_dispute(
            office.head, case, foi.DisputeFacts("reconsideration", "复1号", "示例区政府", DAY)
        )
        foi.answer_dispute(office.head, dispute, DAY)
        with pytest.raises(Invalid, match="结果纠正"):
            foi.end_dispute(office.head, dispute, "uphold", "维持", redo_by=date(2026, 10, 20))

    def test_a_corrected_name_is_the_name_from_now_on(self, office: Office) -> None:
        case = office.registered()
        former = case.applicant_tag
        foi.ask_correction(office.head, case, "请提供身份证明")
        given = applying(name="赵某", id_number="370211198001010022")
        foi.correct(office.head, case, given)
        case.refresh_from_db()
        assert case.applicant_mask.startswith("赵")
        assert case.applicant_tag not in ("", former)

    def test_a_second_answer_taken_back_leaves_the_year_of_the_first(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        dispute = foi.open_dispute(
            office.head, case, foi.DisputeFacts("reconsideration", "复1号", "示例区政府", DAY)
        )
        foi.answer_dispute(office.head, dispute, DAY)
        until = date(2027, 2, 1)
        foi.end_dispute(office.head, dispute, "correct", "责令重新答复", redo_by=until)
        with at("2027-01-10"):
            foi.redo(office.head, case, until)
            office.answered(case)
            foi.take_back(office.head, case, "网址写错")
        case.refresh_from_db()
        assert case.answered_on == DAY


class TestRemoval:
    def closed(self, office: Office) -> Application:
        case = office.registered()
        foi.add_file(office.handler, case, proof())
        foi.ask_reasons(office.head, case, "一个月内二十件")
        foi.give_reasons(office.head, case, "王示例要写论文", True, "理由合理")
        asked = office.consulted(case)
        foi.end_consultation(
            office.head, asked, "refused", answer="李三方不同意", judgement="李三方无理由"
        )
        return office.served(office.answered(case))

    def test_nothing_of_applicant_or_third_party_stays_in_the_case(self, office: Office) -> None:
        case = self.closed(office)
        with at("2057-01-01"):
            foi.remove(office.head, case, "保管期限届满")
        case.refresh_from_db()
        asked = case.consultations.get()
        assert (bytes(case.request), bytes(asked.party)) == (b"", b"")
        assert (asked.question, asked.answer, asked.override) == ("", "", "")
        assert case.reasons_request.given == ""
        assert case.replies.get().facts == {}
        with at("2057-01-01"), pytest.raises(NotAllowedNow, match="清除"):
            foi.classify(office.head, case, "新的简称")

    def test_a_step_of_a_removed_case_is_refused_in_words(self, office: Office) -> None:
        case = self.closed(office)
        with at("2057-01-01"):
            foi.remove(office.head, case, "保管期限届满")
            given = {"on": "2057-01-01", "description": "新的内容", "subject": "新的简称"}
            for name in STEPS:
                address = reverse("foi:step", args=[case.number, name])
                answer = client_of(office.head).post(address, given)
                assert answer.status_code in (302, 404, 409, 422), name
        case.refresh_from_db()
        assert case.state == "removed"

    def test_a_removal_that_fails_leaves_the_files(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = self.closed(office)
        file = case.files.get(kind="identity")
        with at("2057-01-01"):
            with monkeypatch.context() as broken, pytest.raises(OSError, match="voll"):
                broken.setattr("gongkai.foi.actions.case.note", _fails)
                foi.remove(office.head, case, "保管期限届满")
            drain()
            assert foi.view_file(office.head, file)


def _fails(*args: object, **kwargs: object) -> None:
    raise OSError("voll")


@pytest.mark.parametrize("query", ["year=0000", "year=99999", "year=２０２６", "q=%00", "page=x"])
def test_an_odd_address_of_a_list_is_answered(office: Office, query: str) -> None:
    client = Client()
    client.force_login(
        office.account(office.head), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for place in ("all", "letters", "own-records", "disputes"):
        assert client.get(f"/foi/{place}/?{query}").status_code in (200, 400)
    answer = client.post("/foi/bulk/hand-over/", {"case": "x", "handler": "nobody"})
    assert answer.status_code == 302
