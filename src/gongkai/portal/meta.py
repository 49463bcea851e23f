"""The meta tags of a public page, spelled as ``rules.metadata`` says (handbook 4.3). Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from gongkai.portal.facts import RecordFacts, Site
from gongkai.rules.metadata import MetaTag, PageKind, meta_tags, pub_date

_DAY: Final = date(2026, 1, 1)
"""The table of tags has one edition; a fixed day keeps pages free of the clock."""


@dataclass(frozen=True)
class Column:
    """The column (栏目) to which a list or an article belongs."""

    name: str
    description: str
    keywords: str
    type: str = "政务公开"


def tags(
    kind: PageKind, site: Site, column: Column | None = None, record: RecordFacts | None = None
) -> list[tuple[str, str]]:
    """Name and content of each tag of a page of this kind; empty optional ones fall out."""
    values = {**_of_site(site), **_of_column(column), **_of_record(record)}
    return [
        (tag.name, values.get(tag.code, ""))
        for tag in _tags_of(kind)
        if not tag.optional or values.get(tag.code)
    ]


@cache
def _tags_of(kind: PageKind) -> tuple[MetaTag, ...]:
    return meta_tags(kind, _DAY)


def dublin_core(
    site: Site, column: Column | None = None, record: RecordFacts | None = None
) -> list[tuple[str, str]]:
    """The same facts under the names of Dublin Core; what is not known falls out."""
    values = [("DC.publisher", site.host), ("DC.language", "zh-CN")]
    if record is not None:
        values += [
            ("DC.title", record.title),
            ("DC.creator", record.issuer),
            ("DC.identifier", record.index_number),
            ("DC.date.created", record.formed_on.isoformat()),
            ("DC.date.issued", record.published_at.date().isoformat()),
            ("DC.subject", record.theme),
            ("DC.type", record.genre),
            ("DC.description", record.summary),
        ]
    elif column is not None:
        values += [("DC.title", column.name), ("DC.description", column.description)]
    return [(name, value) for name, value in values if value]


def _of_site(site: Site) -> dict[str, str]:
    return {"site_name": site.name, "site_domain": site.domain, "site_id_code": site.code}


def _of_column(column: Column | None) -> dict[str, str]:
    if column is None:
        return {}
    return {
        "column_name": column.name,
        "column_description": column.description,
        "column_keywords": column.keywords,
        "column_type": column.type,
    }


def _of_record(record: RecordFacts | None) -> dict[str, str]:
    if record is None:
        return {}
    return {
        "article_title": record.title,
        "pub_date": pub_date(record.published_at),
        "content_source": record.issuer,
        "keywords": record.keywords,
        "description": record.summary,
    }
