"""What is told is what was counted: the event, the letter, the banner and the ledger of a step.

Each step that sets a day or an amount is taken with numbers of its own, so that a sentence that
takes its day from somewhere else says a wrong one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from foi.test_pages import client_of
from foi.world import Office, applying, at
from gongkai.foi import actions as foi
from gongkai.foi.letters.content import opened
from gongkai.foi.letters.making import context_of
from gongkai.foi.letters.words import day_words
from gongkai.foi.models import Application, Letter
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Invalid, NotAllowedNow

pytestmark = pytest.mark.django_db

# 2026: received 1 September, 20 working days end on 29 September (25 September and 1 October to 7
# October are holidays, 20 September and 10 October are worked).
CAME, LATER = date(2026, 9, 1), date(2026, 9, 8)


@pytest.fixture
def office() -> Iterator[Office]:
    with at(CAME):
        yield Office()


def extended(office: Office, case: Application) -> None:
    foi.ask_extension(office.handler, case, "检索量大", 7)
    foi.decide_extension(office.head, case, True)
    foi.extend(office.handler, case)


def consulted_and_extended(office: Office, case: Application) -> None:
    asked = office.consulted(case)
    foi.end_consultation(office.handler, asked, "agreed", answer="同意")
    extended(office, case)


def correction_asked(office: Office, case: Application) -> None:
    foi.ask_correction(office.handler, case, "请写明年份", days=9)


def fee_asked(office: Office, case: Application) -> None:
    foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="数量过大"))


def delayed(office: Office, case: Application) -> None:
    foi.ask_reasons(office.handler, case, "一个月四十件")
    foi.give_reasons(office.handler, case, "研究", True, "理由合理")
    foi.delay(office.head, case, date(2026, 12, 31), "一千二百页")


def helped(office: Office, case: Application) -> None:
    foi.ask_assistance(office.handler, case, office.house.unit, "请检索", date(2026, 9, 23))


@dataclass(frozen=True)
class Told:
    """A step, the verb of its event, what names the day in lists, the letter and its field."""

    act: Callable[[Office, Application], None]
    verb: str
    day: str
    letter: str
    field: str
    due: date


TOLD = {
    "an extension": Told(
        extended, "extend", "due_on", "extension", "新答复期限", date(2026, 10, 14)
    ),
    "an extension after a consultation": Told(
        consulted_and_extended, "extend", "due_on", "extension", "新答复期限", date(2026, 10, 14)
    ),
    "a correction": Told(
        correction_asked, "ask_correction", "act_by", "correction", "补正期限", date(2026, 9, 20)
    ),
    "a fee": Told(fee_asked, "ask_fee", "act_by", "fee", "", date(2026, 10, 12)),
    "a later day": Told(delayed, "delay", "due_on", "delay", "延迟至", date(2026, 12, 31)),
    "help asked for": Told(
        helped, "ask_assistance", "", "assistance", "反馈日期", date(2026, 9, 23)
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_event_letter_and_list_tell_one_day(office: Office, name: str) -> None:
    told, case = TOLD[name], office.registered()
    before = case.due_on
    with at(LATER):
        told.act(office, case)
    case.refresh_from_db()
    event = case.events.filter(verb=told.verb).latest("id")
    days = {day for day in (before, told.due) if day and str(day) in event.words}
    assert days == {told.due}, event.words
    if told.day:
        assert getattr(case, told.day) == told.due
    letter = Letter.objects.get(application=case, kind=told.letter)
    said = opened(letter.sealed, context_of(case)).values
    if told.field:
        assert said[told.field].startswith(day_words(told.due)), said
    assert str(letter.dated) == str(LATER) and case.number == said["登记编号"]


def test_a_granted_extension_tells_days_and_both_dates(office: Office) -> None:
    case = office.registered()
    with at(LATER):
        client = client_of(office.handler)
        foi.ask_extension(office.handler, case, "检索量大", 7)
        foi.decide_extension(office.head, case, True)
        page = f"/foi/cases/{case.number}/steps/extend/"
        banner = client.post(page, {"sent_on": str(LATER)}, follow=True).content.decode()
    assert "答复期限到2026-10-14为止" in banner and "到2026-09-29为止" not in banner
    event = case.events.get(verb="extend").words
    assert "延长7个工作日，到2026-10-14为止" in event
    said = opened(case.letters.get(kind="extension").sealed, context_of(case)).values
    assert (said["延长天数"], said["原答复期限"]) == ("7个工作日", "2026年9月29日")
    entry = LedgerEntry.objects.get(action="foi.extend")
    assert (entry.before, entry.after) == ({"due": "2026-09-29"}, {"due": "2026-10-14"})


AGAIN: dict[str, tuple[Callable[[Office, Application], None], str]] = {
    "correct": (
        lambda office, case: (
            correction_asked(office, case),
            foi.correct(office.handler, case, applying(description="2025年的方案")),
            None,
        )[2],
        "correct",
    ),
    "pay_fee": (
        lambda office, case: (
            fee_asked(office, case),
            foi.pay_fee(office.head, case, "鲁财0001"),
            None,
        )[2],
        "pay_fee",
    ),
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_period_that_begins_anew_is_told_with_its_new_end(office: Office, name: str) -> None:
    act, verb = AGAIN[name]
    case = office.registered()
    with at(LATER):
        act(office, case)
    case.refresh_from_db()
    words = case.events.get(verb=verb).words
    assert str(case.due_on) == "2026-10-12"
    assert "自2026-09-08次日起" in words and "到2026-10-12为止" in words


def test_a_letter_of_the_case_that_is_no_answer_closes_nothing(office: Office) -> None:
    case = office.registered()
    receipt = case.letters.get(kind="receipt")
    foi.serve(office.handler, receipt, foi.ServiceFacts("electronic"))
    office.answered(case)
    correction = Letter.objects.filter(application=case).exclude(kind="reply")
    for letter in correction.filter(services__isnull=True):
        foi.serve(office.handler, letter, foi.ServiceFacts("electronic"))
    case.refresh_from_db()
    assert (case.state, case.closed_on, case.served_on) == ("replied", None, None)


def test_a_confirmation_is_told_with_the_day_of_confirming(office: Office) -> None:
    case = office.registered("internet")
    with at(LATER):
        foi.confirm(office.handler, case, LATER, "电话确认")
    case.refresh_from_db()
    words = case.events.get(verb="confirm").words
    assert "2026-09-08" in words or "9月8日" in words, words
    assert "2026-09-01" not in words and str(case.due_on) == "2026-10-12"


def test_the_payers_days_count_from_the_notices_arrival(office: Office) -> None:
    case = office.registered()
    fee_asked(office, case)
    case.refresh_from_db()
    first = case.act_by
    with at(LATER):
        foi.reach_payer(office.handler, case, LATER)
    case.refresh_from_db()
    assert case.act_by is not None and first is not None and case.act_by > first
    assert f"请在{case.act_by}前缴纳" in case.events.get(verb="reach_payer").words
    with at("2026-09-30"), pytest.raises(NotAllowedNow):
        foi.close_unpaid(office.head, case)


def test_a_notice_to_a_third_party_gives_the_agencys_reason_not_the_partys(office: Office) -> None:
    case = office.registered()
    asked = office.consulted(case)
    foi.end_consultation(
        office.handler, asked, "refused", answer="属于商业秘密", judgement="公共利益重大"
    )
    foi.tell_third_party(office.handler, asked)
    said = opened(case.letters.get(kind="third_party_notice").sealed, context_of(case)).values
    assert (said["公开理由"], said["意见情况"]) == (
        "公共利益重大", "2026年9月1日收到的意见为不同意公开",
    )  # fmt: skip
    with pytest.raises(Invalid):
        foi.tell_third_party(office.handler, asked, date(2026, 8, 31))


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("agreed", "同意公开"), ("refused", "不同意公开"), ("partly", "同意部分公开")],
)
def test_an_opinion_is_told_as_it_was(office: Office, outcome: str, said: str) -> None:
    case = office.registered()
    asked = office.consulted(case)
    given = {"answer": "见来函", "judgement": "理由合理"}
    foi.end_consultation(office.handler, asked, outcome, **given)
    words = case.events.get(verb="end_consultation").words
    assert f"意见：{said}" in words, words
