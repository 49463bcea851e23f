"""The clocks of cases at every boundary: last days, holidays, the end of the calendar, restarts."""

from datetime import date
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from at_once import Pause, until_somebody_waits
from foi.test_pages import client_of
from foi.world import Office, applying, at
from gongkai.foi import actions as foi
from gongkai.foi.models import Application, Clock, Event
from gongkai.foi.timing import refresh
from gongkai.ledger.actions import hold
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import clocks
from gongkai.organisation.actions import enter_calendar_year
from gongkai.organisation.actor import system_actor
from gongkai.organisation.clocks import recompute_all
from gongkai.organisation.models import Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.calendar import Calendar
from gongkai.rules.notice import Holiday, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    with at("2026-09-01"):
        return Office()


def fresh(case: Application) -> Application:
    return Application.objects.get(pk=case.pk)


def due(case: Application, kind: str = "reply") -> str:
    return str(case.clocks.get(kind=kind, state="open").due)


class TestReceipt:
    """Art. 31."""

    @pytest.mark.parametrize("channel", ["counter", "oral", "mail"])
    def test_the_clock_starts_on_the_day_it_came(self, office: Office, channel: str) -> None:
        case = office.on("2026-09-18", channel)
        assert (case.state, str(case.clock_start), due(case)) == (
            "running",
            "2026-09-18",
            "2026-10-22",
        )

    @pytest.mark.parametrize("channel", ["letter", "internet", "email", "fax"])
    def test_it_waits_for_the_confirmation_however_long(self, office: Office, channel: str) -> None:
        case = office.on("2026-09-18", channel)
        assert (case.state, case.clock_start, case.due_on) == ("awaiting", None, None)
        assert str(case.act_by) == "2026-09-20"
        with at("2026-10-10"):
            refresh(case)
            assert fresh(case).state == "awaiting"
            foi.confirm(office.handler, case, date(2026, 10, 10), "电话确认")
        assert (fresh(case).state, str(fresh(case).clock_start)) == ("running", "2026-10-10")

    def test_a_web_application_cannot_confirm_itself(self, office: Office) -> None:
        with at("2026-09-18"), pytest.raises(Invalid):
            came = foi.Receipt("internet", confirmed_on=date(2026, 9, 18), confirmation="自己")
            foi.register(office.web, office.unit, applying(), came)
        assert not Application.objects.exists()

    def test_the_database_keeps_it_too(self, office: Office) -> None:
        from django.db import IntegrityError, transaction

        case = office.on("2026-09-18", "internet")
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=case.pk).update(clock_start=date(2026, 9, 18))

    def test_no_confirmation_without_words_or_tomorrow(self, office: Office) -> None:
        case = office.on("2026-09-18", "fax")
        with at("2026-09-18"):
            for number, how in ((18, " "), (19, "电话"), (17, "电话")):
                day = date(2026, 9, number)
                with pytest.raises(Invalid):
                    foi.confirm(office.handler, case, day, how)


