"""The first page, and the two that say that something is not there."""

from gongkai.portal.addresses import ALL, Page
from gongkai.portal.composing.composer import Composer, composes


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
    )


@composes("not_found")
def not_found(composer: Composer, wanted: Page) -> bytes:
    """What is shown at addresses where nothing is."""
    return composer.render(wanted, "not_found.html", "other")


@composes("gone")
def gone(composer: Composer, wanted: Page) -> bytes:
    """What is shown at addresses that are gone for good."""
    return composer.render(wanted, "gone.html", "other")
