"""What was typed about a case goes with it: no table keeps a word of it, the ledger least of all.

Each test marks every text that a person can type, walks the case through everything, removes it at
the end of its period, and looks for the mark in every table. The mark is plain ASCII: other signs
are written as codes where a database keeps JSON as text.
"""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from foi.test_pages import client_of
from foi.world import Office, applying, at
from gongkai.documents.letter import LetterPrint, letter_pdf
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.letters import writing
from gongkai.foi.letters.reading import for_applicant
from gongkai.foi.models import Application, CaseFile, StatementKind
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import system_actor
from gongkai.outbox.worker import drain
from gongkai.reminding import actions as reminding
from gongkai.rules.foi.states import State
from roads import PDF
from traces import places_of

pytestmark = pytest.mark.django_db

MARK = "QMARK"


def marked(name: str) -> str:
    """A text that a person typed."""
    return f"{MARK}-{name}"


def held() -> dict[str, list[str]]:
    """The marks that stand anywhere in the database, by table."""
    return places_of(MARK)


@pytest.fixture
def office() -> Iterator[Office]:
    with at("2026-09-18"):
        yield Office()


def arrived(office: Office) -> Application:
    """On the web, confirmed on the telephone, filed and handed over."""
    case = foi.register(
        office.web,
        office.unit,
        applying(description=marked("description"), feature=marked("feature")),
        foi.Receipt("internet"),
        files=[FileToKeep("application", f"{marked('file')}.pdf", PDF)],
    )
    foi.confirm(office.head, case, date(2026, 9, 18), marked("confirmation"))
    foi.classify(office.head, case, marked("subject"), marked("topic"))
    foi.hand_over(office.head, case, office.account(office.handler), "")
    foi.hand_over(office.handler, case, office.account(office.head), marked("hand-over"))
    foi.hand_over(office.head, case, office.account(office.handler), marked("hand-back"))
    return case


def corrected_late(office: Office, case: Application) -> None:
    foi.ask_correction(office.handler, case, marked("items"), marked("guidance"), days=5)
    with at("2026-10-12"):
        given = applying(description=marked("corrected"), feature=marked("corrected feature"))
        foi.correct(office.handler, case, given, excuse=marked("late correction"))


def asked_for_reasons(office: Office, case: Application) -> None:
    foi.ask_reasons(office.head, case, marked("excessive"))
    foi.state(office.web, case, foi.Said(StatementKind.REASONS, marked("reasons stated")))
    foi.give_reasons(office.head, case, marked("reasons given"), True, marked("reasons judged"))
    foi.delay(office.head, case, date(2026, 12, 30), marked("delay"))


def paid_late(office: Office, case: Application) -> None:
    facts = foi.FeeFacts("page", pages=120, reason=marked("fee reason"))
    foi.ask_fee(office.head, case, facts)
    foi.reach_payer(office.handler, case, date(2026, 10, 12))
    foi.reach_payer(office.handler, case, date(2026, 10, 12), marked("day of the payer"))
    with at("2026-11-20"):
        foi.state(office.web, case, foi.Said(StatementKind.PAYMENT, marked("payment stated")))
        foi.pay_fee(office.head, case, marked("receipt"), excuse=marked("late payment"))


def consulted(office: Office, case: Application) -> None:
    party = foi.consult(office.handler, case, "third_party", marked("party"), marked("question"))
    said = foi.Said(StatementKind.OPINION, marked("opinion stated"), "refused", party.pk)
    foi.state(office.web, case, said)
    foi.reach_party(office.handler, party, party.sent_on)
    foi.reach_party(office.handler, party, party.sent_on, marked("day of the party"))
    foi.end_consultation(
        office.handler, party, "refused", answer=marked("opinion"), judgement=marked("judgement")
    )
    foi.tell_third_party(office.handler, party)
    asked = foi.ask_assistance(
        office.handler, case, office.house.unit, marked("assistance"), date(2026, 11, 25)
    )
    foi.end_assistance(office.handler, asked, marked("assisted"))


def extended(office: Office, case: Application) -> None:
    foi.ask_extension(office.handler, case, marked("extension"))
    foi.decide_extension(office.head, case, False, marked("refused extension"))
    foi.ask_extension(office.handler, case, marked("extension again"))
    foi.decide_extension(office.head, case, True, marked("agreed extension"))
    foi.extend(office.handler, case)


