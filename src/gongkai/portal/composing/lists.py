"""Pages of lists."""

from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, column, composes


@composes("list")
def page_of_list(composer: Composer, wanted: Page) -> bytes:
    """A page of a list."""
    heading = composer.heading(wanted.key)
    facts = composer.shelf.lines(wanted.key, wanted.number)
    last: list[tuple[str, str | None]] = [(heading, None)]
    trail = last if wanted.key == ALL else [("公开信息", "lists/"), *last]
    if wanted == at.list_page(ALL):
        facts["filters"] = _filters(composer)
    return composer.render(
        wanted, "list.html", heading=heading, trail=trail, column=column(heading), **facts
    )


def _filters(composer: Composer) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Links to the lists of fields and units that show something."""

    def links(kind: str, keys: dict[str, str]) -> list[tuple[str, str, int]]:
        published = composer.shelf.published_by(kind)
        return [
            (name, at.list_address(f"{kind}:{key}"), published[key])
            for key, name in keys.items()
            if published.get(key)
        ]

    units = {slug: unit.name for slug, unit in composer.units.items()}
    fields = links("field", composer.catalogue.field_names)
    return [("按领域", fields), ("按单位", links("unit", units))]
