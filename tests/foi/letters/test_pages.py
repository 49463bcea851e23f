"""The pages of letters and their texts: documents, trouble, prints, service, versions, preview."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foi.test_pages import client_of, cost
from foi.world import Office, at, proof
from gongkai.foi import actions as foi
from gongkai.foi.files import read
from gongkai.foi.letters.reading import letters_for_applicant
from gongkai.foi.letters.writing import print_of
from gongkai.foi.models import Application, Letter, LetterTemplate
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Conflict, Invalid, NotAllowedNow
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import drain
from gongkai.rules.foi.letter_forms import FORMS
from roads import PDF

pytestmark = pytest.mark.django_db

RECEIPT = FORMS["receipt"].text


@pytest.fixture
def office() -> Iterator[Office]:
    with at("2026-09-18"):
        yield Office()


def letter_of(case: Application, kind: str = "receipt") -> Letter:
    return case.letters.get(kind=kind)


def address(letter: Letter, more: str = "") -> str:
    return f"/foi/cases/{letter.application.number}/letters/{letter.pk}/{more}"


class TestNumbers:
    def test_letters_of_a_town_and_year_are_numbered_without_gaps(self, office: Office) -> None:
        case = office.registered()
        with pytest.raises(Invalid):
            foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=10, reason="不多"))
        foi.ask_correction(office.handler, case, "请写明年份")
        other = Office()
        other.registered()
        office.registered()
        with at("2027-01-04"):
            office.registered()
        numbers = Letter.objects.filter(application__town=office.town).order_by("id")
        assert list(numbers.values_list("number", flat=True)) == [
            "示例依申请〔2026〕1号",
            "示例依申请〔2026〕2号",
            "示例依申请〔2026〕3号",
            "示例依申请〔2027〕1号",
        ]

    def test_a_refused_step_takes_no_number(self, office: Office) -> None:
        case = office.registered()
        with pytest.raises(NotAllowedNow):
            foi.extend(office.handler, case)
        foi.ask_correction(office.handler, case, "请写明年份")
        assert letter_of(case, "correction").number == "示例依申请〔2026〕2号"


class TestTexts:
    def edited(self, office: Office, text: str, seen: int = 0) -> LetterTemplate:
        return foi.edit_template(office.head, office.unit, "receipt", text, "按意见修改", seen=seen)

    def test_a_letter_keeps_the_version_with_which_it_was_registered(self, office: Office) -> None:
        before = office.registered()
        self.edited(office, f"{RECEIPT}\n本镇补充的一段。")
        after = office.registered()
        self.edited(office, f"{RECEIPT}\n第二次补充。", seen=1)
        says = {case.pk: "".join(print_of(letter_of(case)).paragraphs) for case in (before, after)}
        assert "补充" not in says[before.pk]
        assert "本镇补充的一段。" in says[after.pk] and "第二次" not in says[after.pk]
        assert letter_of(before).edition == "系统范本第2版"
        assert letter_of(after).edition == "本镇范本第1版"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (RECEIPT.replace("{期限说明}", ""), "必备的栏目“{期限说明}”不能删除"),
            (f"{RECEIPT}\n{{电话号码}}", "没有名为“电话号码”的栏目"),
            (f"{RECEIPT}\n不服的可以申请行政复议。", "救济途径由系统按答复类型写入"),
            (RECEIPT, "没有变化"),
            ("", "请填写正文"),
        ],
    )
    def test_a_text_that_will_not_do_is_refused(self, office: Office, text: str, said: str) -> None:
        with pytest.raises(Invalid, match=re.escape(said)):
            self.edited(office, text)
        assert not LetterTemplate.objects.exists()

    def test_no_answer_can_lose_its_decision_or_gain_a_remedy(self, office: Office) -> None:
        text = FORMS["R04"].text.replace("{决定}", "予以公开。")
        with pytest.raises(Invalid, match="必备的栏目"):
            foi.edit_template(office.head, office.unit, "R04", text, "改", seen=0)

    def test_who_was_slower_is_told(self, office: Office) -> None:
        self.edited(office, f"{RECEIPT}\n甲。")
        with pytest.raises(Conflict):
            self.edited(office, f"{RECEIPT}\n乙。")

    def test_the_page_previews_refuses_and_saves(self, office: Office) -> None:
        client, where = client_of(office.head), "/foi/templates/receipt/"
        assert "示例人甲（虚构）：" in client.get(where).content.decode()
        given = {"text": f"{RECEIPT}\n新的一段", "seen": 0, "preview": ""}
        page = client.post(where, given).content.decode()
        assert "新的一段。</p>" in page
        assert not LetterTemplate.objects.exists()
        sample = client.post(where, {**given, "pdf": ""})
        assert sample.content.startswith(b"%PDF")
        answer = client.post(where, {"text": "没有栏目", "why": "试", "seen": 0, "save": ""})
        assert answer.status_code == 422
        assert "必备的栏目“{登记编号}”不能删除" in answer.content.decode()
        answer = client.post(where, {**given, "why": "补充", "save": ""})
        assert answer.status_code == 302
        page = client.get(where).content.decode()
        assert "本镇范本第1版" in page and "补充" in page
        old = client.get(f"{where}?version=0").content.decode()
        assert "不是现用的版本" in old and "新的一段" not in old
        assert client.get(f"{where}?version=9").status_code == 404

    def test_who_may_not_edit_reads(self, office: Office) -> None:
        client = client_of(office.person(Role.LEADER))
        assert client.get("/foi/templates/R12/").status_code == 200
        given = {"text": "x", "seen": 0, "preview": ""}
        assert client.post("/foi/templates/R12/", given).status_code == 403


class TestDocuments:
    def test_the_page_says_how_far_the_documents_are(self, office: Office) -> None:
        letter = letter_of(office.registered())
        client = client_of(office.handler)
        assert "正在生成" in client.get(address(letter)).content.decode()
        drain()
        page = client.get(address(letter)).content.decode()
        assert "政府信息公开申请登记回执示例依申请〔2026〕1号.pdf" in page
        assert "正在生成" not in page

    def test_a_character_that_no_font_draws_stops_it_in_words(self, office: Office) -> None:
        case = office.registered(name="王\U000f0000")
        letter = letter_of(case)
        drain()
        client = client_of(office.handler)
        for where in (address(letter), f"/foi/cases/{case.number}/"):
            assert "没有生成" in client.get(where).content.decode()
        assert "U+F0000" in client.get(address(letter)).content.decode()
        assert client.post(address(letter, "retry/")).status_code == 302
        effect = Effect.objects.get(key=f"foi.letter:{letter.pk}")
        assert (effect.state, effect.attempts) == (EffectState.WAITING, 0)

    def test_written_twice_there_is_one_pair(self, office: Office) -> None:
        case = office.registered()
        drain()
        Effect.objects.filter(handler="foi.letter").update(state=EffectState.WAITING)
        drain()
        foi.keep_letter(system_actor(office.town), letter_of(case), b"x", b"y")
        assert case.files.filter(kind="letter").count() == 2

    def test_opening_one_is_on_the_ledger(self, office: Office) -> None:
        case = office.registered()
        drain()
        letter = letter_of(case)
        assert letter.pdf is not None
        before = LedgerEntry.objects.count()
        answer = client_of(office.handler).post(f"/foi/cases/{case.number}/files/{letter.pdf_id}/")
        assert answer.content == read(letter.pdf)
        assert answer["Cache-Control"] == "no-store"
        assert LedgerEntry.objects.count() == before + 1

    def test_nothing_readable_is_left_after_removal(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        drain()
        with at("2057-01-04"):
            foi.remove(office.head, case, "保管期限届满")
        assert not case.letters.exclude(sealed=b"").exists()
        assert not case.letters.exclude(pdf=None).exists()
        letter = letter_of(case, "reply")
        page = client_of(office.head).get(address(letter)).content.decode()
        assert "已经按期清除" in page
        answer = client_of(office.head).post(address(letter, "print/"), {"which": "record-pdf"})
        assert answer.status_code in (302, 409)


class TestPrints:
    @pytest.mark.parametrize(
        ("given", "begins"),
        [
            ({"which": "record-pdf"}, b"%PDF"),
            ({"which": "record-docx"}, b"PK"),
            ({"which": "envelope", "envelope": "envelope-DL"}, b"%PDF"),
        ],
    )
    def test_the_prints_come_and_are_on_the_ledger(
        self, office: Office, given: dict[str, str], begins: bytes
    ) -> None:
        letter = letter_of(office.registered())
        before = LedgerEntry.objects.count()
        answer = client_of(office.handler).post(address(letter, "print/"), given)
        assert answer.content.startswith(begins)
        assert answer["Cache-Control"] == "no-store"
        assert LedgerEntry.objects.count() == before + 1

    def test_a_leader_prints_nothing(self, office: Office) -> None:
        letter = letter_of(office.registered())
        client = client_of(office.person(Role.LEADER))
        assert client.get(address(letter)).status_code == 200
        assert client.post(address(letter, "print/"), {"which": "record-pdf"}).status_code == 403

    def test_without_an_address_there_is_no_envelope(self, office: Office) -> None:
        letter = letter_of(office.registered(address=""))
        assert "不能打印信封" in client_of(office.handler).get(address(letter)).content.decode()
        with pytest.raises(NotAllowedNow):
            foi.print_letter_sheet(office.handler, letter, "envelope-C5")
        with pytest.raises(Invalid):
            foi.print_letter_sheet(office.handler, letter, "poster")


class TestService:
    def test_a_proof_may_come_after_the_service_and_once(self, office: Office) -> None:
        case = office.served(office.answered(office.registered()))
        letter = letter_of(case, "reply")
        client = client_of(office.handler)
        assert "缺凭证" in client.get(address(letter)).content.decode()
        service = letter.services.get()
        page = client.get(f"/foi/cases/{case.number}/steps/attach-proof/?service={service.pk}")
        assert page.status_code == 200
        with pytest.raises(Invalid):
            foi.attach_proof(office.handler, service, proof("identity"))
        file = SimpleUploadedFile("发送记录.pdf", PDF, "application/pdf")
        answer = client.post(
            f"/foi/cases/{case.number}/steps/attach-proof/",
            {"service": str(service.pk), "file": file},
        )
        assert answer.status_code == 302
        assert "缺凭证" not in client.get(address(letter)).content.decode()
        with pytest.raises(NotAllowedNow):
            foi.attach_proof(office.handler, service, proof("proof"))

    def test_the_answer_is_the_applicants_once_it_was_served(self, office: Office) -> None:
        case = office.answered(office.registered())
        asked = office.registered(name="赵示例")
        office.consulted(asked)
        drain()
        assert [one.title for one in letters_for_applicant(case)] == ["政府信息公开申请登记回执"]
        letter = letter_of(case, "reply")
        with pytest.raises(NotAllowedNow):
            foi.fetch_letter(office.web, letter)
        office.served(case)
        mine = letters_for_applicant(case)
        assert [one.title for one in mine][1] == "政府信息公开告知书（已主动公开）"
        assert all(one.ready for one in mine)
        assert foi.fetch_letter(office.web, letter).startswith(b"%PDF")
        assert len(letters_for_applicant(asked)) == 1, "never what was asked of others"


class TestAssistance:
    def test_a_unit_is_asked_by_letter_and_the_clock_goes_on(self, office: Office) -> None:
        case = office.registered()
        client = client_of(office.handler)
        where = f"/foi/cases/{case.number}/steps/assistance/"
        other = office.house.unit
        given = {
            "unit": str(other.pk),
            "request": "请检索2025年养护合同",
            "reply_by": "2026-10-30",
            "sent_on": "2026-09-18",
        }
        late = client.post(where, given)
        assert "不能晚于答复期限2026-10-22" in late.content.decode()
        assert client.post(where, {**given, "reply_by": "2026-09-28"}).status_code == 302
        said = "".join(print_of(letter_of(case, "assistance")).paragraphs)
        for fact in ("请检索2025年养护合同", "2026年9月28日以前书面反馈", "2026年10月22日以前答复"):
            assert fact in said
        assert "王" not in said
        page = client.get(f"/foi/cases/{case.number}/").content.decode()
        assert "等待反馈" in page
        case.refresh_from_db()
        assert (case.state, str(case.due_on)) == ("running", "2026-10-22")
        asked = case.assistances.get()
        answer = {"which": str(asked.pk), "on": "2026-09-18", "answer": "没有找到"}
        client.post(f"/foi/cases/{case.number}/steps/assisted/", answer)
        asked.refresh_from_db()
        assert asked.answer == "没有找到"
        with pytest.raises(NotAllowedNow):
            foi.end_assistance(office.handler, asked, "再来一次")


def test_the_pages_cost_the_same_for_few_and_many(office: Office) -> None:
    case = office.registered()
    drain()
    client = client_of(office.head)
    letter = letter_of(case)
    assert cost(client, address(letter)) <= 10 + 7
    few = [cost(client, where) for where in ("/foi/letters/", "/foi/templates/")]
    for number in range(4):
        office.registered(name=f"李示例{number}", id_number=f"37021119900101{number:04d}")
    assert [cost(client, where) for where in ("/foi/letters/", "/foi/templates/")] == few
    assert max(few) <= 10


def test_the_register_finds_what_was_not_served(office: Office) -> None:
    case = office.served(office.answered(office.registered()))
    client = client_of(office.head)
    number = letter_of(case, "reply").number
    assert number in client.get("/foi/letters/?year=2026&kind=reply").content.decode()
    assert number not in client.get("/foi/letters/?open=1").content.decode()
    assert number in client.get(f"/foi/letters/?q={number}").content.decode()


def test_a_draft_is_previewed_with_the_name_starred(office: Office) -> None:
    case = office.registered()
    client = client_of(office.head)
    where = f"/foi/cases/{case.number}/reply/preview/"
    assert client.get(where).status_code == 302
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R13", {"reason": ""}))
    assert "查看申请原文以后才能预览" in client.get(where).content.decode()
    client.post(f"/foi/cases/{case.number}/words/")
    assert "还不能预览" in client.get(where).content.decode()
    foi.draft_reply(office.handler, case, foi.ReplyFacts("R13", {"reason": "由示例局制作"}))
    page = client.get(where).content.decode()
    assert "由示例局制作" in page and "王**：" in page and "王示例" not in page
    assert "6个月内向示例区人民法院" in page
    assert Application.objects.get(pk=case.pk).state == "running"
