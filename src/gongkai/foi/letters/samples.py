"""The preview of a text: a letter of an invented case, and of a draft with the name starred."""

from datetime import date

from gongkai.documents.letter import LetterPrint
from gongkai.foi.issuing import remedy_for
from gongkai.foi.letters.collecting import answer_content
from gongkai.foi.letters.content import DRAFT, SAMPLE, Content, printed
from gongkai.foi.letters.templates import text_of
from gongkai.foi.letters.words import contact_of
from gongkai.foi.models import Reply
from gongkai.foi.naming import issuer_of
from gongkai.foi.personal import request_of
from gongkai.foi.setting import settings_of
from gongkai.organisation.models import Town, Unit
from gongkai.rules.foi.fields import Applying
from gongkai.rules.foi.letter_forms import FORMS, LetterForm
from gongkai.rules.foi.letter_forms.filling import example
from gongkai.rules.foi.remedies import RemedyError, remedy_text
from gongkai.rules.foi.replies import BY_CODE

_DAY = date(2026, 9, 21)
_NAMES = {
    "applicant": "示例人甲（虚构）",
    "third_party": "虚构建设有限公司",
    "agency": "虚构示例管理局",
    "unit": "示例办公室",
}
NO_BODIES = "（还没有设定行政复议机关和人民法院，不能写出救济途径。）"


def sample_of(town: Town, unit: Unit, form: LetterForm, text: str) -> LetterPrint:
    """A letter of an invented case with this text, marked as a sample. Raises LetterError."""
    content = Content(
        form=form.code,
        to=_NAMES[form.to],
        values=example(form),
        issuer=issuer_of(town),
        remedy=_remedy(town, form),
        attachments=["示例文件"] if form.code in BY_CODE and BY_CODE[form.code].supplies else [],
        notes=contact_of(town, unit),
    )
    number = f"{settings_of(town).letter_prefix or '依申请'}〔2026〕1号"
    return printed(content, text, number, _DAY, SAMPLE)


def draft_print(reply: Reply, on: date) -> LetterPrint:
    """What a drafted answer would say if it were issued on a day: without number, the name
    starred. Raises LetterError where a fact is missing.
    """
    case = reply.application
    starred = Applying(name=case.applicant_mask, **request_of(case))
    reply.remedy = remedy_for(case, reply.code)
    content = answer_content(reply, starred)
    return printed(content, text_of(case.town, reply.code).words, "", on, DRAFT)


def _remedy(town: Town, form: LetterForm) -> str:
    if form.code not in BY_CODE:
        return ""
    try:
        return remedy_text(form.code, settings_of(town).bodies())
    except RemedyError:
        return NO_BODIES


def forms_by_group() -> list[tuple[str, list[LetterForm]]]:
    """Every form, as the list of texts groups them."""
    answers = [form for key, form in FORMS.items() if key in BY_CODE]
    others = [form for key, form in FORMS.items() if key not in BY_CODE]
    return [("办理中的文书", others), ("答复", answers)]
