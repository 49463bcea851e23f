"""What a drafter fills in, and whether it will do. No database here."""

from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.organisation.refusals import Invalid
from gongkai.publication.html import clean, plain_text
from gongkai.publication.models import Publicity
from gongkai.rules.legal_basis import EXEMPTIONS
from gongkai.rules.numbering import NumberingError, normalise_document_number
from gongkai.rules.publicity import ground_problem


@dataclass(frozen=True)
class Draft:
    """Title, metadata (handbook 4.1, 9) and body of a version.

    ``publicity_ground`` is a code of ``rules.legal_basis.EXEMPTIONS``, or for 依申请公开 a reason
    in words (F07, F19).
    """

    title: str
    issuer: str
    formed_on: date
    publicity: str
    body: str
    publicity_ground: str = ""
    document_number: str = ""
    theme: str = ""
    genre: str = ""
    validity: str = "有效"
    summary: str = ""
    keywords: str = ""


@dataclass(frozen=True)
class CheckedDraft:
    """A draft that will do, normalised; ``warnings`` tell the drafter what was changed."""

    draft: Draft
    warnings: list[str] = field(default_factory=list)


def check(draft: Draft, today: date) -> CheckedDraft:
    """Normalise a draft. Raises Invalid with every fault by field name."""
    errors = _missing(draft, today)
    number, warnings = draft.document_number, []
    if number.strip():
        try:
            normalised = normalise_document_number(number)
            number, warnings = normalised.value, list(normalised.warnings)
        except NumberingError as fault:
            errors["document_number"] = str(fault)
    if errors:
        raise Invalid(errors)
    body = clean(draft.body)
    if plain_text(body) != plain_text(draft.body):
        warnings.append("正文里有网页不允许的内容(例如脚本或嵌入的页面),已经去掉，请核对正文。")
    checked = replace(draft, title=draft.title.strip(), document_number=number.strip(), body=body)
    return CheckedDraft(checked, warnings)


def _ground_problem(draft: Draft, today: date) -> str | None:
    given = draft.publicity_ground.strip()
    is_code = any(row.code == given for row in EXEMPTIONS.as_of(today))
    ground, reason = (given, "") if is_code else ("", given)
    return ground_problem(draft.publicity, ground, reason, today)


def _missing(draft: Draft, today: date) -> dict[str, str]:
    errors = {}
    if not draft.title.strip():
        errors["title"] = "请填写标题。"
    elif len(draft.title.strip()) > 200:
        errors["title"] = "标题不能超过200字，请缩短。"
    if not draft.issuer.strip():
        errors["issuer"] = "请填写发文单位。"
    if draft.formed_on > today:
        errors["formed_on"] = "成文日期不能晚于今天，请核对。"
    if draft.publicity not in Publicity.values:
        errors["publicity"] = "请选择公开属性。"
    elif problem := _ground_problem(draft, today):
        errors["publicity_ground"] = problem
    if len(draft.summary) > 300:
        errors["summary"] = "内容概述不能超过300字。"
    return errors
