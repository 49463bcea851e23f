"""The first page, the simple one, the map, and the two that say that something is not there."""

from gongkai.organisation.public_lines import consultations_of, coverage_of
from gongkai.portal import addresses as at
from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, composes
from gongkai.portal.composing.counting import village_categories

_PLACES: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "政府信息公开",
        [
            ("政府信息公开指南", "guide/"),
            ("政府信息公开制度", "institutions/"),
            ("法定主动公开内容", "disclosure/"),
            ("政府信息公开年报", "reports/"),
            ("依申请公开", "application/"),
        ],
    ),
    (
        "查找公开信息",
        [
            ("全部公开信息", "lists/"),
            ("标准目录（按领域）", "catalogue/"),
            ("标准目录（按责任单位）", "catalogue/units/"),
            ("按法定依据", "lists/basis/"),
            ("按主题", "lists/themes/"),
            ("按年份", "lists/years/"),
        ],
    ),
    (
        "机构和参与",
        [
            ("机构职能", "units/"),
            ("领导小组", "group/"),
            ("意见征集", "consultations/"),
            ("会议开放", "meetings/"),
            ("村务公开", "village/"),
            ("长辈版", "elder/"),
        ],
    ),
]


@composes("home")
def home(composer: Composer, wanted: Page) -> bytes:
    """The first page."""
    return composer.render(
        wanted,
        "home.html",
        "home",
        entries=composer.shelf.newest(),
        published=composer.shelf.shown(ALL),
        fields=composer.catalogue.fields(composer.shelf.published_by("field")),
        categories=village_categories(composer),
        consultations=[line for line in consultations_of(composer.town) if not line.closed],
        coverage=coverage_of(composer.town),
    )


@composes("elder")
def elder(composer: Composer, wanted: Page) -> bytes:
    """The simple home in large type."""
    return composer.render(wanted, "elder.html", "home", entries=composer.shelf.newest())


@composes("map")
def site_map(composer: Composer, wanted: Page) -> bytes:
    """Every place of the site, for people."""
    fields = [
        (name, at.address_of(at.catalogue_field(code)))
        for code, name in composer.catalogue.field_names.items()
    ]
    villages = [(row.name, address) for row, address, _ in village_categories(composer)]
    sections = [*_PLACES, ("公开领域", fields), ("村（居）公开", villages)]
    return composer.render(wanted, "map.html", "other", sections=sections)


@composes("not_found")
def not_found(composer: Composer, wanted: Page) -> bytes:
    """What is shown at addresses where nothing is."""
    return composer.render(wanted, "not_found.html", "other")


@composes("gone")
def gone(composer: Composer, wanted: Page) -> bytes:
    """What is shown at addresses that are gone for good."""
    return composer.render(wanted, "gone.html", "other")
