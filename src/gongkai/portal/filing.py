"""In which lists a release stands: the one place that says so.

``EDITION`` counts up whenever a kind of list is added: a tree whose places were given under an
earlier edition gets the missing ones before anything else is written (``placing.regrade``).
"""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from gongkai.catalogue.models import Item
from gongkai.portal.addresses import (
    ALL,
    basis_list,
    column_list,
    field_list,
    item_list,
    matter_list,
    theme_list,
    unit_list,
    year_list,
)
from gongkai.portal.visible import first_released
from gongkai.release.models import Release
from gongkai.rules import themes
from gongkai.rules.coverage import bases_of

EDITION: Final = 1

TABLES_OF: Final = date(2026, 1, 1)
"""The tables that name lists have one edition; a fixed day keeps pages free of the clock."""

_THEMES: Final[dict[str, tuple[str, ...]]] = {
    themes.label(row.code, TABLES_OF): (row.parent, row.code) if row.parent else (row.code,)
    for row in themes.TABLE.as_of(TABLES_OF)
}


def filing_of(item: Item | None) -> tuple[str, str] | None:
    """Field code and item identity of what was released under this item; None without one."""
    return (item.field.code, str(item.identity)) if item else None


def theme_codes(label: str) -> tuple[str, ...]:
    """The codes of a theme as versions name it, its class first; none for words of their own."""
    return _THEMES.get(label, ())


def basis_codes(item: Item | None) -> tuple[str, ...]:
    """The legal bases of Art. 20 and 21 that what was released serves, through its item."""
    return bases_of(item.legal_bases or (), item.field.code) if item else ()


def lists_of(release: Release) -> tuple[str, ...]:
    """The names of the lists in which a release stands."""
    version = release.version
    filing = filing_of(version.item)
    lists = [ALL, unit_list(release.record.unit.slug), year_list(_published(release).year)]
    if filing:
        lists += [field_list(filing[0]), item_list(filing[1])]
    lists += map(basis_list, basis_codes(version.item))
    lists += map(theme_list, theme_codes(version.theme))
    if version.matter:
        lists.append(matter_list(version.matter.slug))
    if version.column:
        lists.append(column_list(version.column))
    return tuple(lists)


def _published(release: Release) -> datetime:
    """When the record came out first: its year never changes."""
    if release.first:
        return timezone.localtime(release.released_at)
    return first_released([release.record_id])[release.record_id]
