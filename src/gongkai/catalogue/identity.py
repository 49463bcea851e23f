"""Which item of a new edition continues which item of an older one (F09, F10)."""

import re
import unicodedata
import uuid
from collections.abc import Iterable

from gongkai.catalogue.models import EditionState, Item

Key = tuple[str, str, str]

_BLANK_OR_MARK = re.compile(r"[\s()、,，;；:：\"“”'‘’.。/]")


def natural_key(item: Item) -> Key:
    """Field, level 1 and level 2, without the differences that typing makes.

    The field counts by its code, so a renamed field (扶贫 → 乡村振兴) is the same field.
    """
    return item.field.code, plain(item.level1), plain(item.level2)


def identities_by_key(items: Iterable[Item]) -> dict[Key, uuid.UUID]:
    """The identity of each natural key; the first item with a key wins."""
    found: dict[Key, uuid.UUID] = {}
    for item in items:
        found.setdefault(natural_key(item), item.identity)
    return found


def continue_former(items: list[Item], former: Iterable[Item]) -> list[Item]:
    """Give new items the identity of the older item with the same natural key.

    items: of one edition. former: of earlier editions, newest edition first. An item whose
    identity is among ``former`` keeps it (a copied or deliberately matched item); an identity
    that the edition already uses is not given twice. The legal bases that a person gave the
    older item go with it. Returns the items that were changed.
    """
    older = list(former)
    by_key = identities_by_key(older)
    known = {item.identity for item in older}
    bases = legal_bases_of(older)
    used = {item.identity for item in items}
    changed = []
    for item in items:
        found = by_key.get(natural_key(item))
        if item.identity in known or found is None or found in used:
            continue
        used.add(found)
        item.identity = found
        item.legal_bases = item.legal_bases or bases[found]
        changed.append(item)
    return changed


def legal_bases_of(items: Iterable[Item]) -> dict[uuid.UUID, list[str]]:
    """The legal bases of each identity, as the first item with it has them."""
    found: dict[uuid.UUID, list[str]] = {}
    for item in items:
        found.setdefault(item.identity, list(item.legal_bases or ()))
    return found


def former_items(town_id: int) -> list[Item]:
    """Every item of the town's editions that are or were in force, newest edition first."""
    return list(
        Item.objects.filter(edition__town_id=town_id)
        .exclude(edition__state=EditionState.DRAFT)
        .select_related("edition", "field")
        .order_by("-edition__number", "field__order", "sequence")
    )


def plain(text: str) -> str:
    """A name without blanks, marks and differences of width and case."""
    return _BLANK_OR_MARK.sub("", unicodedata.normalize("NFKC", text)).casefold()
