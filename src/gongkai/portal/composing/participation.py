"""Village affairs, open meetings and consultations."""

from gongkai.organisation.models import UnitKind
from gongkai.organisation.public_lines import consultations_of, meetings_of
from gongkai.portal.addresses import Page
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.composing.counting import village_categories
from gongkai.portal.facts import UnitFacts

_VILLAGES = frozenset({UnitKind.VILLAGE, UnitKind.COMMUNITY})


@composes("village")
def village(composer: Composer, wanted: Page) -> bytes:
    """The six categories of village affairs, and the villages."""
    published = composer.shelf.published_by("unit")
    villages = [unit for unit in composer.units.values() if unit.kind in _VILLAGES]
    return composer.render(
        wanted,
        "village.html",
        categories=village_categories(composer),
        villages=[(unit, published.get(unit.slug, 0)) for unit in villages if _is_open(unit)],
        column=column("村务公开", "各村（居）公开的六类信息"),
    )


@composes("consultations")
def consultations(composer: Composer, wanted: Page) -> bytes:
    """Drafts on which the public is or was asked."""
    lines = consultations_of(composer.town)
    return composer.render(
        wanted,
        "consultations.html",
        open=[line for line in lines if not line.closed],
        past=[line for line in reversed(lines) if line.closed],
        column=column("意见征集", "正在征求意见和已经结束的事项"),
    )


@composes("meetings")
def meetings(composer: Composer, wanted: Page) -> bytes:
    """Meetings that people may attend."""
    lines = meetings_of(composer.town)
    return composer.render(
        wanted,
        "meetings.html",
        open=[line for line in lines if not line.closed],
        past=[line for line in reversed(lines) if line.closed],
        column=column("会议开放", "邀请群众代表列席的政府会议"),
    )


def _is_open(unit: UnitFacts) -> bool:
    return unit.closed_on is None
