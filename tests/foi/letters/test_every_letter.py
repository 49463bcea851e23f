"""One test per interim letter and per reply kind: what each letter holds, as it is printed."""

import io
from collections.abc import Callable, Iterator
from datetime import date

import pypdfium2
import pytest
from docx import Document

from foi.test_replies import ANSWERS, PREPARE, TYPED, extras, plain
from foi.world import Office, at
from gongkai.documents.letter import LetterPrint
from gongkai.foi import actions as foi
from gongkai.foi.files import read
from gongkai.foi.letters.writing import print_of
from gongkai.foi.models import Application, Letter
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox.worker import drain
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letter_forms.answers import FACT_FIELDS
from gongkai.rules.foi.letters import TABLE
from gongkai.rules.foi.replies import BY_CODE

pytestmark = pytest.mark.django_db

DAY = "2026-09-18"
RECONSIDERATION = "示例区人民政府（示例路1号；示例区行政复议网上申请平台）"
REMEDIES = {
    "A": f"60日内向{RECONSIDERATION}申请行政复议，或者自收到本答复之日起6个月内向示例区人民法院",
    "B": f"60日内先向{RECONSIDERATION}申请行政复议；对行政复议决定不服",
}


@pytest.fixture
def office() -> Iterator[Office]:
    with at(DAY):
        yield Office()


def letter_of(case: Application, kind: str) -> Letter:
    return Letter.objects.select_related("application__town", "template").get(
        application=case, kind=kind
    )


def page_of(case: Application, kind: str) -> LetterPrint:
    return print_of(letter_of(case, kind))


def corrected(office: Office, case: Application) -> None:
    foi.ask_correction(
        office.handler, case, "请写明哪一年度", "可参考项目公示", sent_on=date(2026, 9, 18)
    )


def asked_reasons(office: Office, case: Application) -> None:
    foi.ask_reasons(office.handler, case, "一个月申请四十件")


def delayed(office: Office, case: Application) -> None:
    asked_reasons(office, case)
    foi.give_reasons(office.handler, case, "课题研究", True, "与研究计划相符")
    foi.delay(office.head, case, date(2026, 12, 31), "资料有一千二百页")


def extended(office: Office, case: Application) -> None:
    foi.ask_extension(office.handler, case, "需要检索历年档案", 20)
    foi.decide_extension(office.head, case, True)
    foi.extend(office.handler, case)


def consulted(kind: str) -> Callable[[Office, Application], None]:
    return lambda office, case: (office.consulted(case, kind), None)[1]


def told_third_party(office: Office, case: Application) -> None:
    asked = office.consulted(case)
    foi.end_consultation(
        office.handler, asked, "refused", answer="不同意", judgement="使用财政资金，应当公开"
    )
    foi.tell_third_party(office.handler, asked)


def fee_asked(office: Office, case: Application) -> None:
    foi.ask_fee(office.head, case, foi.FeeFacts("page", pages=120, reason="一次申请120页"))


def nothing(office: Office, case: Application) -> None:
    """The receipt comes with the registration."""


SAYS: dict[str, tuple[Callable[[Office, Application], None], str, tuple[str, ...]]] = {
    "receipt": (
        nothing,
        "王示例",
        (
            "当面提交",
            "2025年农村公路养护资金的分配方案",
            "电子文档，电子邮件",
            "2026年9月18日为收到申请之日",
            "20个工作日内，即2026年10月22日以前",
        ),
    ),
    "correction": (
        corrected,
        "王示例",
        (
            "《政府信息公开条例》第三十条",
            "请写明哪一年度",
            "可参考项目公示",
            "2026年10月15日（15个工作日，含当日）以前",
            "无正当理由逾期不补正的，视为放弃申请",
            "自本机关收到补正的申请之日起计算",
        ),
    ),
    "reasons": (
        asked_reasons,
        "王示例",
        (
            "第三十五条",
            "一个月申请四十件",
            "2026年10月15日（15个工作日",
            "理由不合理的，本机关不予处理",
        ),
    ),
    "extension": (
        extended,
        "王示例",
        (
            "第三十三条",
            "需要检索历年档案",
            "经本机关政府信息公开工作机构负责人同意",
            "应当在2026年10月22日以前答复",
            "延长20个工作日",
            "2026年11月19日以前（含当日）答复",
        ),
    ),
    "delay": (delayed, "王示例", ("第三十五条", "资料有一千二百页", "2026年12月31日以前")),
    "third_party": (
        consulted("third_party"),
        "李三方",
        (
            "第十五条、第三十二条",
            "是否同意公开合同价款",
            "15个工作日内",
            "逾期未提出意见的，由本机关依照《政府信息公开条例》的规定决定是否公开",
        ),
    ),
    "third_party_notice": (
        told_third_party,
        "李三方",
        ("第三十二条", "不同意公开", "是否同意公开合同价款", "使用财政资金，应当公开"),
    ),
    "co_maker": (
        consulted("co_maker"),
        "李三方",
        ("第三十四条", "是否同意公开合同价款", "15个工作日内", "逾期未提出意见的，视为同意公开"),
    ),
    "fee": (
        fee_asked,
        "王示例",
        (
            "第四十二条",
            "国办函〔2020〕109号",
            "一次申请120页",
            "人民币1100元",
            "凭缴款通知书到银行缴纳",
            "自收到本通知次日起20个工作日内缴纳",
            "视为放弃申请",
            "自缴清次日起重新计算",
        ),
    ),
}


