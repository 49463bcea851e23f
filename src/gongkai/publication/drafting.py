"""What a drafter fills in, and whether it will do. No database here."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gongkai.organisation.refusals import Invalid
from gongkai.publication.html import clean, plain_text
from gongkai.publication.models import Matter, Publicity, Record, RelationKind
from gongkai.rules import five_stages
from gongkai.rules import validity as validities
from gongkai.rules.columns import column_problem
from gongkai.rules.legal_basis import EXEMPTIONS
from gongkai.rules.numbering import NumberingError, normalise_document_number
from gongkai.rules.publicity import ground_problem

_LONGEST_WORDS = 200
_LONGEST_URL = 300


@dataclass(frozen=True)
class Link:
    """A relation to a record here, or to a document elsewhere in words, perhaps with a URL.

    ``kind`` is a value of RelationKind.
    """

    kind: str
    target: Record | None = None
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class FileToAdd:
    """A file that comes with a draft; ``inline`` pictures are those of the body."""

    name: str
    data: bytes
    inline: bool = False


@dataclass(frozen=True)
class Draft:
    """Title, metadata (handbook 4.1, 9), relations and body of a version.

    ``publicity_ground`` is a code of ``rules.legal_basis.EXEMPTIONS``, or for 依申请公开 a reason
    in words (F07, F19). ``validity_on`` and ``successor`` go with some values of ``validity``.
    ``stage`` is a code of ``rules.five_stages``, ``column`` one of ``rules.columns``;
    ``column_year`` goes with those that are about a year. ``change_note`` says what a correction of
    something public changes; it is published, and so it is reviewed with the rest. ``links`` None
    leaves the relations as they are.
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
    validity_on: date | None = None
    successor: Record | None = None
    matter: Matter | None = None
    stage: str = ""
    column: str = ""
    column_year: int | None = None
    summary: str = ""
    keywords: str = ""
    change_note: str = ""
    links: tuple[Link, ...] | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the version's own fields, by name; the relations are not among them."""
        return {name: value for name, value in vars(self).items() if name != "links"}


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
        warnings.append("正文里有网页不允许的内容（例如脚本或嵌入的页面），已经去掉，请核对正文。")
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
    if len(draft.change_note) > 300:
        errors["change_note"] = "更正说明不能超过300字。"
    return errors | _validity_faults(draft, today) | _place_faults(draft, today)


def _validity_faults(draft: Draft, today: date) -> dict[str, str]:
    """What goes with a value of 有效性: its date, and perhaps its successor (handbook 9.4)."""
    row = validities.TABLE.by_name(draft.validity, today)
    if row is None:
        return {"validity": "请选择有效性。"}
    errors = {}
    if row.needs_date and draft.validity_on is None:
        errors["validity_on"] = f"有效性选“{row.name}”时请填写日期。"
    if not row.needs_date and draft.validity_on is not None:
        errors["validity_on"] = f"有效性选“{row.name}”时不填日期，请清空。"
    if draft.successor is not None and not row.may_have_successor:
        errors["successor"] = f"有效性选“{row.name}”时没有后继文件，请清空。"
    return errors


def _place_faults(draft: Draft, today: date) -> dict[str, str]:
    """What stands against its column on the site and against what it is linked to."""
    problem = column_problem(draft.column, draft.column_year, today)
    return {**dict([problem] if problem else []), **_relation_faults(draft, today)}


def _relation_faults(draft: Draft, today: date) -> dict[str, str]:
    errors = {}
    if draft.stage and draft.stage not in dict(five_stages.TABLE.choices(today)):
        errors["stage"] = "请从决策、执行、管理、服务、结果中选择环节。"
    seen = set()
    for link in draft.links or ():
        if fault := _address_fault(link):
            errors["links"] = fault
        if link.kind not in RelationKind.values:
            errors["links"] = "请选择与关联文件的关系。"
        elif (link.target is None) == (not link.words.strip()):
            errors["links"] = "每条关联请选一条本平台的信息，或者写明外部文件的名称，二者选一。"
        key = (link.kind, link.target.pk if link.target else link.words.strip())
        if key in seen:
            errors["links"] = "同一份文件以同样的关系关联了两次，请删除一条。"
        seen.add(key)
    return errors


def _address_fault(link: Link) -> str:
    """What stands against the words and the address of a document elsewhere; the address becomes
    a link on the public page.
    """
    url = link.url.strip()
    if len(link.words.strip()) > _LONGEST_WORDS or len(url) > _LONGEST_URL:
        return f"外部文件的名称不能超过{_LONGEST_WORDS}字，网址不能超过{_LONGEST_URL}字，请缩短。"
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "外部文件的网址不对，请核对。"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "外部文件的网址须以http://或者https://开头，请核对。"
    return ""
