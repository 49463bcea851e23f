"""Reading the lists of a town: their sizes, the lines of a page, the newest of all."""

from functools import cached_property
from typing import Any

from gongkai.organisation.models import Town
from gongkai.portal.addresses import ALL
from gongkai.portal.facts import Entry
from gongkai.portal.feeds.facts import FeedEntry
from gongkai.portal.feeds.reading import ChangeReader, ListReader
from gongkai.portal.lists import newer_than, older_than, span_of
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.placing import sizes_of
from gongkai.portal.released import entries

NEWEST = 6


class Shelf:
    """The lists of one town, as they are now. Sizes are read once: use a new one after a change."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.reader = ListReader(town)
        self.changes = ChangeReader(town)

    def read_ahead(self, places: int) -> None:
        """Read so many places beyond those asked for: for going through whole lists in order."""
        self.reader.ahead = self.changes.ahead = places

    @cached_property
    def sizes(self) -> dict[str, ListSize]:
        """The sizes of all lists of the town."""
        return sizes_of(self.town)

    def shown(self, name: str) -> int:
        """How many records a list shows."""
        return self.sizes[name].shown if name in self.sizes else 0

    def places(self, name: str) -> int:
        """How many places a list has, shown or not."""
        return self.sizes[name].places if name in self.sizes else 0

    def lines(self, name: str, number: int) -> dict[str, Any]:
        """The lines of a page of a list, newest first, and the way to its neighbours."""
        places = self.places(name)
        return {
            "entries": self.entries(name, number),
            "shown": self.shown(name),
            "number": number,
            "older": older_than(number, places),
            "newer": newer_than(number, places),
        }

    def entries(self, name: str, number: int) -> tuple[FeedEntry, ...]:
        """The public records of a page of a list, newest first: the same for page, data, feeds."""
        return self.reader.between(name, *span_of(number, self.places(name)))

    def newest(self) -> list[Entry]:
        """The newest public records."""
        return self._entries(self.newest_of(ALL))

    def _entries(self, record_ids: Any) -> list[Entry]:
        identities = list(record_ids)
        found = entries(self.town, identities)
        return [found[identity] for identity in identities if identity in found]

    def newest_of(self, name: str) -> list[int]:
        """The newest records that a list shows, by their keys, newest first."""
        rows = Listing.objects.filter(town=self.town, list=name, shown=True).order_by("-position")
        return list(rows.values_list("record_id", flat=True)[:NEWEST])

    def published_by(self, kind: str) -> dict[str, int]:
        """How many records are shown by key, in all lists of one kind (``field``, ``item``)."""
        prefix = f"{kind}:"
        return {
            name.removeprefix(prefix): size.shown
            for name, size in self.sizes.items()
            if name.startswith(prefix)
        }
