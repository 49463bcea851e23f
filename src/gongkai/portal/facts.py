"""The values that public pages are made of: frozen, complete, and free of Django.

Whatever a page shows is in one of these, so that rendering is a pure function.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from gongkai.rules.validity import Sentence


@dataclass(frozen=True)
class Site:
    """What every page of a town carries: names and the identifiers of handbook 4.2 and 4.3.

    ``base`` is the path under which the tree is served, for the two error pages that are shown
    at any address. ``style`` and ``script`` are addresses within the tree. ``doors`` are the
    dynamic addresses that there are (``search``, ``apply``, ``consult``).
    """

    slug: str
    town: str
    host: str
    district: str
    name: str
    domain: str
    code: str
    icp_number: str
    police_number: str
    phone: str
    postal_address: str
    demonstration: bool
    base: str
    style: str
    script: str
    icon: str
    doors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FieldFacts:
    """A field (领域) of the catalogue with what it is called now, and its two counts."""

    code: str
    name: str
    items: int = 0
    published: int = 0


@dataclass(frozen=True)
class ItemFacts:
    """A catalogue item as the public reads it. ``None`` means: the source does not show it.

    ``in_force`` is false for an item that the edition in force no longer has; its page stays.
    """

    identity: str
    field: str
    level1: str
    level2: str
    elements: tuple[str, ...]
    basis: str | None
    time_limit: str | None
    publisher: str | None
    channels: tuple[str, ...]
    audience: str | None
    mode: str | None
    levels: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    to_check: bool
    in_force: bool
    edition: str

    @property
    def name(self) -> str:
        """Both levels, or one where they say the same."""
        return self.level2 if self.level1 == self.level2 else f"{self.level1} · {self.level2}"


@dataclass(frozen=True)
class EditionFacts:
    """The edition in force."""

    name: str
    effective_from: date | None


@dataclass(frozen=True)
class UnitFacts:
    """A unit: where it is, when it is open, who is responsible."""

    slug: str
    name: str
    kind: str
    kind_label: str
    address: str
    phone: str
    hours: str
    posts: tuple["PostFacts", ...] = ()
    closed_on: date | None = None


@dataclass(frozen=True)
class PostFacts:
    """A post of a unit and its holder."""

    title: str
    holder: str
    phone: str


@dataclass(frozen=True)
class SeatFacts:
    """Seats of the leading group under one heading (组长, 副组长, …)."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """A line of a list: a released record. ``year``: which year it reports on, if it does."""

    slug: str
    title: str
    published_at: datetime
    issuer: str
    year: int | None = None


class Named(Protocol):
    """What has an address and a title."""

    @property
    def slug(self) -> str:
        """The address."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def document_number(self) -> str:
        """发文字号, or nothing."""


@dataclass(frozen=True)
class DocumentFacts:
    """Another public record to link to."""

    slug: str
    title: str
    document_number: str = ""

    @classmethod
    def of(cls, line: Named) -> "DocumentFacts":
        """The record of a line."""
        return cls(line.slug, line.title, line.document_number)


@dataclass(frozen=True)
class RelationFacts:
    """How a record stands to another document.

    ``kind`` is that of the relation; ``forward`` says that the record itself names the other one,
    else the other names it. ``label`` are the words for that. ``slug`` is set where the other is
    public here, ``url`` where it is elsewhere and has an address, ``outside`` where that is no
    government site (handbook 4.2). ``note`` says why there is no link to a record of this site.
    """

    kind: str
    forward: bool
    label: str
    title: str
    slug: str = ""
    url: str = ""
    outside: bool = False
    note: str = ""


@dataclass(frozen=True)
class StageFacts:
    """One of the five stages (五公开) of a matter: the public records of it, in their order."""

    code: str
    name: str
    documents: tuple[DocumentFacts, ...]


@dataclass(frozen=True)
class MatterFacts:
    """The matter that a record belongs to.

    ``stages`` are all five; ``unstaged`` are records of the matter without a stage. Both are
    empty where ``many``: the matter has so many records that only its list names them.
    """

    slug: str
    name: str
    many: bool
    stages: tuple[StageFacts, ...] = ()
    unstaged: tuple[DocumentFacts, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The stages of which nothing is public."""
        return tuple(stage.name for stage in self.stages if not stage.documents)


@dataclass(frozen=True)
class CorrectionFacts:
    """A correction: when it came out, under which release number, what it changed."""

    at: datetime
    release_number: int
    note: str


@dataclass(frozen=True)
class Around:
    """What a record's page says of other records, and of its own past."""

    relations: tuple[RelationFacts, ...] = ()
    matter: MatterFacts | None = None
    corrections: tuple[CorrectionFacts, ...] = ()
    validity: Sentence | None = None
    successor: DocumentFacts | None = None


@dataclass(frozen=True)
class AttachmentFacts:
    """A released rendition. ``file`` is its name in the tree, ``name`` what people see.

    ``inline`` ones are pictures of the body; ``address`` is where the page finds the file.
    """

    name: str
    file: str
    media_type: str
    size: int
    pages: int | None
    digest: str
    address: str
    inline: bool = False


@dataclass(frozen=True)
class RecordFacts:
    """A released record: content as reviewed, and when it went out.

    ``content`` is the value that the digest is taken over (promise 1). The unit's name is not
    here: a unit may be renamed, and no number of record pages shall change for that.
    """

    slug: str
    index_number: str
    unit_slug: str
    title: str
    issuer: str
    document_number: str
    formed_on: date
    theme: str
    genre: str
    publicity: str
    validity: str
    summary: str
    keywords: str
    body: str
    item: tuple[str, str] | None
    field: tuple[str, str] | None
    no_item_reason: str
    published_at: datetime
    released_at: datetime
    release_number: int
    first_release: bool
    change_note: str
    digest: str
    content: dict[str, Any]
    attachments: tuple[AttachmentFacts, ...]
    stage: str
    column: tuple[str, str] | None
    themes: tuple[str, ...]
    around: Around


@dataclass(frozen=True)
class WithdrawnFacts:
    """A record that is no longer public. ``title`` only where the reason lets it stand.

    ``expired``: its 公开期限 was over. ``gone``: its address answers as gone for good (410).
    ``successor``: what came instead, while that is public.
    """

    slug: str
    index_number: str
    title: str
    reason_code: str
    reason: str
    basis: str
    words: str
    at: datetime
    expired: bool
    gone: bool
    successor: DocumentFacts | None
