"""Pages of the leading group and of the units."""

from gongkai.portal.addresses import Page
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.facts import UnitFacts
from gongkai.portal.surroundings import group_of, group_since


@composes("group")
def group(composer: Composer, wanted: Page) -> bytes:
    """The leading group."""
    here = column("领导小组", "政务公开工作领导小组成员名单")
    return composer.render(
        wanted,
        "group.html",
        groups=group_of(composer.town),
        since=group_since(composer.town),
        column=here,
    )


@composes("units")
def units(composer: Composer, wanted: Page) -> bytes:
    """The units and who is responsible."""
    kinds: dict[str, list[UnitFacts]] = {}
    for unit in composer.units.values():
        if unit.closed_on is None:
            kinds.setdefault(unit.kind_label, []).append(unit)
    here = column("机构职能", "各单位负责人、办公时间、地址和电话")
    return composer.render(wanted, "units.html", kinds=list(kinds.items()), column=here)
