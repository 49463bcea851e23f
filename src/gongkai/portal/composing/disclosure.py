"""The column 政府信息公开 in the order of 国办公开办函〔2019〕61号: guide, institutions, statutory
content, annual reports, and how to apply.
"""

from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.composing.counting import counted_themes, counted_units, counted_years
from gongkai.portal.filing import TABLES_OF
from gongkai.portal.released import newest_facts
from gongkai.publication.guide import parts_of
from gongkai.rules import themes
from gongkai.rules.columns import GUIDE
from gongkai.rules.legal_basis import PROACTIVE, Basis
from gongkai.rules.metadata import GUIDE_PARTS

_TOWNSHIP = "第二十一条"
_CONTACTS = {
    "office_name": "名称",
    "office_address": "办公地址",
    "office_hours": "办公时间",
    "phone": "联系电话",
    "fax": "传真号码",
    "internet": "互联网联系方式",
}
_PROPERTIES = {
    "office_name": "name",
    "office_address": "address",
    "office_hours": "openingHours",
    "phone": "telephone",
    "fax": "faxNumber",
}
"""The contacts under the names of schema.org."""


def guide_parts(composer: Composer) -> dict[str, str]:
    """The parts of the released guide by their codes; empty while there is none."""
    record = newest_facts(composer.town, composer.shelf.newest_of(at.column_list(GUIDE)))
    return parts_of(record.body) if record else {}


@composes("guide")
def guide(composer: Composer, wanted: Page) -> bytes:
    """The guide of Art. 12, part by part."""
    record = newest_facts(composer.town, composer.shelf.newest_of(at.column_list(GUIDE)))
    parts = parts_of(record.body) if record else {}
    rows = [row for row in GUIDE_PARTS.as_of(TABLES_OF) if row.code in parts]
    return composer.render(
        wanted,
        "guide.html",
        guide=record,
        parts=[(row.name, parts[row.code]) for row in rows if row.code not in _CONTACTS],
        contacts=[
            (row.code, _CONTACTS[row.code], parts[row.code])
            for row in rows
            if row.code in _CONTACTS
        ],
        office="政府信息公开工作机构",
        properties=_PROPERTIES,
        column=column("政府信息公开指南", "公开哪些信息、怎样获取、向谁联系"),
    )


@composes("disclosure")
def disclosure(composer: Composer, wanted: Page) -> bytes:
    """The ways into what must be published: by field, unit, legal basis, theme and year."""
    shelf = composer.shelf
    return composer.render(
        wanted,
        "disclosure.html",
        published=shelf.shown(ALL),
        fields=composer.catalogue.fields(shelf.published_by("field")),
        bases=_counted_bases(composer),
        classes=[theme for theme in counted_themes(composer) if theme[2]],
        years=counted_years(composer),
        units=counted_units(composer),
        column=column("法定主动公开内容"),
    )


@composes("bases")
def bases(composer: Composer, wanted: Page) -> bytes:
    """The 15 and 8 contents of Art. 20 and 21, each with what is public under it."""
    return composer.render(
        wanted,
        "bases.html",
        groups=_counted_bases(composer),
        column=column("法定主动公开内容", "按《政府信息公开条例》第二十条、第二十一条列出"),
    )


@composes("themes")
def themes_page(composer: Composer, wanted: Page) -> bytes:
    """The 22 themes, and the children of one of them."""
    published = composer.shelf.published_by("theme")
    rows = [
        (row, published.get(row.code, 0), [(c, published.get(c.code, 0)) for c in children])
        for row in themes.classes(TABLES_OF)
        for children in [themes.children(row.code, TABLES_OF)]
    ]
    return composer.render(wanted, "themes.html", rows=rows, column=column("主题分类"))


@composes("years")
def years(composer: Composer, wanted: Page) -> bytes:
    """The years in which something came out."""
    return composer.render(
        wanted, "years.html", years=counted_years(composer), column=column("按年份查看")
    )


@composes("application")
def application(composer: Composer, wanted: Page) -> bytes:
    """What an application is, how to make one, and whom to ask."""
    return composer.render(
        wanted,
        "application.html",
        guide=guide_parts(composer),
        column=column("依申请公开", "向本机关申请公开政府信息的办法"),
    )


def _counted_bases(composer: Composer) -> list[tuple[str, list[tuple[Basis, str, int]]]]:
    published = composer.shelf.published_by("basis")
    lines = [
        (row, at.list_address(at.basis_list(row.code)), published.get(row.code, 0))
        for row in PROACTIVE.as_of(TABLES_OF)
    ]
    return [
        ("《政府信息公开条例》第二十条", [each for each in lines if each[0].article != _TOWNSHIP]),
        (
            "《政府信息公开条例》第二十一条（乡镇还应公开）",
            [each for each in lines if each[0].article == _TOWNSHIP],
        ),
    ]
