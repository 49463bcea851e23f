"""What a letter says, as it was when its step was taken: sealed, because it names people."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date

from gongkai.documents.letter import LetterPrint, SlipPrint
from gongkai.documents.review_sheet.sheet import chinese_date
from gongkai.foi.sealing import seal, unseal
from gongkai.rules.foi.letter_forms import FORMS
from gongkai.rules.foi.letter_forms.filling import fill

SAMPLE = "（样张，内容为虚构案例）"
DRAFT = "（草稿，作出答复时编定文号）"
CHOICES = ("同意公开", "不同意公开", "同意公开其中一部分（请写明）")


@dataclass(frozen=True)
class Content:
    """A letter without its text and number: its form, addressee, values, remedy, sender."""

    form: str
    to: str
    values: dict[str, str]
    issuer: str
    remedy: str = ""
    attachments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    address: str = ""
    postcode: str = ""

    def sealed(self, context: str) -> bytes:
        """Sealed for the place that ``context`` names."""
        return seal(json.dumps(asdict(self), ensure_ascii=False).encode(), context)


def opened(sealed: bytes | memoryview, context: str) -> Content:
    """What :meth:`Content.sealed` was made of. Raises Unreadable."""
    return Content(**json.loads(unseal(bytes(sealed), context)))


def printed(content: Content, text: str, number: str, dated: date, mark: str = "") -> LetterPrint:
    """The letter as it is printed: the text of its form filled.

    Raises LetterError where a fact is missing.
    """
    form = FORMS[content.form]
    return LetterPrint(
        issuer=content.issuer,
        title=form.name,
        number=number,
        addressee=content.to,
        paragraphs=tuple(fill(form, text, content.values)),
        day=chinese_date(dated),
        remedy=content.remedy,
        closing=form.closing,
        attachments=tuple(content.attachments),
        notes=tuple(content.notes),
        slip=_slip(form.name, number) if form.slip else None,
        mark=mark,
    )


def _slip(name: str, number: str) -> SlipPrint:
    return SlipPrint(
        title="关于是否同意公开政府信息的意见",
        opening=f"对{number}《{name}》，意见如下：",
        choices=CHOICES,
    )
