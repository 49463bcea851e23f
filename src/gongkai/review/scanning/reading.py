"""What of a version is scanned: every text that the public would get, and the names of files."""

from functools import lru_cache

from gongkai.documents.extraction import Extraction, Segment, extract, extract_html
from gongkai.publication.content import files_of, relations_of
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Version

APART = "\n\n"
"""Between fields: no number runs from one into the next."""

FIELDS = {
    "title": "标题",
    "issuer": "发文单位",
    "document_number": "发文字号",
    "summary": "内容概述",
    "keywords": "关键词",
    "change_note": "更正说明",
    "publicity_ground": "不主动公开的理由",
    "no_item_reason": "不对应目录事项的理由",
}
"""The fields of a version that hold words, and what people call them."""


def read_version(version: Version) -> Extraction:
    """Title, metadata, names of attachments, words of relations, and the body.

    Places are ``field:<name>``, ``name:<attachment>``, ``relation:<order>`` and those of the body.
    """
    names = [
        Segment(f"name:{one.name}", f"附件《{one.name}》的文件名", one.name, APART)
        for one in files_of(version)
    ]
    relations = [
        Segment(f"relation:{one.order}", "关联的外部文件", f"{one.words} {one.url}".strip(), APART)
        for one in relations_of(version)
        if one.words
    ]
    values = {field: getattr(version, field) for field in FIELDS}
    return _together([*_fields(values), *names, *relations], version.body)


def read_draft(draft: Draft) -> Extraction:
    """The same of a draft that is not stored yet."""
    values = {field: getattr(draft, field, "") for field in FIELDS}
    relations = [
        Segment(f"relation:{order}", "关联的外部文件", f"{link.words} {link.url}".strip(), APART)
        for order, link in enumerate(draft.links or ())
        if link.words
    ]
    return _together([*_fields(values), *relations], draft.body)


def _fields(values: dict[str, str]) -> list[Segment]:
    return [
        Segment(f"field:{field}", FIELDS[field], value, APART)
        for field, value in values.items()
        if value
    ]


def _together(fields: list[Segment], body: str) -> Extraction:
    read = extract_html(body)
    segments = list(read.segments)
    if segments:
        first = segments[0]
        segments[0] = Segment(first.place, first.label, first.text, APART, first.hidden)
    return Extraction((*fields, *segments), read.unread)


@lru_cache(maxsize=1)
def read_file(name: str, data: bytes) -> Extraction:
    """The text of a file; UploadError if it cannot be opened.

    The last one is kept: a file is looked at when it comes and scanned right afterwards.
    """
    return extract(name, data)
