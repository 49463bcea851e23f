"""The rows behind the machine-readable files, from public releases only (promise 8)."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL
from gongkai.portal.feeds.changes import changes_between, count_of
from gongkai.portal.feeds.facts import ChangeFacts, FeedEntry
from gongkai.portal.models import Listing
from gongkai.portal.visible import first_released, public_among

_KEPT: Final = 40
"""Lists of which the stretch read last is kept."""
_ENTRIES_KEPT: Final = 50_000
"""Records kept by who goes through whole lists: each stands in half a dozen of them."""


class ListReader:
    """Reads the records at the places of lists; a page and its data ask once for both.

    ahead: places read beyond those asked for, by who goes through a whole list in order.
    """

    def __init__(self, town: Town, ahead: int = 0) -> None:
        self.town = town
        self.ahead = ahead
        self._read: OrderedDict[str, _Stretch] = OrderedDict()
        self._known: dict[int, FeedEntry] = {}

    def between(self, name: str, first: int, last: int) -> tuple[FeedEntry, ...]:
        """The public records at these places of a list, the newest first."""
        stretch = self._read.get(name)
        if stretch is None or not stretch.holds(first, last):
            stretch = self._stretch(name, first, last + self.ahead)
            self._read[name] = stretch
            if len(self._read) > _KEPT:
                self._read.popitem(last=False)
        return tuple(
            stretch.entries[place]
            for place in range(last, first - 1, -1)
            if place in stretch.entries
        )

    def _stretch(self, name: str, first: int, last: int) -> "_Stretch":
        rows = Listing.objects.filter(
            town=self.town, list=name, shown=True, position__range=(first, last)
        )
        places = dict(rows.values_list("position", "record_id"))
        found = self._entries(places.values())
        known = {place: found[record] for place, record in places.items() if record in found}
        return _Stretch(first, last, known)

    def _entries(self, record_ids: Iterable[int]) -> dict[int, FeedEntry]:
        if not self.ahead:
            return _entries(self.town, record_ids)
        if len(self._known) > _ENTRIES_KEPT:
            self._known.clear()
        unknown = [identity for identity in record_ids if identity not in self._known]
        if unknown:
            self._known.update(_entries(self.town, unknown))
        return self._known


class ChangeReader:
    """Reads the lines of the log of changes; a page and its Atom form ask once for both.

    ahead: lines read beyond those asked for, by who goes through the whole log in order.
    """

    def __init__(self, town: Town, ahead: int = 0) -> None:
        self.town = town
        self.ahead = ahead
        self._span = (1, 0)
        self._read: dict[int, ChangeFacts] = {}

    @cached_property
    def count(self) -> int:
        """How many lines the log has. Read once."""
        return count_of(self.town)

    def between(self, first: int, last: int) -> tuple[ChangeFacts, ...]:
        """The lines with these numbers, the newest first."""
        if not (self._span[0] <= first and last <= self._span[1]):
            self._span = (first, last + self.ahead)
            found = changes_between(self.town, *self._span)
            self._read = {change.number: change for change in found}
        numbers = range(last, first - 1, -1)
        return tuple(self._read[number] for number in numbers if number in self._read)


class _Stretch(NamedTuple):
    """The public records at the places ``first`` to ``last`` of a list."""

    first: int
    last: int
    entries: dict[int, FeedEntry]

    def holds(self, first: int, last: int) -> bool:
        """Whether all these places were read."""
        return self.first <= first and last <= self.last


def days_of_records(town: Town, first: int, last: int) -> list[tuple[str, date]]:
    """Slug and day of the present release of the public records at these places of the list of
    all records, in their order.
    """
    rows = Listing.objects.filter(town=town, list=ALL, shown=True, position__range=(first, last))
    identities = list(rows.order_by("position").values_list("record_id", flat=True))
    known = public_among(town, identities)
    found = {
        record: (slug, timezone.localdate(at))
        for record, slug, at in known.values_list("record_id", "record__slug", "released_at")
    }
    return [found[identity] for identity in identities if identity in found]


def _entries(town: Town, record_ids: Iterable[int]) -> dict[int, FeedEntry]:
    rows = list(public_among(town, record_ids).values_list(*_COLUMNS))
    published, zone = first_released(row[0] for row in rows), timezone.get_current_timezone()
    return {row[0]: _entry(row, published[row[0]], zone) for row in rows}


_COLUMNS: Final = (
    "record_id",
    "released_at",
    "record__slug",
    "record__index_number",
    "version__title",
    "version__summary",
    "version__document_number",
    "version__issuer",
    "record__unit__slug",
    "version__item__field__code",
    "version__item__identity",
    "version__validity",
    "version__column_year",
)


def _entry(row: tuple[Any, ...], published_at: datetime, zone: tzinfo) -> FeedEntry:
    _, released_at, slug, index_number, title, summary, number, issuer, unit, *rest = row
    field, item, validity, year = rest
    return FeedEntry(
        slug=slug,
        index_number=index_number,
        title=title,
        summary=summary,
        document_number=number,
        issuer=issuer,
        unit=unit,
        field=field or "",
        item=str(item) if item else "",
        validity=validity,
        year=year,
        published_at=published_at,
        released_at=released_at.astimezone(zone),
    )
