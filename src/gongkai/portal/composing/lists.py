"""Pages of lists."""

from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.composing.counting import counted_fields, counted_units, counted_years
from gongkai.portal.composing.headings import about_list
from gongkai.portal.filing import TABLES_OF
from gongkai.rules.columns import GUIDE, TABLE

Trail = list[tuple[str, str | None]]

_ABOVE: dict[str, Trail] = {
    "basis": [("按法定依据", "lists/basis/")],
    "theme": [("按主题", "lists/themes/")],
    "year": [("按年份", "lists/years/")],
}
_DISCLOSURE: Trail = [("法定主动公开内容", "disclosure/")]


@composes("list")
def page_of_list(composer: Composer, wanted: Page) -> bytes:
    """A page of a list."""
    kind, _, key = wanted.key.partition(":")
    heading = composer.heading(wanted.key)
    facts = composer.shelf.lines(wanted.key, wanted.number)
    if wanted == at.list_page(ALL):
        facts["filters"] = [
            ("按领域", counted_fields(composer)),
            ("按单位", counted_units(composer)),
            ("按年份", counted_years(composer)),
        ]
    return composer.render(
        wanted,
        "list.html",
        heading=heading,
        about=about_list(kind, key),
        here=_here(kind, key),
        exact=not wanted.number and kind == "column",
        trail=[*_above(kind, key), (heading, None)],
        column=column(heading),
        **facts,
    )


def _here(kind: str, key: str) -> str:
    """Which place of the navigation a list belongs to."""
    if kind != "column":
        return "disclosure"
    return "village" if _is_village(key) else key


def _above(kind: str, key: str) -> Trail:
    """The way to a list, from the first page on."""
    if kind != "column":
        return [*_DISCLOSURE, *_ABOVE.get(kind, [("公开信息", "lists/")] if kind != ALL else [])]
    if _is_village(key):
        return [("村务公开", "village/")]
    return [("政府信息公开指南", "guide/")] if key == GUIDE else []


def _is_village(key: str) -> bool:
    return TABLE.get(key, TABLES_OF).group == "village"
