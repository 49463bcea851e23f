"""What a record's page says of other records: relations both ways, successor, matter; and its
corrections. Read for many records at once, from public releases only (promise 8).

``neighbours`` is the other side of the same coin: whose pages say something of a record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from gongkai.organisation.models import Town
from gongkai.portal.addresses import is_matter_list, matter_list
from gongkai.portal.facts import (
    Around,
    CorrectionFacts,
    DocumentFacts,
    MatterFacts,
    RelationFacts,
    StageFacts,
)
from gongkai.portal.models import Listing, ListSize
from gongkai.portal.outside import is_government
from gongkai.portal.taken_down import titles_left
from gongkai.portal.visible import Line, in_tree, lines_from, lines_of, public_among
from gongkai.publication.models import (
    Matter,
    Record,
    Relation,
    RelationKind,
    VersionState,
)
from gongkai.publication.queries import (
    live_records_in,
    live_versions_succeeded_by,
    records_of,
)
from gongkai.release.models import ChannelKind, Release, Withdrawal
from gongkai.rules import validity
from gongkai.rules.five_stages import TABLE as STAGES

MOST_OF_A_MATTER: Final = 20
"""A matter with more places than this in its list is named on the pages of its records, and
spelled out on the pages of its list only: so one more record touches a bounded number of pages.
"""

FORWARD: Final[dict[str, str]] = {
    RelationKind.INTERPRETS: "解读的文件",
    RelationKind.BASED_ON: "依据",
    RelationKind.REPLACES: "替代的文件",
    RelationKind.CORRECTS: "更正的信息",
}
BACKWARD: Final[dict[str, str]] = {
    RelationKind.INTERPRETS: "对本信息的解读",
    RelationKind.BASED_ON: "以本信息为依据",
    RelationKind.REPLACES: "替代本信息的文件",
    RelationKind.CORRECTS: "对本信息的更正",
}
"""Words for a relation on the page that names the other document, and on the page that is named."""

_STAGES_OF: Final = date(2026, 1, 1)
"""The table of stages has one edition; a fixed day keeps pages free of the clock."""


@dataclass(frozen=True)
class Subject:
    """A record whose page is to be made, and the version that it shows.

    ``as_of``: the day for which the page speaks of validity. ``relations`` are those of the
    version in their order.
    """

    record: Record
    version_id: int
    line: Line
    as_of: date
    validity: str
    validity_on: date | None
    successor_id: int | None
    matter: Matter | None


def around(town: Town, subjects: Sequence[Subject]) -> dict[int, Around]:
    """What stands around these records, by record id: a fixed number of queries."""
    if not subjects:
        return {}
    reader = _Reader(town, subjects)
    return {subject.record.pk: reader.around(subject) for subject in subjects}


@dataclass(frozen=True)
class Naming:
    """That the public version of record ``by`` names record ``named``.

    ``succeeds``: it names it as its successor, which is said the other way round: the named one
    replaces the naming one, whether or not it says so itself.
    """

    named: int
    kind: str
    by: int
    succeeds: bool = False

    @property
    def place(self) -> tuple[bool, int]:
        """Where its line stands: what the record replaces first, then by kind."""
        return not self.succeeds, list(BACKWARD).index(self.kind)


@dataclass
class _Reader:
    """The rows that a batch of pages needs, read once."""

    town: Town
    subjects: Sequence[Subject]
    forward: dict[int, list[Relation]] = field(default_factory=lambda: defaultdict(list))
    backward: dict[int, list[Naming]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        ids = {subject.record.pk for subject in self.subjects}
        wanted = {subject.successor_id for subject in self.subjects if subject.successor_id}
        for relation in self._relations():
            self.forward[relation.version_id].append(relation)
            if relation.target_id:
                wanted.add(relation.target_id)
        for naming in namings(self.town, ids):
            self.backward[naming.named].append(naming)
            wanted.add(naming.by)
        self.lines = lines_of(self.town, wanted)
        self.left = titles_left(self.town, wanted - self.lines.keys())
        self.corrections = _corrections(ids)
        self.matters = _matters(self.town, self.subjects)

    def _relations(self) -> Iterable[Relation]:
        versions = [subject.version_id for subject in self.subjects]
        found = Relation.objects.filter(version_id__in=versions).select_related("target")
        return found.order_by("version_id", "order")

    def around(self, subject: Subject) -> Around:
        """What stands around one of the records."""
        own = subject.record.pk
        # A record says nothing of itself, least of all that it takes its own place.
        other = subject.successor_id if subject.successor_id != own else None
        successor = self.lines.get(other) if other else None
        named = [found for r in self.forward[subject.version_id] for found in self._named(own, r)]
        return Around(
            relations=(*named, *self._naming(own, {(r.kind, r.slug) for r in named})),
            matter=self.matters.get(own),
            corrections=tuple(self.corrections[own]),
            validity=validity.words(
                subject.validity,
                subject.validity_on,
                subject.as_of,
                successor.title if successor else "",
                successor.document_number if successor else "",
            ),
            successor=DocumentFacts.of(successor) if successor else None,
        )

    def _named(self, own: int, relation: Relation) -> Iterable[RelationFacts]:
        """A document that the record names; a record says nothing of itself."""
        kind, target = relation.kind, relation.target
        if target is None:
            yield _elsewhere(relation)
        elif target.pk in self.lines and target.pk != own:
            line = self.lines[target.pk]
            yield RelationFacts(kind, True, FORWARD[kind], line.title, line.slug)
        elif target.pk != own:
            title, note = self.left.get(target.pk, ("", "未公开"))
            words = title or f"索引号{target.index_number}的信息"
            yield RelationFacts(kind, True, FORWARD[kind], words, note=note)

    def _naming(self, own: int, said: set[tuple[str, str]]) -> Iterable[RelationFacts]:
        """Those that name the record, by kind and in the order of publication, each once."""
        found = {n for n in self.backward[own] if n.by != own and n.by in self.lines}
        for naming in sorted(found, key=lambda n: (n.place, self.lines[n.by].order)):
            line, labels = self.lines[naming.by], FORWARD if naming.succeeds else BACKWARD
            if not naming.succeeds or (naming.kind, line.slug) not in said:
                yield RelationFacts(
                    naming.kind, naming.succeeds, labels[naming.kind], line.title, line.slug
                )


def _elsewhere(relation: Relation) -> RelationFacts:
    return RelationFacts(
        relation.kind,
        True,
        FORWARD[relation.kind],
        relation.words,
        url=relation.url,
        outside=bool(relation.url) and not is_government(relation.url),
    )


def namings(town: Town, ids: set[int]) -> list[Naming]:
    """Who names these records, from the public versions whose pages are in the tree.

    First the few versions that name them, by index; then which of those are public. Asked in one
    statement, a database without fresh statistics goes through every release of the town.
    """
    live = Relation.objects.filter(target_id__in=ids, version__state=VersionState.LIVE)
    related = list(live.values_list("version_id", "target_id", "kind"))
    succeeded = live_versions_succeeded_by(ids)
    versions = {row[0] for row in related} | {row[0] for row in succeeded}
    if not versions:
        return []
    placed = in_tree(public_among(town, records_of(versions)).filter(version_id__in=versions))
    records = dict(placed.values_list("version_id", "record_id"))
    return [
        *(
            Naming(to, kind, records[version])
            for version, to, kind in related
            if version in records
        ),
        *(
            Naming(new, RelationKind.REPLACES.value, records[version], succeeds=True)
            for version, new in succeeded
            if version in records
        ),
    ]


def _corrections(ids: set[int]) -> dict[int, list[CorrectionFacts]]:
    """Every correction that the public was told of, the newest first."""
    found: dict[int, list[CorrectionFacts]] = defaultdict(list)
    releases = Release.objects.filter(record_id__in=ids, deliveries__channel=ChannelKind.WEBSITE)
    for release in releases.exclude(change_note="").order_by("-number"):
        moment = timezone.localtime(release.released_at)
        found[release.record_id].append(
            CorrectionFacts(moment, release.number, release.change_note)
        )
    return found


def _matters(town: Town, subjects: Sequence[Subject]) -> dict[int, MatterFacts]:
    """The matter of each record that has one, with its stages unless it has many records."""
    belonging = [subject for subject in subjects if subject.matter]
    if not belonging:
        return {}
    lists = {matter_list(s.matter.slug) for s in belonging if s.matter}
    places = dict(ListSize.objects.filter(town=town, list__in=lists).values_list("list", "places"))
    own = [subject.record.pk for subject in belonging]
    placed = set(
        Listing.objects.filter(town=town, list__in=lists, record_id__in=own).values_list(
            "list", "record_id"
        )
    )

    def many(subject: Subject, matter: Matter) -> bool:
        name = matter_list(matter.slug)
        coming = (name, subject.record.pk) not in placed
        return places.get(name, 0) + coming > MOST_OF_A_MATTER

    few = {s.matter.pk for s in belonging if s.matter and not many(s, s.matter)}
    members = _members(town, few)
    return {
        s.record.pk: _matter_facts(s.matter, members[s.matter.pk] | {s.record.pk: s.line})
        if not many(s, s.matter)
        else MatterFacts(s.matter.slug, s.matter.name, many=True)
        for s in belonging
        if s.matter
    }


def _members(town: Town, matters: set[int]) -> dict[int, dict[int, Line]]:
    """The lines of the records of each matter."""
    belonging = public_among(town, live_records_in(matters))
    releases = in_tree(belonging.filter(version__matter_id__in=matters))
    lines = lines_from(releases)
    found: dict[int, dict[int, Line]] = defaultdict(dict)
    for record_id, matter_id in releases.values_list("record_id", "version__matter_id"):
        if record_id in lines and matter_id is not None:
            found[matter_id][record_id] = lines[record_id]
    return found


def _matter_facts(matter: Matter, members: dict[int, Line]) -> MatterFacts:
    ordered = sorted(members.values(), key=lambda line: line.order)
    stages = STAGES.as_of(_STAGES_OF)
    known = {stage.code for stage in stages}

    def of(codes: set[str]) -> tuple[DocumentFacts, ...]:
        return tuple(DocumentFacts.of(line) for line in ordered if line.stage in codes)

    unstaged = {line.stage for line in ordered} - known
    return MatterFacts(
        slug=matter.slug,
        name=matter.name,
        many=False,
        stages=tuple(StageFacts(stage.code, stage.name, of({stage.code})) for stage in stages),
        unstaged=of(unstaged),
    )


@dataclass(frozen=True)
class Neighbours:
    """Records whose pages say something of one record: public ones, and withdrawn ones that name
    it as what came instead.
    """

    public: frozenset[int]
    withdrawn: frozenset[int]


def neighbours(town: Town, record_id: int, places: Iterable[Listing]) -> Neighbours:
    """Whose pages may change when a record comes, changes or goes.

    Those that its released versions ever named, those that name it, and those of the matters in
    which it has one of the first places, or that its released versions ever named without its
    having got a place there: as many as are directly related, whatever the size of the site.
    ``places`` are all that the record ever had.
    """
    versions = {"version__record": record_id, "version__release__isnull": False}
    named = Relation.objects.filter(**versions, target__isnull=False)
    told = Release.objects.filter(record=record_id).order_by()
    said = list(told.values_list("version__successor_id", "version__matter__slug"))
    matters = {matter_list(slug) for _, slug in said if slug}
    public = {
        *named.values_list("target_id", flat=True),
        *(successor for successor, _ in said),
        *(naming.by for naming in namings(town, {record_id})),
        *_of_the_same_matter(town, matters, list(places)),
    }
    withdrawn = Withdrawal.objects.filter(successor=record_id, record__town=town)
    gone = frozenset(withdrawn.values_list("record_id", flat=True))
    return Neighbours(frozenset(i for i in public if i and i != record_id), gone)


def _of_the_same_matter(town: Town, matters: set[str], places: Sequence[Listing]) -> set[int]:
    """The records in the first places of its matters. Beyond them pages name the list only, and
    places never move: so a place tells for good whether it can matter to others.

    A version that another one or a withdrawal overtook on its way got no place in its matter; a
    page that was written in between names the record all the same.
    """
    last = MOST_OF_A_MATTER + 1
    beyond = {place.list for place in places if place.position > last}
    named = matters | {place.list for place in places if is_matter_list(place.list)}
    names = sorted(named - beyond)
    if not names:
        return set()
    first = Listing.objects.filter(town=town, list__in=names, position__lte=last)
    return set(first.values_list("record_id", flat=True))
