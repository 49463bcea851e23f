"""Pages out of facts: pure functions to bytes, by Jinja2.

The body of a record is the one piece of HTML that is not escaped: publication has cleaned it
before review (``publication.html.clean``) and the digest covers it as it is.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gongkai.portal.addresses import file_of, record_address, root_from
from gongkai.portal.facts import (
    AttachmentFacts,
    CorrectionFacts,
    MatterFacts,
    RecordFacts,
    RelationFacts,
    Site,
    WithdrawnFacts,
)
from gongkai.portal.meta import Column, tags
from gongkai.rules.metadata import PageKind, pub_date

JSON_FORMAT: Final = "gongkai.record/1"
COLUMNS_DESCRIPTION: Final = "按照基层政务公开标准目录主动公开的政府信息"
_KINDS: Final = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".doc": "Word",
    ".xlsx": "Excel",
    ".xls": "Excel",
    ".ofd": "OFD",
    ".png": "图片",
    ".jpg": "图片",
    ".jpeg": "图片",
    ".txt": "文本",
    ".csv": "表格",
    ".zip": "压缩包",
}
_NUMBERED_HEADING = re.compile(
    r"<p>(?:<strong>)?\s*([一二三四五六七八九十]{1,3}、[^<。；]{1,30}?)\s*(?:</strong>)?</p>"
)
_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r'\bsrc="files/([^"]*)"')
_WORDS = re.compile(r'\balt="([^"]*)"')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def page(path: str, template: str, kind: PageKind, site: Site, **facts: Any) -> bytes:
    """Render a page that will stand at ``path`` in the tree.

    ``facts``: what the template needs; ``column`` and ``record`` also feed the meta tags.
    Error pages are shown at any address, so their links begin at the site's base.
    """
    column: Column | None = facts.get("column")
    record: RecordFacts | None = facts.get("record")
    root = site.base if path in {"404.html", "410.html"} else root_from(path)
    return (
        _ENVIRONMENT.get_template(template)
        .render(
            site=site,
            root=root,
            assets=root,
            meta=tags(kind, site, column, record),
            **facts,
        )
        .encode()
    )


def record_page(site: Site, record: RecordFacts) -> bytes:
    """The page of a released record."""
    return page(
        file_of(record_address(record.slug)),
        "record.html",
        "article",
        site,
        record=record,
        column=_column_of(record),
        rows=_rows(record),
        body=body_markup(record.body, _pictures(record)),
    )


def preview_page(site: Site, record: RecordFacts, places: Mapping[str, Any]) -> bytes:
    """The page of a version as it will be, with a bar above it that says that it is not public.

    places: ``root``, where links to other public pages begin; ``assets``, where the style and
    the script are; whatever else the bar of ``preview.html`` needs.
    """
    facts = {
        "site": site,
        "meta": [],
        "record": record,
        "column": _column_of(record),
        "rows": _rows(record),
        "body": body_markup(record.body, _pictures(record)),
    }
    return _ENVIRONMENT.get_template("preview.html").render(**facts, **places).encode()


def withdrawn_page(site: Site, record: WithdrawnFacts) -> bytes:
    """What stands at the address of a withdrawn record: when and why, no content."""
    return page(
        file_of(record_address(record.slug)), "withdrawn.html", "other", site, withdrawn=record
    )


def record_json(record: RecordFacts) -> bytes:
    """The record for machines, stable under its format number.

    ``state`` public, withdrawn or expired; ``published_at`` the first release, ``released_at``
    and ``release`` the present one (ISO 8601, number within the town); ``change_note`` what the
    last correction changed, ``corrections`` all of them, the newest first; ``stage`` the code of
    the 五公开 stage and ``matter`` the matter, or null; ``relations`` how it stands to others
    (``kind`` interprets, based_on, replaces or corrects; ``named_by`` this, or other where the
    other document names this one; ``record`` the address of a public record of this site, ``url``
    of a document elsewhere, else empty); ``content`` is the value whose canonical JSON ``digest``
    is taken over, so anyone can recompute it; ``files`` the attachments and, marked ``inline``,
    the pictures of the body, with their place in this folder.
    """
    value = {
        "format": JSON_FORMAT,
        "state": "public",
        "index_number": record.index_number,
        "published_at": record.published_at.isoformat(),
        "released_at": record.released_at.isoformat(),
        "release": record.release_number,
        "change_note": record.change_note,
        "corrections": [_correction_json(each) for each in record.around.corrections],
        "stage": record.stage,
        "matter": _matter_json(record.around.matter),
        "relations": [_relation_json(each) for each in record.around.relations],
        "unit": record.unit_slug,
        "field": _named(record.field, "code"),
        "item": _named(record.item, "identity"),
        "digest": record.digest,
        "content": record.content,
        "files": [_file_json(attachment) for attachment in record.attachments],
    }
    return _json(value)


def withdrawn_json(record: WithdrawnFacts) -> bytes:
    """The same address after a withdrawal."""
    value = {
        "format": JSON_FORMAT,
        "state": "expired" if record.expired else "withdrawn",
        "index_number": record.index_number,
        "withdrawn_at": record.at.isoformat(),
        "reason": record.reason_code,
        "words": record.words,
        "successor": record.successor.slug if record.successor else "",
    }
    return _json(value)


def body_markup(body: str, pictures: Mapping[str, str] | None = None) -> Markup:
    """The cleaned body with its tables in frames of their own and its pictures in their places.

    Paragraphs that are only a numbered heading (一、……) are set as headings, as in documents.
    pictures: the address of each file of the record by its name. Where there is no such file the
    words of the picture stand instead of it.
    """
    text = _NUMBERED_HEADING.sub(r"<h2>\1</h2>", body)
    text = _PICTURE.sub(lambda found: _picture(found[0], pictures or {}), text)
    return Markup(_TABLE.sub(_framed, text))  # noqa: S704 - cleaned before review, see above


def _rows(record: RecordFacts) -> list[tuple[str, Markup | str]]:
    """The metadata table (handbook 4.1, 9.4): label and value, in the order people look for."""
    rows: list[tuple[str, Markup | str]] = [
        ("索引号", record.index_number),
        ("主题分类", record.theme or "未分类"),
        ("成文日期", _day(record.formed_on)),
        ("发布日期", _moment(record.published_at)),
        ("发文字号", record.document_number or "无"),
        ("发文单位", record.issuer),
        ("有效性", record.validity or "未标注"),
        ("公开方式", record.publicity),
    ]
    return [*rows, ("体裁", record.genre)] if record.genre else rows


def _pictures(record: RecordFacts) -> dict[str, str]:
    return {attachment.name: attachment.address for attachment in record.attachments}


def _picture(tag: str, pictures: Mapping[str, str]) -> str:
    source, words = _SOURCE.search(tag), _WORDS.search(tag)
    address = pictures.get(unescape(source[1])) if source else None
    alternative = words[1] if words else ""
    if address is None:
        return f"（图片：{alternative}）" if alternative else ""
    return f'<img src="{escape(address)}" alt="{alternative}">'


def _framed(table: re.Match[str]) -> str:
    return f'<div class="scroll" tabindex="0"><table>{table[1]}</table></div>'


def _column_of(record: RecordFacts) -> Column:
    name = record.field[1] if record.field else "主动公开信息"
    return Column(name, COLUMNS_DESCRIPTION, record.keywords or name)


def _named(pair: tuple[str, str] | None, key: str) -> dict[str, str] | None:
    return {key: pair[0], "name": pair[1]} if pair else None


def _correction_json(correction: CorrectionFacts) -> dict[str, Any]:
    return {
        "at": correction.at.isoformat(),
        "release": correction.release_number,
        "note": correction.note,
    }


def _matter_json(matter: MatterFacts | None) -> dict[str, str] | None:
    return {"slug": matter.slug, "name": matter.name} if matter else None


def _relation_json(relation: RelationFacts) -> dict[str, str]:
    return {
        "kind": relation.kind,
        "named_by": "this" if relation.forward else "other",
        "title": relation.title,
        "record": relation.slug,
        "url": relation.url,
    }


def _file_json(attachment: AttachmentFacts) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "path": f"files/{attachment.file}",
        "media_type": attachment.media_type,
        "bytes": attachment.size,
        "pages": attachment.pages,
        "digest": attachment.digest,
        **({"inline": True} if attachment.inline else {}),
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _day(value: date) -> Markup:
    return Markup('<time datetime="{0}">{0}</time>').format(value.isoformat())


def _moment(value: datetime) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), pub_date(value))


def _day_of(value: datetime) -> Markup:
    return _day(value.date())


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} 字节"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def _by_label(relations: tuple[RelationFacts, ...]) -> list[list[RelationFacts]]:
    """The relations under their labels, in the order in which the labels come up."""
    groups: dict[str, list[RelationFacts]] = {}
    for relation in relations:
        groups.setdefault(relation.label, []).append(relation)
    return list(groups.values())


def _file_kind(name: str) -> str:
    return _KINDS.get(PurePosixPath(name).suffix.lower(), "文件")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": _day,
        "day_of": _day_of,
        "moment": _moment,
        "size": _size,
        "file_kind": _file_kind,
        "by_label": _by_label,
    }
    return environment


_ENVIRONMENT: Final = _environment()