@pytest.mark.parametrize("kind", SAYS)
def test_an_interim_letter_holds_what_the_law_wants(office: Office, kind: str) -> None:
    prepare, to, facts = SAYS[kind]
    case = office.registered()
    prepare(office, case)
    page = page_of(case, kind)
    said = "".join(page.paragraphs)
    assert (page.title, page.addressee) == (FORMS[kind].name, to)
    assert page.day == "2026年9月18日"
    assert page.number.startswith("示例依申请〔2026〕")
    assert [fact for fact in facts if fact not in said] == []
    assert page.remedy == ""
    assert (page.slip is not None) is FORMS[kind].slip
    if to != "王示例":
        assert "王" not in said, "whoever is asked learns nothing of the applicant"


def test_every_kind_of_letter_has_its_test() -> None:
    elsewhere = {"assistance", "own_record", "own_record_transfer", "reply", "service_record"}
    assert {row.code for row in TABLE.rows} == set(SAYS) | elsewhere


def test_a_receipt_of_an_unconfirmed_application_starts_no_clock(office: Office) -> None:
    said = "".join(page_of(office.registered("internet"), "receipt").paragraphs)
    assert "以双方确认之日为收到申请之日" in said
    assert "即2026年" not in said


def test_a_day_that_leans_on_an_unknown_year_says_so() -> None:
    with at("2026-12-10"):
        said = "".join(page_of(Office().registered(), "receipt").paragraphs)
    assert "2027年的放假安排公布后如有变化，以变化后的日期为准" in said


@pytest.mark.parametrize("code", ANSWERS)
def test_an_answer_holds_its_facts_and_the_remedy_of_its_kind(office: Office, code: str) -> None:
    given, kind = extras(office, code), BY_CODE[code]
    case = PREPARE.get(code, plain)(office)
    typed = {fact.name: TYPED.get(fact.name, "") for fact in kind.required}
    office.answered(case, code, typed=typed, **given)
    page = page_of(case, "reply")
    said = "".join(page.paragraphs)
    assert page.title == kind.template
    assert FORMS[code].decision.replace("{称呼}", "你") in said
    assert kind.citation in said
    for fact in kind.required:
        assert typed[fact.name].rstrip("。") in said, FACT_FIELDS[fact.name]
    assert PROVES.get(code, "") in said
    assert bool(page.remedy) is bool(kind.remedy)
    assert REMEDIES.get(kind.remedy, "") in page.remedy
    assert ("不予公开的部分不服" in page.remedy) is (code == "R03")
    assert (len(page.attachments) == 1) is kind.supplies


PROVES = {
    "R03": "1.合同第三页：根据《政府信息公开条例》第十五条、第三十二条、第三十六条第（三）项"
    "的规定，不予公开。理由：涉及商业秘密。",
    "R07": "2026年9月18日征求第三方意见，2026年9月18日收到意见：不同意公开。",
    "R12": "2026年9月18日检索档案室、办公系统，方法：按“养护”检索2020至2026年；结果：没有找到。",
    "R15": "本机关于2026年9月18日告知补正，2026年9月18日收到补正的申请。",
    "R17": "2026年9月18日《政府信息公开告知书（已主动公开）》（示例依申请〔2026〕",
    "R19": "本机关于2026年9月18日通知说明理由，2026年9月18日登记了说明：就要。",
}


