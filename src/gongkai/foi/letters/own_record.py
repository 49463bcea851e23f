"""The letter that tells the outcome of a request to correct one's own record (Art. 41)."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.documents.letter import LetterPrint, letter_docx, letter_pdf
from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.foi.files import DOCX, PDF
from gongkai.foi.letters.content import Content, opened, printed
from gongkai.foi.letters.making import check_whole, letter_number
from gongkai.foi.letters.templates import text_of, version_of
from gongkai.foi.letters.words import called_party, contact_of
from gongkai.foi.models import OwnRecordLetter, OwnRecordRequest
from gongkai.foi.naming import issuer_of
from gongkai.ledger.clock import now, today
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letter_forms.own_record import FORM_OF, RESULTS
from gongkai.rules.foi.own_record import OwnRecordState

SERIES = "own_letter"
KINDS = {"pdf": PDF, "docx": DOCX}


@dataclass(frozen=True)
class OwnRecordPrint:
    """The letter as a file: its name, bytes and media type."""

    name: str
    data: bytes
    media_type: str


def register_own_letter(
    asked: OwnRecordRequest, private: Mapping[str, str], by: Account | None
) -> OwnRecordLetter:
    """Number and seal the letter of an ended request. Raises Invalid where a fact is missing.

    private: from ``personal.private_of``.
    """
    content, day = _content(asked, private), today()
    text = text_of(asked.town, content.form)
    check_whole(content, text, day)
    return OwnRecordLetter.objects.create(
        request=asked,
        kind=content.form,
        number=letter_number(asked.town, day, SERIES, "更正"),
        dated=day,
        sealed=content.sealed(_context(asked)),
        template=text.template,
        edition=text.edition,
        by=by,
        created_at=now(),
    )


def own_letter_file(asked: OwnRecordRequest, kind: str) -> OwnRecordPrint:
    """The letter as ``pdf`` or ``docx``, written from what was sealed: always the same words."""
    letter = OwnRecordLetter.objects.filter(request=asked).select_related("template").first()
    if letter is None:
        raise NotAllowedNow("这件更正申请还没有告知书，办结时由系统编号、生成。")
    if kind not in KINDS:
        raise Invalid("请选择PDF或者Word。")
    page = _print_of(asked, letter)
    try:
        data = letter_pdf(page, made_at=letter.created_at) if kind == "pdf" else letter_docx(page)
    except MissingGlyphs as fault:
        raise NotAllowedNow(str(fault)) from fault
    return OwnRecordPrint(f"{page.title}{letter.number}.{kind}", data, KINDS[kind])


def _print_of(asked: OwnRecordRequest, letter: OwnRecordLetter) -> LetterPrint:
    content = opened(letter.sealed, _context(asked))
    text = version_of(content.form, letter.template)
    return printed(content, text.words, letter.number, letter.dated)


def _content(asked: OwnRecordRequest, private: Mapping[str, str]) -> Content:
    state = OwnRecordState(asked.state)
    form = FORM_OF[state]
    return Content(
        form=form,
        to=private["name"],
        values={
            "称呼": called_party(private["name"]),
            "登记编号": asked.number,
            "收到日期": chinese_date(asked.received_on),
            "更正内容": private["subject"],
            "核实情况": asked.outcome,
            "依据": FORMS[form].law,
            "处理结果": RESULTS[state].replace("{机关}", asked.agency),
        },
        issuer=issuer_of(asked.town),
        notes=contact_of(asked.town, asked.unit),
    )


def _context(asked: OwnRecordRequest) -> str:
    return f"own-letter:{asked.pk}"
