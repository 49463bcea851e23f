"""Metadata of public pages: what a person reads beside the text, and the meta tags.

The catalogue's four parts and the guide's contents are Art. 12 of the Regulation; the fields
of a page are the practice under 国办公开办函〔2019〕61号 (handbook 4.1); the meta tags follow
国办发〔2017〕47号 and are spelled exactly as the public checkers look for them (handbook 4.3).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from gongkai.rules.legal_basis import IN_FORCE, REGULATION
from gongkai.rules.tables import Row, Table

PageKind = Literal["home", "list", "article", "other"]
TagGroup = Literal["site", "column", "article"]

PUB_DATE_FORMAT: Final = "%Y-%m-%d %H:%M"

CATALOGUE_PARTS: Final = Table(
    name="政府信息公开目录的内容",
    source=f"{REGULATION}第十二条第三款",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        Row(code="index_number", name="索引"),
        Row(code="title", name="名称"),
        Row(code="summary", name="内容概述"),
        Row(code="formed_on", name="生成日期"),
    ),
)

GUIDE_PARTS: Final = Table(
    name="政府信息公开指南的内容",
    source=f"{REGULATION}第十二条第二款",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        Row(code="classification", name="政府信息的分类"),
        Row(code="arrangement", name="编排体系"),
        Row(code="access", name="获取方式"),
        Row(code="office_name", name="政府信息公开工作机构的名称"),
        Row(code="office_address", name="办公地址"),
        Row(code="office_hours", name="办公时间"),
        Row(code="phone", name="联系电话"),
        Row(code="fax", name="传真号码"),
        Row(code="internet", name="互联网联系方式"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class PageField(Row):
    """A line of the metadata table at the head of a public page."""

    required: bool


PAGE_FIELDS: Final = Table(
    name="公开页面的元数据",
    source="国办公开办函〔2019〕61号及各地政府信息公开专栏的通行做法",
    effective_from=date(2019, 5, 15),
    effective_to=None,
    evidence="SEEN；RECALL（起始日期）",
    rows=(
        PageField(code="index_number", name="索引号", required=True),
        PageField(code="title", name="标题", required=True),
        PageField(code="issuer", name="发布机构", required=True),
        PageField(code="formed_on", name="成文日期", required=True),
        PageField(code="published_on", name="发布日期", required=True),
        PageField(code="document_number", name="发文字号", required=False),
        PageField(code="theme", name="主题分类", required=False),
        PageField(code="validity", name="有效性", required=False),
    ),
)


@dataclass(frozen=True, kw_only=True)
class MetaTag(Row):
    """A meta tag: ``name`` is its exact spelling; optional ones may be left out."""

    group: TagGroup
    optional: bool = False


META_TAGS: Final = Table(
    name="网页元标签",
    source="《政府网站发展指引》（国办发〔2017〕47号）",
    effective_from=date(2017, 5, 15),
    effective_to=None,
    evidence="SEEN（名称）；RECALL（选用标签、起始日期）",
    rows=(
        MetaTag(code="site_name", name="SiteName", group="site"),
        MetaTag(code="site_domain", name="SiteDomain", group="site"),
        MetaTag(code="site_id_code", name="SiteIDCode", group="site"),
        MetaTag(code="column_name", name="ColumnName", group="column"),
        MetaTag(code="column_description", name="ColumnDescription", group="column"),
        MetaTag(code="column_keywords", name="ColumnKeywords", group="column"),
        MetaTag(code="column_type", name="ColumnType", group="column"),
        MetaTag(code="article_title", name="ArticleTitle", group="article"),
        MetaTag(code="pub_date", name="PubDate", group="article"),
        MetaTag(code="content_source", name="ContentSource", group="article"),
        MetaTag(code="keywords", name="Keywords", group="article", optional=True),
        MetaTag(code="author", name="Author", group="article", optional=True),
        MetaTag(code="description", name="Description", group="article", optional=True),
        MetaTag(code="image", name="Image", group="article", optional=True),
        MetaTag(code="url", name="Url", group="article", optional=True),
    ),
)

_GROUPS: Final[dict[PageKind, tuple[TagGroup, ...]]] = {
    "home": ("site",),
    "other": ("site",),
    "list": ("site", "column"),
    "article": ("site", "column", "article"),
}


def meta_tags(page: PageKind, day: date) -> tuple[MetaTag, ...]:
    """Give the tags that a page of this kind carries, optional ones among them."""
    return tuple(tag for tag in META_TAGS.as_of(day) if tag.group in _GROUPS[page])


def missing_meta(page: PageKind, present: frozenset[str], day: date) -> tuple[str, ...]:
    """Give the names of the tags that a page must carry and does not, spelled exactly."""
    return tuple(
        tag.name for tag in meta_tags(page, day) if not tag.optional and tag.name not in present
    )


def pub_date(at: datetime) -> str:
    """Write a time of publication as ``YYYY-MM-DD HH:MM``; the caller gives local time."""
    return at.strftime(PUB_DATE_FORMAT)


def missing_guide_parts(filled: frozenset[str], day: date) -> tuple[Row, ...]:
    """Give the parts of the guide that are empty; a guide with one is not published."""
    return tuple(row for row in GUIDE_PARTS.as_of(day) if row.code not in filled)
