"""The page of a case by number and code: who gets in, what it shows, what can be done there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foi.public.conftest import DAY, Citizen
from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.access import party_code
from gongkai.foi.files import FileToKeep, keep
from gongkai.foi.letters.writing import print_of
from gongkai.foi.models import Application, Letter, Reply, Statement, SupplyFile
from gongkai.foi.personal import open_applicant, request_of, words_of
from gongkai.foi.public.session import COOKIE
from gongkai.foi.waiting import cases_waiting
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from roads import PDF

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def followed(citizen: Citizen, office: Office) -> tuple[Application, str]:
    """A case that was confirmed, and its code; the citizen is on its page."""
    case, code = citizen.apply()
    foi.confirm(office.handler, case, today(), "电话确认")
    citizen.enter(case, code)
    case.refresh_from_db()
    return case, code


def page_of(citizen: Citizen) -> str:
    answer = citizen.get("status/case/")
    assert answer.status_code == 200
    return answer.content.decode()


class TestEntering:
    def test_code_and_number_open_the_page_and_stand_in_no_address(self, citizen: Citizen) -> None:
        case, code = citizen.apply()
        answer = citizen.post("status/", {"number": f" {case.number} ", "code": code.lower()})
        assert answer["Location"] == f"/{citizen.slug}/status/case/"
        cookie = answer.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
            True, "Lax", f"/{citizen.slug}/",
        )  # fmt: skip
        page = page_of(citizen)
        title = page.split("</title>")[0].split("<title>")[1]
        assert case.number not in title
        for personal in ("王示例", "13800000001", "370211199001010011", "wang@example.com"):
            assert personal not in page

    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("2026-99999", None),
            (None, "AAAA-AAAA-AAAA"),
            ("", ""),
            ("x" * 999, "é"),
        ],
    )
    def test_a_wrong_pair_says_one_thing(
        self, citizen: Citizen, number: str | None, code: str | None
    ) -> None:
        case, right = citizen.apply()
        given = {
            "number": case.number if number is None else number,
            "code": right if code is None else code,
        }
        answer = citizen.post("status/", given)
        assert answer.status_code == 422
        assert COOKIE not in answer.cookies
        assert citizen.get("status/case/").status_code == 303

    def test_wrong_codes_are_limited_by_place(self, citizen: Citizen) -> None:
        case, code = citizen.apply()
        for _ in range(10):
            citizen.post("status/", {"number": case.number, "code": "AAAA"})
        refused = citizen.post("status/", {"number": case.number, "code": code})
        assert refused.status_code == 429
        assert "十五分钟" in refused.content.decode()
        citizen.client.defaults["REMOTE_ADDR"] = "198.51.100.9"
        citizen.enter(case, code)

    def test_another_town_does_not_know_the_case(self, citizen: Citizen) -> None:
        case, code = citizen.apply()
        citizen.enter(case, code)
        with at(DAY):
            other = Citizen(citizen.client, Office().town.slug)
        assert other.post("status/", {"number": case.number, "code": code}).status_code == 422
        other.client.cookies[COOKIE]["path"] = "/"
        assert other.get("status/case/").status_code == 303

    def test_leaving_ends_the_visit(self, citizen: Citizen, followed: Any) -> None:
        citizen.post("status/leave/", {})
        assert citizen.get("status/case/").status_code == 303

    def test_the_counter_screen_forgets_at_its_start(self, citizen: Citizen, followed: Any) -> None:
        assert COOKIE in citizen.get("kiosk/").cookies
        assert citizen.get("status/case/").status_code == 303
        assert citizen.post("status/leave/", {"kiosk": "1"})["Location"].endswith("/kiosk/")

    def test_the_counter_screen_takes_and_gives_no_files(
        self, citizen: Citizen, office: Office
    ) -> None:
        case, code = citizen.apply()
        foi.confirm(office.handler, case, today(), "当面确认")
        foi.ask_correction(office.handler, case, "请写明年份")
        citizen.post("status/", {"number": case.number, "code": code, "kiosk": "1"})
        page = citizen.get("status/case/").content.decode()
        assert "请窗口工作人员打印" in page
        assert "status/case/letters/" not in page
        step = citizen.get("status/case/correct/").content.decode()
        assert "交给窗口工作人员" in step
        assert 'type="file"' not in step

    def test_the_cookie_is_worth_nothing_altered_or_old(
        self, citizen: Citizen, followed: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.foi.public.session.SECONDS", -1)
        assert citizen.get("status/case/").status_code == 303
        monkeypatch.undo()
        citizen.client.cookies[COOKIE] = "a" + citizen.client.cookies[COOKIE].value[1:]
        assert citizen.get("status/case/").status_code == 303

    def test_a_removed_case_is_not_there(self, citizen: Citizen, office: Office) -> None:
        case, code = citizen.apply()
        citizen.enter(case, code)
        foi.withdraw(office.web, case, "撤回")
        Application.objects.update(keep_until=today() - timedelta(days=1))
        foi.remove(office.head, case, "期满")
        assert citizen.get("status/case/").status_code == 303
        assert citizen.post("status/", {"number": case.number, "code": code}).status_code == 422

    def test_a_third_partys_visit_ends_with_the_removal(
        self, citizen: Citizen, office: Office
    ) -> None:
        case = office.registered()
        citizen.enter(case, party_code(office.consulted(case)))
        assert citizen.get("status/case/").status_code == 200
        foi.withdraw(office.web, case, "撤回")
        Application.objects.update(keep_until=today() - timedelta(days=1))
        foi.remove(office.head, case, "期满")
        assert citizen.get("status/case/").status_code == 303

    def test_a_visit_is_worth_what_its_code_is_worth(self, citizen: Citizen, followed: Any) -> None:
        Application.objects.update(secret_digest="0" * 64)
        assert citizen.get("status/case/").status_code == 303

    def test_a_visit_at_the_counter_ends_sooner_than_at_home(
        self, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case, code = (citizen.apply(), citizen.apply())[0]  # of two, not the newest
        for at_the_counter in (False, True):
            given = {"kiosk": "1"} if at_the_counter else {}
            citizen.post("status/", {"number": case.number, "code": code, **given})
            with monkeypatch.context() as later:
                later.setattr("gongkai.foi.public.session.KIOSK_SECONDS", -1)
                answer = citizen.get("status/case/")
            assert answer.status_code == (303 if at_the_counter else 200)


def _correction(office: Office, case: Application) -> None:
    foi.ask_correction(office.handler, case, "请写明年份")


def _consultation(office: Office, case: Application) -> None:
    office.consulted(case)


def _fee(office: Office, case: Application) -> None:
    foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="数量过大"))


def _reasons(office: Office, case: Application) -> None:
    foi.ask_reasons(office.handler, case, "一个月四十件")


def _extension(office: Office, case: Application) -> None:
    foi.ask_extension(office.handler, case, "检索量大", 10)
    foi.decide_extension(office.head, case, True)
    foi.extend(office.handler, case)


def _answer(office: Office, case: Application) -> None:
    office.answered(case)


def _served(office: Office, case: Application) -> None:
    office.served(office.answered(case))


STATES: dict[str, tuple[Callable[[Office, Application], None], str]] = {
    "running": (lambda office, case: None, "由我们办理"),
    "correction": (_correction, "等您办理"),
    "consulting": (_consultation, "不计入答复期限"),
    "fee": (_fee, "1100元"),
    "reasons": (_reasons, "等您办理"),
    "extended": (_extension, "由我们办理"),
    "answered": (_answer, "正在送给您"),
    "closed": (_served, "已经办结"),
}


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_told_in_plain_words_in_four_statements(
    citizen: Citizen, office: Office, followed: tuple[Application, str], name: str
) -> None:
    reach, said = STATES[name]
    reach(office, followed[0])
    with CaptureQueriesContext(connection) as seen:
        page = page_of(citizen)
    assert said in page
    assert len(seen) <= 4, [one["sql"][:90] for one in seen]
    assert "这一天是怎样算出来的" in page
    assert "第三十三条" in page or name in ("correction", "fee")


class TestCorrecting:
    def test_the_applicant_corrects_and_the_clock_begins_anew(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        case, _ = followed
        _correction(office, case)
        page = citizen.get("status/case/correct/").content.decode()
        assert "请写明年份" in page
        assert "2025年农村公路养护资金的分配方案</textarea>" in page
        given = {"description": "2025年度和2026年度养护资金", "feature": "", "phone": "13900000002",
                 "proof": SimpleUploadedFile("a.pdf", PDF), "agree": "1"}  # fmt: skip
        answer = citizen.post("status/case/correct/", given)
        assert answer["Location"].endswith("status/case/?done=correct")
        case.refresh_from_db()
        known = open_applicant(case)
        assert (case.state, known.phone, known.name) == ("running", "13900000002", "王示例")
        assert known.email == "wang@example.com"
        assert request_of(case)["description"] == "2025年度和2026年度养护资金"
        assert case.files.filter(kind="identity").count() == 1
        assert "答复期限重新计算" in page_of(citizen)

    def test_a_wrong_correction_changes_nothing(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        _correction(office, followed[0])
        answer = citizen.post("status/case/correct/", {"description": "", "phone": "x"})
        assert answer.status_code == 422
        assert "#id_description" in answer.content.decode()
        followed[0].refresh_from_db()
        assert followed[0].state == "correction"

    def test_after_its_time_a_person_judges_the_reason(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        _correction(office, followed[0])
        with at("2026-11-20"):
            answer = citizen.post("status/case/correct/", {"description": "补正"})
        assert answer.status_code == 409
        assert "正当理由" in answer.content.decode()


class TestSteps:
    @pytest.mark.parametrize(
        "name", ["correct", "withdraw", "payment", "reasons", "rate", "opinion", "nothing"]
    )
    def test_what_is_not_asked_for_is_not_done(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str], name: str
    ) -> None:
        _served(office, followed[0])
        if name == "rate":
            citizen.post("status/case/rate/", {"satisfaction": "good"})
        before = LedgerEntry.objects.count()
        for answer in (
            citizen.get(f"status/case/{name}/"),
            citizen.post(f"status/case/{name}/", {"words": "x", "description": "x"}),
        ):
            assert answer.status_code in (404, 409)
        assert LedgerEntry.objects.count() == before

    def test_withdrawing_asks_once(
        self, citizen: Citizen, followed: tuple[Application, str]
    ) -> None:
        assert "不能恢复" in citizen.get("status/case/withdraw/").content.decode()
        assert citizen.post("status/case/withdraw/", {}).status_code == 303
        followed[0].refresh_from_db()
        assert followed[0].state == "closed"
        assert LedgerEntry.objects.filter(action="foi.withdraw", actor="申请人").exists()

    def test_a_payment_is_told_and_a_person_checks_it(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        case, _ = followed
        _fee(office, case)
        assert citizen.post("status/case/payment/", {"words": ""}).status_code == 422
        citizen.post("status/case/payment/", {"words": "鲁财00012345"})
        case.refresh_from_db()
        assert (case.state, case.turn) == ("fee", "office")
        assert words_of(Statement.objects.get()) == "鲁财00012345"
        assert "正在核对" in page_of(citizen)
        assert citizen.post("status/case/payment/", {"words": "又一次"}).status_code == 409
        Application.objects.update(handler=None)
        assert "核对" in [item.action_label for item in cases_waiting(office.head)]
        foi.pay_fee(office.head, case, "鲁财00012345")
        assert "票据号码 鲁财00012345" in page_of(citizen)

    def test_reasons_are_given(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        _reasons(office, followed[0])
        assert "一个月四十件" in citizen.get("status/case/reasons/").content.decode()
        assert citizen.post("status/case/reasons/", {"words": "研究需要"}).status_code == 303
        assert words_of(Statement.objects.get()) == "研究需要"

    def test_the_service_is_judged_once(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        _served(office, followed[0])
        assert citizen.post("status/case/rate/", {"satisfaction": "x"}).status_code == 422
        long = citizen.post("status/case/rate/", {"satisfaction": "good", "opinion": "好" * 501})
        assert long.status_code == 422
        citizen.post("status/case/rate/", {"satisfaction": "good", "opinion": "很快"})
        followed[0].refresh_from_db()
        assert (followed[0].satisfaction, followed[0].opinion) == ("good", "很快")


class TestLetters:
    def test_an_answer_is_handed_out_when_it_was_served(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        case, _ = followed
        office.answered(case)
        letter = case.letters.get(kind="reply")
        letter.pdf = keep(case, FileToKeep("letter", "答复.pdf", PDF), "application/pdf", None)
        letter.save()
        address = f"status/case/letters/{letter.pk}/"
        assert address not in page_of(citizen)
        assert citizen.get(address).status_code == 404
        office.served(case)
        assert address in page_of(citizen)
        answer = citizen.get(address)
        assert answer.content == PDF
        assert answer["Cache-Control"] == "no-store"
        assert LedgerEntry.objects.filter(action="foi.fetch_letter").count() == 1
        assert citizen.get(f"status/case/letters/{1 << 70}/").status_code == 404

    def test_what_was_supplied_is_handed_out_with_its_answer_and_never_the_original(
        self, citizen: Citizen, office: Office, followed: tuple[Application, str]
    ) -> None:
        case, _ = followed
        foi.add_file(office.handler, case, FileToKeep("original", "原件.pdf", PDF + b"%original"))
        record = office.supplied_record()
        office.answered(case, "R02", typed={}, record=record)
        sealed = {one.file.name: one for one in SupplyFile.objects.all()}
        version = record.versions.get()
        reviewed = {one.name: one.file.digest for one in version.attachments.all()}
        assert set(sealed) == {f"{version.title}.html", *reviewed}
        address = "status/case/content/"
        assert address not in page_of(citizen)
        assert citizen.get(address).status_code == 404
        office.served(case)
        assert address in page_of(citizen)
        listed = citizen.get(address).content.decode()
        for name, one in sealed.items():
            assert name in listed
            answer = citizen.get(f"{address}{one.pk}/")
            assert "attachment" in answer["Content-Disposition"]
            assert answer["Cache-Control"] == "no-store"
            assert one.file.digest == reviewed.get(name, one.file.digest)
            assert b"%original" not in answer.content
        fetched = LedgerEntry.objects.filter(action="foi.fetch_supply")
        assert fetched.count() == len(sealed)
        assert citizen.get(f"{address}{1 << 70}/").status_code == 404
        Reply.objects.update(state="taken_back")
        assert citizen.get(address).status_code == 404

    def test_a_third_party_gets_nothing_of_what_was_supplied(
        self, citizen: Citizen, office: Office
    ) -> None:
        case = office.registered()
        asked = office.consulted(case)
        foi.end_consultation(office.handler, asked, "agreed", answer="同意公开")
        office.answered(case, "R02", typed={}, record=office.supplied_record())
        office.served(case)
        citizen.enter(case, party_code(asked))
        assert citizen.get("status/case/content/").status_code == 404

    def test_of_another_case_it_is_not_there(
        self, citizen: Citizen, office: Office, followed: Any
    ) -> None:
        other = office.registered()
        letter = Letter.objects.get(application=other, kind="receipt")
        letter.pdf = keep(other, FileToKeep("letter", "回执.pdf", PDF), "application/pdf", None)
        letter.save()
        assert citizen.get(f"status/case/letters/{letter.pk}/").status_code == 404


class TestThirdParty:
    def test_it_reads_what_is_asked_and_answers_and_never_sees_who_asked(
        self, citizen: Citizen, office: Office
    ) -> None:
        case = office.registered()
        asked = office.consulted(case)
        citizen.enter(case, party_code(asked))
        with CaptureQueriesContext(connection) as seen:
            page = page_of(citizen)
        assert len(seen) <= 4, [one["sql"][:90] for one in seen]
        assert "是否同意公开合同价款" in page
        assert "提出意见的最后一天" in page
        for secret in ("王示例", "分配方案", "李三方"):
            assert secret not in page
        letters = {one.kind: one for one in case.letters.all()}
        notes = print_of(letters["third_party"]).notes
        assert any(party_code(asked) in note and case.number in note for note in notes)
        for one in letters.values():
            one.pdf = keep(case, FileToKeep("letter", "a.pdf", PDF), "application/pdf", None)
            one.save()
        assert citizen.get(f"status/case/letters/{letters['third_party'].pk}/").content == PDF
        assert citizen.get(f"status/case/letters/{letters['receipt'].pk}/").status_code == 404
        assert citizen.get("status/case/withdraw/").status_code == 404
        refused = citizen.post("status/case/opinion/", {"choice": "refused", "words": ""})
        assert refused.status_code == 422
        given = {"choice": "refused", "words": "价款是商业秘密"}
        assert citizen.post("status/case/opinion/", given).status_code == 303
        assert "您已经提出意见" in page_of(citizen)
        case.refresh_from_db()
        asked.refresh_from_db()
        assert (case.state, case.turn, asked.outcome) == ("consulting", "office", "")
        assert not case.events.filter(public=True, words__contains="第三方在网上").exists()
        assert [item.action_label for item in cases_waiting(office.handler)] == ["登记意见"]
        staff = Client()
        staff.force_login(office.account(office.handler), backend=BACKEND)
        staff.post(f"/foi/cases/{case.number}/words/")
        assert "价款是商业秘密" in staff.get(f"/foi/cases/{case.number}/").content.decode()
        form = staff.get(f"/foi/cases/{case.number}/steps/opinion/").content.decode()
        assert "价款是商业秘密</textarea>" in form
        assert '<option value="refused" selected>' in form

    def test_a_co_maker_has_no_page(self, citizen: Citizen, office: Office) -> None:
        case = office.registered()
        asked = office.consulted(case, "co_maker")
        given = {"number": case.number, "code": party_code(asked)}
        assert citizen.post("status/", given).status_code == 422

    def test_two_parties_have_two_codes(self, citizen: Citizen, office: Office) -> None:
        case = office.registered()
        first, second = office.consulted(case), office.consulted(case)
        assert party_code(first) != party_code(second)
        citizen.enter(case, party_code(second))
        citizen.post("status/case/opinion/", {"choice": "agreed", "words": ""})
        assert Statement.objects.get().step == second.pk