def answered(office: Office, case: Application) -> None:
    facts = foi.SearchFacts(*(marked(name) for name in ("where", "how", "result", "searcher")))
    foi.log_search(office.handler, case, facts)
    part = foi.Part(marked("part"), "R07", marked("part reason"))
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R03", parts=[part]))
    office.answered(case, typed={"where": marked("first answer")})
    foi.take_back(office.head, case, marked("take back"))
    office.answered(case, typed={"where": marked("second answer")})
    letter = case.letters.filter(kind="reply").latest("id")
    post = foi.ServiceFacts(
        "post", None, "中国邮政", marked("tracking"), marked("service"),
        FileToKeep("proof", f"{marked('proof')}.pdf", PDF),
    )  # fmt: skip
    foi.serve(office.handler, letter, post)


def after_the_answer(office: Office, case: Application) -> None:
    foi.rate(office.web, case, "good", marked("rating"))
    notice = foi.DisputeFacts("suit", "（2026）1号", "示例区法院", date(2026, 11, 20))
    dispute = foi.open_dispute(office.head, case, notice)
    foi.answer_dispute(office.head, dispute, date(2026, 11, 20))
    foi.end_dispute(office.head, dispute, "uphold", marked("judgment"))


def looked_at(office: Office, case: Application) -> None:
    """Every look leaves an entry; the worker has written the letters."""
    drain()
    foi.view_personal(office.head, case, "核对")
    for file in CaseFile.objects.filter(application=case):
        foi.view_file(office.head, file)
    for letter in for_applicant(case):
        foi.fetch_letter(office.web, letter)
    client_of(office.head).get(f"/foi/cases/{case.number}/")


def reminded(office: Office, case: Application) -> None:
    reminding.gather(system_actor(office.town), office.town)
    foi.remind(office.head, case, marked("reminder"))
    with at("2026-11-23"):
        reminding.gather(system_actor(office.town), office.town)


def test_no_table_keeps_a_word_of_a_case_that_was_removed(office: Office) -> None:
    case = arrived(office)
    corrected_late(office, case)
    with at("2026-10-12"):
        paid_late(office, case)
    with at("2026-11-20"):
        asked_for_reasons(office, case)
        reminded(office, case)
        consulted(office, case)
        extended(office, case)
        answered(office, case)
        after_the_answer(office, case)
        looked_at(office, case)
    with at("2057-01-01"):
        foi.remove(office.head, case, "保管期限届满")
        drain()
    assert held() == {}


def test_a_letter_that_is_being_written_comes_back_into_no_case_that_was_removed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.served(office.answered(office.registered()))

    def removed_meanwhile(page: LetterPrint, made_at: datetime) -> bytes:
        monkeypatch.undo()
        foi.remove(office.head, case, "保管期限届满")
        return letter_pdf(page, made_at=made_at)

    monkeypatch.setattr(writing, "letter_pdf", removed_meanwhile)
    with at("2057-01-01"):
        drain()
    case.refresh_from_db()
    assert case.state == State.REMOVED
    assert not CaseFile.objects.filter(application=case).exists()


def test_a_withdrawal_is_forgotten_too(office: Office) -> None:
    case = office.registered()
    foi.withdraw(office.head, case, marked("withdrawn"))
    drain()
    with at("2057-01-01"):
        foi.remove(office.head, case, "保管期限届满")
        drain()
    assert held() == {}


def test_the_ledger_names_the_ground_and_where_the_words_stand(office: Office) -> None:
    case = office.registered()
    corrected_late(office, case)
    with at("2026-10-12"):
        paid_late(office, case)
    whys = dict(LedgerEntry.objects.order_by("id").values_list("action", "why"))
    assert whys["foi.correct"] == "逾期补正，申请人有正当理由（第三十条），原文在案卷“补正”。"
    assert whys["foi.pay_fee"] == "逾期缴费仍予受理，原文在案卷“信息处理费”。"
    client, page = client_of(office.head), f"/foi/cases/{case.number}/"
    closed = client.get(page).content.decode()
    assert marked("late correction") not in closed and marked("late payment") not in closed
    client.post(f"{page}words/")
    shown = client.get(page).content.decode()
    assert marked("late correction") in shown and marked("late payment") in shown


def test_a_request_about_ones_own_record_is_forgotten_too(office: Office) -> None:
    facts = foi.OwnRecordFacts(
        *(marked(name) for name in ("name", "contact", "subject", "request", "evidence"))
    )
    asked = foi.register_own_record(office.head, office.unit, facts)
    foi.end_own_record(office.head, asked, "transferred", marked("outcome"), "示例局")
    foi.view_own_record(office.head, asked)
    foi.open_own_record_letter(office.head, asked, "docx")
    with at("2057-01-01"):
        foi.remove_own_record(office.head, asked, "保管期限届满")
    assert held() == {}
