"""The values that machine-readable files are made of: frozen, and free of Django."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal

ChangeKind = Literal["released", "corrected", "withdrawn"]

_IDENTITIES: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:gongkai:records")


@dataclass(frozen=True)
class FeedSite:
    """Whose files they are, and where the tree is served: ``address`` ends with a slash."""

    slug: str
    name: str
    host: str
    address: str


@dataclass(frozen=True)
class FeedEntry:
    """A public record as a page of a list, its data and its feed show it.

    ``year``: which year it reports on, if it does.
    """

    slug: str
    index_number: str
    title: str
    summary: str
    document_number: str
    issuer: str
    unit: str
    field: str
    item: str
    validity: str
    published_at: datetime
    released_at: datetime
    year: int | None = None


@dataclass(frozen=True)
class ListPage:
    """A page of a list: what it is called, its lines (newest first), the way to its neighbours.

    ``number`` 0 is the newest page, which alone says how many records the list shows.
    """

    list: str
    heading: str
    folder: str
    number: int
    older: int | None
    newer: int | None
    shown: int
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True)
class ChangeFacts:
    """One line of the log of changes. It names the record and says nothing of its content."""

    number: int
    kind: ChangeKind
    slug: str
    index_number: str
    release_number: int
    at: datetime


@dataclass(frozen=True)
class ChangePage:
    """A page of the log of changes, newest first; ``number`` 0 is the newest page."""

    number: int
    older: int | None
    newer: int | None
    changes: tuple[ChangeFacts, ...]


@lru_cache(maxsize=2**16)
def identity(town: str, slug: str) -> str:
    """The lasting identity of a record, whatever host serves it: an UUID made of its place."""
    return f"urn:uuid:{uuid.uuid5(_IDENTITIES, f'{town}/{slug}')}"