def test_closing_for_want_of_a_correction(office: Office) -> None:
    case = office.registered()
    corrected(office, case)
    with at("2026-10-16"):
        foi.close_uncorrected(office.handler, case)
    page = page_of(case, "reply")
    assert "补正期限至2026年10月15日届满，没有收到补正" in "".join(page.paragraphs)
    assert REMEDIES["A"] in page.remedy


def test_closing_for_want_of_payment(office: Office) -> None:
    case = office.registered()
    fee_asked(office, case)
    foi.reach_payer(office.head, case, date(2026, 9, 18))
    with at("2026-10-23"):
        foi.close_unpaid(office.head, case)
    page = page_of(case, "reply")
    assert "通知缴纳信息处理费1100元，缴费期限至2026年10月22日届满" in "".join(page.paragraphs)
    assert REMEDIES["A"] in page.remedy


def test_closing_after_a_withdrawal(office: Office) -> None:
    case = office.registered()
    foi.withdraw(office.handler, case, "书面撤回")
    page = page_of(case, "reply")
    assert "2026年9月18日，书面撤回" in "".join(page.paragraphs)
    assert page.remedy == ""


def test_the_documents_say_what_was_sealed(office: Office) -> None:
    """The worker writes both files; their text is read back, the PDF names its norm."""
    case = office.registered(name="虚构商贸有限公司", kind="business")
    office.answered(case, "R13", typed={"reason": "由示例局制作", "agency": ""})
    drain()
    letter = letter_of(case, "reply")
    assert letter.pdf is not None and letter.docx is not None
    for file in (letter.pdf, letter.docx):
        assert file.kind == "letter"
        assert letter.number in file.name
    pdf = read(letter.pdf)
    assert b"pdfaid:part" in pdf and b">2<" in pdf
    pages = pypdfium2.PdfDocument(pdf)
    shown = "".join(page.get_textpage().get_text_range() for page in pages)
    flat = "".join(shown.split())
    word = "".join(line.text for line in Document(io.BytesIO(read(letter.docx))).paragraphs)
    for said in (
        "示例依申请〔2026〕",
        "虚构商贸有限公司：",
        "收到你单位提出的政府信息公开申请",
        "由示例局制作",
        "第三十六条第（五）项",
        "提起行政诉讼",
        "特此告知。",
        "2026年9月18日",
    ):
        assert said in flat
        assert said in "".join(word.split())
    assert "请向其提出申请" not in flat, "a paragraph whose optional field is empty is not printed"


OWN = foi.OwnRecordFacts("王示例", "13800000001", "救助档案的年份", "应为1990年", "户口簿")


@pytest.mark.parametrize(
    ("outcome", "agency", "title", "said"),
    [
        ("corrected", "", "政府信息更正告知书", "经核实，该信息记录不准确，本机关已经予以更正。"),
        ("refused", "", "政府信息更正告知书", "记录没有错误，不予更正。"),
        ("transferred", "示例局", "政府信息更正申请转送告知书", "已经转送示例局处理。"),
        ("told", "示例局", "政府信息更正申请转送告知书", "请向示例局提出。"),
    ],
)
def test_the_outcome_of_a_correction_of_ones_own_record(
    office: Office, outcome: str, agency: str, title: str, said: str
) -> None:
    asked = foi.register_own_record(office.head, office.unit, OWN)
    with pytest.raises(NotAllowedNow):
        foi.open_own_record_letter(office.head, asked, "docx")
    foi.end_own_record(office.head, asked, outcome, "已与户口登记核对", agency)
    found = foi.open_own_record_letter(office.head, asked, "docx")
    assert found.name == f"{title}示例依申请更正〔2026〕1号.docx"
    lines = [line.text for line in Document(io.BytesIO(found.data)).paragraphs]
    text = "".join(lines)
    for fact in ("王示例：", "救助档案的年份", "已与户口登记核对", "第四十一条", said):
        assert fact in text
    with pytest.raises(Invalid):
        foi.open_own_record_letter(office.head, asked, "txt")
    if outcome == "corrected":
        assert foi.open_own_record_letter(office.head, asked, "pdf").data.startswith(b"%PDF")
