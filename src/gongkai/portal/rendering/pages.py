"""Pages out of facts: pure functions to bytes."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup, escape

from gongkai.portal.addresses import (
    column_list,
    file_of,
    leaving_address,
    list_address,
    record_address,
    root_from,
    theme_list,
)
from gongkai.portal.facts import RecordFacts, Site, WithdrawnFacts
from gongkai.portal.meta import Column, dublin_core, tags
from gongkai.portal.outside import LEAVING, outside_links, through_leaving
from gongkai.portal.rendering.body import body_markup
from gongkai.portal.rendering.environment import ENVIRONMENT, day, moment
from gongkai.rules.metadata import PageKind

COLUMNS_DESCRIPTION: Final = "按照基层政务公开标准目录主动公开的政府信息"


def page(path: str, template: str, kind: PageKind, site: Site, **facts: Any) -> bytes:
    """Render a page that will stand at ``path`` in the tree.

    ``facts``: what the template needs; ``column`` and ``record`` also feed the meta tags.
    Error pages are shown at any address, so their links begin at the site's base.
    """
    column: Column | None = facts.get("column")
    record: RecordFacts | None = facts.get("record")
    root = site.base if path in {"404.html", "410.html"} else root_from(path)
    return (
        ENVIRONMENT.get_template(template)
        .render(
            site=site,
            root=root,
            assets=root,
            meta=tags(kind, site, column, record),
            dublin_core=dublin_core(site, column, record),
            **facts,
        )
        .encode()
    )


def record_page(site: Site, record: RecordFacts, address: str) -> bytes:
    """The page of a released record. ``address``: the whole one, to share and to print."""
    links = outside_links(record)
    return page(
        file_of(record_address(record.slug)),
        "record.html",
        "article",
        site,
        record=record,
        column=_column_of(record),
        rows=_rows(record),
        body=body_markup(through_leaving(record.body, links), _pictures(record)),
        leaving={link.url: f"{LEAVING}#{link.anchor}" for link in links},
        address=address,
    )


def leaving_page(site: Site, record: RecordFacts) -> bytes | None:
    """The page between a record and the non-government sites it links to; None without any."""
    links = outside_links(record)
    if not links:
        return None
    return page(
        leaving_address(record.slug), "leaving.html", "other", site, leaving=record, links=links
    )


def preview_page(site: Site, record: RecordFacts, places: Mapping[str, Any]) -> bytes:
    """The page of a version as it will be, with a bar above it that says that it is not public.

    places: ``root``, where links to other public pages begin; ``assets``, where the style and
    the script are; whatever else the bar of ``preview.html`` needs.
    """
    facts = {
        "site": site,
        "meta": [],
        "dublin_core": [],
        "leaving": {},
        "address": "",
        "record": record,
        "column": _column_of(record),
        "rows": _rows(record),
        "body": body_markup(record.body, _pictures(record)),
    }
    return ENVIRONMENT.get_template("preview.html").render(**facts, **places).encode()


def withdrawn_page(site: Site, record: WithdrawnFacts) -> bytes:
    """What stands at the address of a withdrawn record: when and why, no content."""
    return page(
        file_of(record_address(record.slug)), "withdrawn.html", "other", site, withdrawn=record
    )


def _rows(record: RecordFacts) -> list[tuple[str, Markup | str]]:
    """The metadata table (handbook 4.1, 9.4): label and value, in the order people look for."""
    rows: list[tuple[str, Markup | str]] = [
        ("索引号", escape(record.index_number).replace("/", Markup("/<wbr>"))),
        ("主题分类", _theme(record)),
        ("成文日期", day(record.formed_on)),
        ("发布日期", moment(record.published_at)),
        ("发文字号", record.document_number or "无"),
        ("发文单位", record.issuer),
        ("有效性", record.validity or "未标注"),
        ("公开方式", record.publicity),
    ]
    if record.genre:
        rows.append(("体裁", record.genre))
    if record.column:
        rows.append(("公开栏目", _linked(column_list(record.column[0]), record.column[1])))
    return rows


def _theme(record: RecordFacts) -> Markup | str:
    if not record.themes:
        return record.theme or "未分类"
    return _linked(theme_list(record.themes[-1]), record.theme)


def _linked(name: str, words: str) -> Markup:
    """A link from a record's page to a list."""
    root = root_from(file_of(record_address("x")))
    return Markup('<a href="{}{}">{}</a>').format(root, list_address(name), words)


def _pictures(record: RecordFacts) -> dict[str, str]:
    return {attachment.name: attachment.address for attachment in record.attachments}


def _column_of(record: RecordFacts) -> Column:
    name = record.field[1] if record.field else "主动公开信息"
    return Column(name, COLUMNS_DESCRIPTION, record.keywords or name)
