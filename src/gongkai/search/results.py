"""What a search gives, ready to be shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

COUNT_LIMIT: Final = 10_000


@dataclass(frozen=True)
class Piece:
    """A stretch of original text; ``marked`` where the words stand."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Hit:
    """A document that was found.

    place: where the snippet comes from, ``正文``, ``附件`` or empty for the head alone.
    exact: one of its numbers is what was asked.
    """

    key: int
    url: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    place: str
    published: date
    numbers: tuple[str, ...]
    filters: Mapping[str, str]
    exact: bool


@dataclass(frozen=True)
class Facet:
    """A value of a filter and how many of the hits have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Help:
    """Where a search without hits leads; the application form is always another way.

    missing: words that no document has. fewer: shorter queries that have hits. similar: what the
    site's own titles have that looks like a missing word. unfiltered: there are hits without the
    filters.
    """

    missing: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    unfiltered: bool = False


@dataclass(frozen=True)
class Results:
    """A page of hits.

    total: hits altogether, at most 10,000; ``capped`` says that there are more. notes: sentences
    for the person. next_page: mark of the page that follows, empty at the end. facets: values
    with counts by dimension, over the newest ``facets_of`` hits, or so many drawn by lot
    (``facets_by_lot``).
    """

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    capped: bool = False
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    facets_of: int = 0
    facets_by_lot: bool = False
    next_page: str = ""
    notes: tuple[str, ...] = ()
    help: Help | None = None

    @property
    def total_text(self) -> str:
        """The count in words of the page: ``123`` or ``10,000+``."""
        return f"{self.total:,}" + "+" * self.capped

    def as_dict(self) -> dict[str, Any]:
        """For JSON: dates as ISO, pieces as text with marks."""
        plain = asdict(self) | {"total_text": self.total_text}
        for hit in plain["hits"]:
            hit["published"] = hit["published"].isoformat()
        return plain


@dataclass(frozen=True)
class Suggestion:
    """Something to complete what is being typed. kind: 事项, 标题 or 文号; url may be empty."""

    text: str
    kind: str
    url: str = ""
