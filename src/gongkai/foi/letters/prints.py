"""What is printed beside a letter: the form of its 送达回证, and its envelope."""

from dataclasses import dataclass

from gongkai.documents.letter import (
    ENVELOPES,
    EnvelopePrint,
    ServiceRecordPrint,
    envelope_pdf,
    service_record_docx,
    service_record_pdf,
)
from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.foi.files import DOCX, PDF
from gongkai.foi.letters.content import Content, opened
from gongkai.foi.letters.making import context_of
from gongkai.foi.letters.reading import decisive_day_of
from gongkai.foi.models import Letter, Service
from gongkai.foi.setting import settings_of
from gongkai.organisation.refusals import Invalid, NotAllowedNow

RECORD_PDF, RECORD_DOCX = "record-pdf", "record-docx"
SHEETS = {
    RECORD_PDF: "送达回证（PDF）",
    RECORD_DOCX: "送达回证（Word）",
    **{f"envelope-{size}": words for size, (words, _, _) in ENVELOPES.items()},
}
"""What can be printed, by the word that an address has."""


@dataclass(frozen=True)
class Sheet:
    """A print: its name, bytes and media type."""

    name: str
    data: bytes
    media_type: str


def sheet_of(letter: Letter, which: str) -> Sheet:
    """One print of a letter. Raises Invalid for an unknown one, NotAllowedNow if it cannot be."""
    if which not in SHEETS:
        raise Invalid("请选择要打印的送达回证或者信封。")
    if not letter.sealed:
        raise NotAllowedNow("这件文书的内容已经按期清除，不能再打印。")
    content = opened(letter.sealed, context_of(letter.application))
    try:
        return _drawn(letter, content, which)
    except MissingGlyphs as fault:
        raise NotAllowedNow(str(fault)) from fault


def _drawn(letter: Letter, content: Content, which: str) -> Sheet:
    if which == RECORD_DOCX:
        return Sheet("送达回证.docx", service_record_docx(_record(letter, content)), DOCX)
    if which == RECORD_PDF:
        return Sheet("送达回证.pdf", service_record_pdf(_record(letter, content)), PDF)
    size = which.removeprefix("envelope-")
    return Sheet(f"信封{size}.pdf", envelope_pdf(_envelope(letter, content), size), PDF)


def _record(letter: Letter, content: Content) -> ServiceRecordPrint:
    """What is known when it is printed: before the service by hand, after it from the record."""
    served = letter.services.first()
    return ServiceRecordPrint(
        issuer=content.issuer,
        addressee=content.to,
        letter=letter.title,
        number=letter.number,
        address=content.address,
        way=served.get_way_display() if served else "",
        served=_day(served) if served else "",
        carrier=served.carrier if served else "",
        tracking=served.tracking if served else "",
        note=served.note if served else "",
    )


def _day(served: Service) -> str:
    day = decisive_day_of(served)
    return chinese_date(day) if day else ""


def _envelope(letter: Letter, content: Content) -> EnvelopePrint:
    if not content.address:
        raise NotAllowedNow("没有对方的通信地址，不能打印信封。请手写，或者用邮政企业的面单。")
    case = letter.application
    return EnvelopePrint(
        postcode=content.postcode,
        address=content.address,
        addressee=content.to,
        sender_address=case.unit.address or case.town.contact_address,
        sender=f"{content.issuer}　{case.unit.name}" if case.unit.parent_id else content.issuer,
        sender_postcode=settings_of(case.town).postcode,
        sender_phone=case.unit.phone or case.town.contact_phone,
    )
