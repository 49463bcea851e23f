"""The values of an item as a person enters them."""

from dataclasses import dataclass
from typing import Any

from gongkai.catalogue.importing.cells import check, time_limit
from gongkai.catalogue.models import Field, Item
from gongkai.organisation.refusals import Invalid
from gongkai.rules.digest import digest_json
from gongkai.rules.legal_basis import PROACTIVE


@dataclass(frozen=True)
class ItemValues:
    """What the Office enters for an item; None is what the source does not show.

    ``legal_bases`` are codes of Art. 20 and 21 (``rules.legal_basis.PROACTIVE``) that a person
    gives the item: none, and it falls under those of its field. None leaves what is there.
    """

    field: Field
    level1: str
    level2: str
    elements: str | None = None
    basis: str | None = None
    time_limit_text: str | None = None
    publisher: str | None = None
    channels: tuple[str, ...] | None = None
    audience: str | None = None
    audience_group: str = ""
    mode: str | None = None
    levels: tuple[str, ...] | None = None
    legal_bases: tuple[str, ...] | None = None

    def checked(self) -> "ItemValues":
        """Itself; Invalid, by column, for what cannot be a value."""
        errors = {}
        for column in ("level1", "level2", "audience", "mode"):
            value = getattr(self, column)
            wrong = check(column, (value or "").strip() or None)
            if wrong:
                errors[column] = f"{wrong}。"
        known = {row.code for row in PROACTIVE}
        if unknown := set(self.legal_bases or ()) - known:
            errors["legal_bases"] = f"没有这样的法定依据：{'、'.join(sorted(unknown))}。"
        if errors:
            raise Invalid(errors)
        return self

    def put_into(self, item: Item) -> None:
        """Write the values into an item (not saved); the time limit is read anew."""
        item.field = self.field
        item.level1, item.level2 = self.level1.strip(), self.level2.strip()
        item.elements = _text(self.elements)
        item.basis = _text(self.basis)
        item.publisher = _text(self.publisher)
        item.time_limit_text = _text(self.time_limit_text)
        item.time_limit = structure(item.time_limit_text)
        item.channels = list(self.channels) if self.channels else None
        item.levels = list(self.levels) if self.levels else None
        item.audience, item.mode = self.audience or None, self.mode or None
        item.audience_group = self.audience_group.strip()
        if self.legal_bases is not None:
            item.legal_bases = list(self.legal_bases)


def structure(text: str | None) -> dict[str, Any] | None:
    """The structure of a 公开时限 without its text; None for no text."""
    if not text:
        return None
    return {key: value for key, value in time_limit(text).items() if key != "text"}


def snapshot(item: Item) -> dict[str, Any]:
    """The values of an item as the ledger keeps them."""
    columns = (
        "level1",
        "level2",
        "elements",
        "basis",
        "time_limit_text",
        "publisher",
        "channels",
        "audience",
        "audience_group",
        "mode",
        "levels",
        "legal_bases",
    )
    values: dict[str, Any] = {column: getattr(item, column) for column in columns}
    return {"field": item.field.code, **values}


def fingerprint(item: Item) -> str:
    """What tells whether somebody changed an item since a form showed it."""
    return digest_json(snapshot(item))


def changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs between two snapshots."""
    differing = [column for column in after if before.get(column) != after[column]]
    return {c: before.get(c) for c in differing}, {c: after[c] for c in differing}


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None