class TestCorrection:
    """Art. 30."""

    def test_seven_working_days_and_not_one_more(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-30"), pytest.raises(NotAllowedNow, match="7个工作日"):
            foi.ask_correction(office.handler, case, "请写明年份")
        with at("2026-09-29"):
            foi.ask_correction(office.handler, case, "请写明年份")
        assert fresh(case).state == "correction"
        assert not case.clocks.filter(kind="reply", state="open").exists()

    def test_once_only(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-21"):
            foi.ask_correction(office.handler, case, "请写明年份")
            foi.correct(office.handler, case, applying(description="仍不清楚"))
            with pytest.raises(NotAllowedNow, match="R15"):
                foi.ask_correction(office.handler, case, "还是不明确")

    def test_the_period_begins_anew(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-21"):
            foi.ask_correction(office.handler, case, "请写明年份", days=10)
        with at("2026-09-28"):
            foi.correct(office.handler, case, applying(description="2025年"))
        assert str(case.clocks.get(kind="reply", state="open").start) == "2026-09-28"
        former = case.clocks.get(kind="reply", state="superseded")
        assert str(former.ended_on) == "2026-09-21"

    def test_late_needs_a_good_reason_else_it_is_given_up(self, office: Office) -> None:
        case = office.on("2026-09-01")
        with at("2026-09-02"):
            foi.ask_correction(office.handler, case, "请写明年份", days=5)
        last = case.clocks.get(kind="correction").due
        with at(last), pytest.raises(NotAllowedNow, match="还没有届满"):
            foi.close_uncorrected(office.handler, case)
        with at("2026-09-20"):
            with pytest.raises(NotAllowedNow, match="正当理由"):
                foi.correct(office.handler, case, applying())
            foi.close_uncorrected(office.handler, case)
        assert (fresh(case).state, case.replies.get().code) == ("closed", "R21")


class TestConsultation:
    """Art. 32, 33, 34."""

    def test_time_of_consulting_is_excluded_and_named(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-21"):
            asked = office.consulted(case)
        assert fresh(case).due_estimated
        with at("2026-09-28"):
            foi.end_consultation(office.handler, asked, "agreed", answer="同意")
        clock = case.clocks.get(kind="reply")
        assert (str(clock.due), clock.estimated) == ("2026-10-28", False)
        assert [one["kind"] for one in clock.segments] == ["counted", "excluded", "counted"]
        assert all(one["article"] for one in clock.segments)

    def test_its_fifteen_days_count_from_its_receipt(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-18"):
            asked = office.consulted(case)
        assert due(case, "third_party") == "2026-10-15"
        with at("2026-09-22"):
            foi.reach_party(office.handler, asked, date(2026, 9, 21))
            with pytest.raises(NotAllowedNow, match="2026-09-21收到征求意见书"):
                foi.reach_party(office.handler, asked, date(2026, 9, 22))
            address = f"/foi/cases/{case.number}/steps/party-received/"
            page = client_of(office.handler).get(address).content.decode()
            assert "<h1>更正：登记对方收到征求意见书</h1>" in page
        assert due(case, "third_party") == "2026-10-19"

    @pytest.mark.parametrize(
        ("kind", "word"), [("third_party", "由本机关依照条例决定"), ("co_maker", "视为同意公开")]
    )
    def test_silence_means_what_the_law_says(self, office: Office, kind: str, word: str) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-18"):
            asked = office.consulted(case, kind)
        # Nobody is silent about a letter that may not have arrived.
        with at("2026-10-20"), pytest.raises(Invalid, match="还没有登记收到日期"):
            foi.end_consultation(office.handler, asked, "silent")
        with at("2026-09-18"):
            foi.reach_party(office.handler, asked, date(2026, 9, 18))
        with at("2026-10-15"), pytest.raises(Invalid, match="还没有届满"):
            foi.end_consultation(office.handler, asked, "silent")
        with at("2026-10-20"):
            foi.end_consultation(office.handler, asked, "silent")
        asked.refresh_from_db()
        assert str(asked.answered_on) == "2026-10-15"
        assert word in case.events.latest("id").words

    def test_an_opinion_that_comes_too_late_excludes_no_more_than_the_fifteen_days(
        self, office: Office
    ) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-18"):
            asked = office.consulted(case)
        with at("2026-10-20"):
            foi.end_consultation(office.handler, asked, "agreed", answer="同意")
        # Left out is 19 September to 15 October, the last of the fifteen working days.
        assert due(case) == "2026-11-12"

    def test_two_at_once_end_one_by_one(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-18"):
            one, other = office.consulted(case), office.consulted(case, "co_maker")
            foi.end_consultation(office.handler, one, "agreed", answer="同意")
            assert fresh(case).state == "consulting"
            foi.end_consultation(office.handler, other, "agreed", answer="同意")
        assert fresh(case).state == "running"

    def test_a_third_partys_refusal_needs_the_agencys_own_judgement(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-09-18"):
            asked = office.consulted(case)
            with pytest.raises(Invalid, match="判断"):
                foi.end_consultation(office.handler, asked, "refused", answer="不同意")
            foi.end_consultation(
                office.handler, asked, "refused", answer="不同意", judgement="公共利益重大影响"
            )
            foi.tell_third_party(office.handler, asked)
        assert case.letters.filter(kind="third_party_notice").exists()


class TestExtension:
    """Art. 33."""

    def ready(self, office: Office) -> Application:
        case = office.on("2026-09-18")
        with at("2026-10-20"):
            foi.ask_extension(office.handler, case, "需要检索")
        return case

    def test_told_on_the_last_day_it_counts_forty(self, office: Office) -> None:
        case = self.ready(office)
        with at("2026-10-22"):
            foi.decide_extension(office.head, case, True)
            foi.extend(office.handler, case)
        assert due(case) == "2026-11-19"
        assert case.letters.filter(kind="extension").count() == 1

    def test_approved_but_told_too_late_it_is_none(self, office: Office) -> None:
        case = self.ready(office)
        with at("2026-10-22"):
            foi.decide_extension(office.head, case, True)
        with at("2026-10-23"), pytest.raises(NotAllowedNow, match="届满"):
            foi.extend(office.handler, case)
        assert due(case) == "2026-10-22"

    def test_nobody_approves_their_own(self, office: Office) -> None:
        case = self.ready(office)
        with at("2026-10-21"):
            for person in (office.handler, office.person("office"), office.leader):
                with pytest.raises(NotAllowedNow):
                    foi.decide_extension(person, case, True)
            with pytest.raises(NotAllowedNow, match="负责人同意"):
                foi.extend(office.handler, case)

    def test_where_the_head_handles_it_the_leader_decides(self, office: Office) -> None:
        case = office.on("2026-09-18")
        with at("2026-10-20"):
            foi.hand_over(office.head, case, office.account(office.head), "负责人办理")
            foi.ask_extension(office.head, case, "需要检索")
            with pytest.raises(NotAllowedNow, match="自己的延期"):
                foi.decide_extension(office.head, case, True)
            foi.decide_extension(office.leader, case, True)
            foi.extend(office.head, case)
            with pytest.raises(NotAllowedNow, match="一次"):
                foi.ask_extension(office.head, case, "还是不够")

    def test_a_refused_one_may_be_asked_again(self, office: Office) -> None:
        case = self.ready(office)
        with at("2026-10-21"):
            with pytest.raises(Invalid, match="理由"):
                foi.decide_extension(office.head, case, False)
            foi.decide_extension(office.head, case, False, "可以按期办结")
            foi.ask_extension(office.handler, case, "又收到一批材料", 5)
        assert case.extensions.count() == 2


class TestFee:
    """国办函〔2020〕109号."""

    def test_the_notice_stops_the_clock_and_payment_begins_it_anew(self, office: Office) -> None:
        case = office.on("2026-09-01")
        with at("2026-09-18"):
            fee = foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
            assert (fee.amount, due(case, "fee")) == (1100, "2026-10-22")
        with at("2026-09-22"):
            foi.reach_payer(office.head, case, date(2026, 9, 21))
            assert due(case, "fee") == "2026-10-26"
        before = LedgerEntry.objects.count()
        with at("2026-09-25"):
            for day in (date(2026, 9, 21), date(2026, 9, 25)):
                with pytest.raises(NotAllowedNow, match="2026-09-21收到收费通知"):
                    foi.reach_payer(office.head, case, day)
        assert (due(case, "fee"), LedgerEntry.objects.count()) == ("2026-10-26", before)
        with at("2026-10-10"):
            with pytest.raises(Invalid):
                foi.pay_fee(office.head, case, " ")
            foi.pay_fee(office.head, case, "鲁财0001")
        clock = case.clocks.get(kind="reply", state="open")
        assert str(clock.start) == "2026-10-10"

    def test_a_day_of_receipt_entered_wrongly_is_corrected_with_a_reason(
        self, office: Office
    ) -> None:
        case = office.on("2026-09-01")
        client = client_of(office.head)
        address = f"/foi/cases/{case.number}/steps/fee-received/"
        with at("2026-09-22"):
            foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
            with pytest.raises(Invalid, match="没有登记过"):
                foi.reach_payer(office.head, case, date(2026, 9, 22), "看错了")
            page = client.get(address).content.decode()
            assert "更正" not in page and "<h1>登记申请人收到收费通知</h1>" in page
            client.post(address, {"received_on": "2026-09-22"})
        first = due(case, "fee")
        with at("2026-09-25"):
            assert (
                "更正：登记申请人收到" in client.get(f"/foi/cases/{case.number}/").content.decode()
            )
            page = client.get(address).content.decode()
            assert f"<title>更正：登记申请人收到收费通知 {case.number}" in page
            assert "<h1>更正：登记申请人收到收费通知</h1>" in page
            assert ">登记更正</button>" in page
            assert client.post(address, {"received_on": "2026-09-23"}).status_code == 422
            assert due(case, "fee") == first
            client.post(address, {"received_on": "2026-09-23", "why": "回执上是二十三日"})
        assert due(case, "fee") > first
        told = case.events.filter(verb="reach_payer", public=False).get()
        assert told.words == "更正收到日期，原登记为2026-09-22：回执上是二十三日"
        entry = LedgerEntry.objects.filter(action="foi.reach_payer").latest("id")
        assert entry.before["received_on"] == "2026-09-22" and "二十三日" not in entry.why

    def test_a_closed_case_waits_for_no_payer(self, office: Office) -> None:
        case = office.on("2026-09-17")
        with at("2026-09-18"):
            with pytest.raises(NotAllowedNow, match="办理中"):
                foi.reach_payer(office.head, case, date(2026, 9, 18))
            foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
            foi.withdraw(office.head, case, "电话撤回")
            with pytest.raises(NotAllowedNow, match="已办结"):
                foi.reach_payer(office.head, case, date(2026, 9, 18))
        assert case.clocks.filter(state="open").count() == 0

    def test_items_are_counted_from_the_register(self, office: Office) -> None:
        cases = [office.on("2026-09-02") for _ in range(11)]
        office.on("2026-09-02", name="赵某某", id_number="370211198001010022")
        with at("2026-09-03"):
            with pytest.raises(Invalid, match="没有超过免费"):
                foi.ask_fee(office.head, cases[9], foi.FeeFacts("item", reason="频次过多"))
            fee = foi.ask_fee(office.head, cases[10], foi.FeeFacts("item", reason="频次过多"))
        assert (fee.already, fee.amount) == (10, 100)

    def test_both_schemes_are_refused_and_the_database_refuses_them_too(
        self, office: Office
    ) -> None:
        from django.db import IntegrityError, transaction

        case = office.on("2026-09-18")
        with at("2026-09-18"):
            with pytest.raises(Invalid, match="不能同时"):
                facts = foi.FeeFacts("item", items=12, pages=40, reason="过大")
                foi.ask_fee(office.head, case, facts)
            fee = foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=40, reason="过大"))
        with pytest.raises(IntegrityError), transaction.atomic():
            type(fee).objects.filter(pk=fee.pk).update(items=3)

    def test_unpaid_it_is_given_up(self, office: Office) -> None:
        case = office.on("2026-09-01")
        with at("2026-09-18"):
            foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="过大"))
        with at("2026-10-23"), pytest.raises(NotAllowedNow, match="还没有登记收到日期"):
            foi.close_unpaid(office.head, case)
        with at("2026-09-18"):
            foi.reach_payer(office.head, case, date(2026, 9, 18))
        with at("2026-10-22"), pytest.raises(NotAllowedNow, match="还没有届满"):
            foi.close_unpaid(office.head, case)
        with at("2026-10-23"):
            foi.close_unpaid(office.head, case)
        assert case.replies.get().code == "R22"


class TestCalendar:
    """Promise 3."""

    def test_beyond_the_announced_calendar_it_is_provisional(self, office: Office) -> None:
        assert not office.on("2026-12-03").due_provisional
        case = office.on("2026-12-04")
        assert case.due_provisional
        assert "暂定" in case.clocks.get(kind="reply").sentence

    def test_a_new_calendar_moves_every_open_clock_with_an_event_each(self, office: Office) -> None:
        open_one, closed = office.on("2026-12-04"), office.on("2026-12-04")
        with at("2026-12-07"):
            foi.withdraw(office.head, closed, "书面")
            before = open_one.due_on
            self.announce(office)
            calendar = calendar_in_force()
            moved = recompute_all(office.town, calendar)
        case = fresh(open_one)
        assert moved["foi"] == 1
        assert case.due_on != before
        assert not case.due_provisional
        assert case.clocks.get(kind="reply").calendar == calendar.edition
        event = Event.objects.get(application=case, verb="recompute")
        assert str(before) in event.words
        assert str(case.due_on) in event.words
        assert not Event.objects.filter(application=closed, verb="recompute").exists()
        entry = LedgerEntry.objects.filter(action="foi.recompute").latest("id")
        assert entry.after["moved"] == [[case.number, "reply", str(before), str(case.due_on)]]

    def test_twice_changes_nothing(self, office: Office) -> None:
        case = office.on("2026-12-04")
        with at("2026-12-07"):
            self.announce(office)
            recompute_all(office.town, calendar_in_force())
            assert recompute_all(office.town, calendar_in_force())["foi"] == 0
        assert Event.objects.filter(application=case, verb="recompute").count() == 1

    @pytest.mark.postgresql
    @pytest.mark.django_db(transaction=True)
    def test_a_case_is_worked_on_at_the_same_moment(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What came first has the ledger by then: it must not wait for whoever has a case."""
        case = office.on("2026-12-04")
        pause = Pause(monkeypatch, lambda: at("2026-12-07"))

        def came_first(town: Town, calendar: Calendar) -> int:
            del calendar
            hold(town.slug)
            pause.here(until_somebody_waits)
            return 0

        def recompute() -> dict[str, int]:
            with transaction.atomic():
                return recompute_all(office.town, calendar_in_force())

        with at("2026-12-07"):
            self.announce(office)
        before = dict(clocks._providers)
        try:
            clocks.register_clocks("a", came_first, lambda town, calendar: None)
            done = pause.run(recompute, partial(foi.withdraw, office.head, case, "书面"))
        finally:
            clocks._providers.clear()
            clocks._providers.update(before)
        assert done[0]["foi"] == 1
        assert fresh(case).state == "closed"

    def announce(self, office: Office) -> None:
        notice = Notice(
            year=2027,
            title="国务院办公厅关于2027年部分节假日安排的通知",
            document_number="国办发明电〔2026〕1号",
            issued=date(2026, 12, 5),
            off=(Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),),
            working=(),
        )
        enter_calendar_year(system_actor(office.town), notice)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 25)), max_size=3))
def test_any_sequence_of_consultations_only_ever_lengthens_and_is_explained(
    office: Office, waits: list[tuple[int, int]]
) -> None:
    from datetime import timedelta

    case = office.on("2026-03-02")
    day, former = date(2026, 3, 2), case.due_on
    for gap, length in waits:
        day += timedelta(days=gap)
        with at(day):
            asked = office.consulted(case)
        day += timedelta(days=length)
        with at(day):
            foi.end_consultation(office.handler, asked, "agreed", answer="同意")
        found = fresh(case).due_on
        assert found is not None
        assert former is not None
        assert found >= former
        former = found
    clock = Clock.objects.get(application=case, kind="reply")
    assert sum(one["days"] for one in clock.segments) == 20
    assert clock.segments[-1]["last"] == str(clock.due)
    assert clock.inputs["start"] == "2026-03-02"
