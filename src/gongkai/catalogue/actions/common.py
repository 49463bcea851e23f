"""What every action on the catalogue needs."""

from collections.abc import Iterable
from datetime import date

from gongkai.catalogue.models import Edition, EditionState, Field, Item
from gongkai.organisation.acting import Act
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Conflict, Invalid


def town_unit(town: Town) -> Unit:
    """The town's own unit: the catalogue belongs to the town as a whole."""
    return Unit.objects.select_related("town").get(town=town, parent__isnull=True)


def locked(edition: Edition) -> Edition:
    """The edition as it is now, locked until the end of the transaction.

    Raises Conflict where somebody deleted it meanwhile.
    """
    found = Edition.objects.select_for_update().filter(pk=edition.pk).first()
    if found is None:
        raise Conflict("这个目录草稿已经被删除。请返回目录页面重新选择。")
    return found


def permitted(act: Act, edition: Edition) -> tuple[Edition, Unit]:
    """The locked edition and the unit it belongs to, after asking for permission."""
    edition = locked(edition)
    unit = town_unit(edition.town)
    act.permit(unit)
    return edition, unit


def items_of(edition: Edition, items: Iterable[Item]) -> list[Item]:
    """The items as they are now, locked; Invalid unless all belong to ``edition``."""
    wanted = {item.pk for item in items}
    if not wanted:
        raise Invalid("请先选择公开事项。")
    found = list(
        # Who files a record under one refers to it at the end, with the ledger in hand.
        Item.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=wanted, edition=edition)
        .select_related("field")
    )
    if len(found) != len(wanted):
        raise Conflict("有的公开事项已经不在这个目录版本里。请刷新页面后重新选择。")
    return found


def changed(act: Act, edition: Edition) -> None:
    """Tell the public pages, where the edition is the one that they show."""
    if edition.state == EditionState.IN_FORCE:
        refresh_portal(act, edition.town)


def refresh_portal(act: Act, town: Town) -> None:
    """Let the public catalogue pages of a town be written again, and tell the rooms above."""
    key = f"catalogue:{town.slug}:{act.entries[-1].digest}"
    act.effect("portal.catalogue", {"town": town.slug}, key=key, coalesce=True)
    act.effect("catalogue.changed", {"town": town.slug}, key=f"changed:{key}", coalesce=True)


def rewrite_records(act: Act, town: Town, field: Field, since: date) -> None:
    """Let the public pages be written again of what came out under a field since a day: each shows
    the field's name of the day on which it came out.
    """
    key = f"field:{town.slug}:{act.entries[-1].digest}"
    payload = {"town": town.slug, "field": field.code, "since": since.isoformat()}
    act.effect("portal.field", payload, key=key)


def required(value: str, column: str, message: str, longest: int) -> str:
    """A text with blanks at the ends removed; Invalid when empty or too long."""
    text = value.strip()
    if not text:
        raise Invalid({column: message})
    if len(text) > longest:
        raise Invalid({column: f"最多{longest}个字，现在有{len(text)}个字。"})
    return text
