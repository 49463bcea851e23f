"""What a record's page says of other records: relations both ways, the matter, the validity."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.publication.finding import linkable
from gongkai.publication.models import (
    BACKWARDS,
    ENDED_STATES,
    Record,
    RecordState,
    Relation,
    RelationKind,
    Version,
    VersionState,
)
from gongkai.rules import five_stages

_NOT_IN_FORCE = ("失效", "废止")


@dataclass(frozen=True)
class Line:
    """A relation as it is shown: how it stands, to what, where; ``flag`` if something is wrong."""

    kind: str
    title: str
    url: str
    flag: str = ""
    elsewhere: bool = False


@dataclass(frozen=True)
class Step:
    """A stage of the matter: its records (title, address) and whether one of them is public."""

    name: str
    published: bool
    here: bool
    records: tuple[tuple[str, str], ...]


def relations_of(actor: Actor, record: Record, version: Version) -> list[Line]:
    """Relations both ways, as far as this person may see the other record.

    From other records the live versions count; their drafts only within the person's scope.
    """
    own = list(version.relations.select_related("target").order_by("order"))
    named = [relation.target_id for relation in own if relation.target_id]
    named += [version.successor_id] if version.successor_id else []
    incoming = list(_incoming(actor, record))
    succeeded = list(_succeeded(actor, record))
    wanted = {*named, *(r.version.record_id for r in incoming), *(v.record_id for v in succeeded)}
    records = {found.pk: found for found in linkable(actor, wanted).filter(pk__in=wanted)}
    standing = _standing(wanted)
    reachable = _reachable(actor, wanted)
    lines = [_outgoing(relation, records, standing, reachable) for relation in own]
    if version.successor_id in records:
        lines.append(_line("后继文件", records[version.successor_id], "", reachable))
    for relation in incoming:
        kind = BACKWARDS[relation.kind]
        lines.append(_line(kind, records[relation.version.record_id], "", reachable))
    lines += [_line("替代了", records[v.record_id], "", reachable) for v in succeeded]
    return list(dict.fromkeys(lines))


def _visible(actor: Actor) -> Q:
    own = units_in_scope(actor, "publication.read")
    working = Q(version__state__in=[VersionState.DRAFT, VersionState.FROZEN])
    return Q(version__state=VersionState.LIVE) | working & Q(version__record__unit__in=own)


def _incoming(actor: Actor, record: Record) -> Collection[Relation]:
    found = record.relations_to.filter(_visible(actor)).exclude(version__record=record)
    return found.select_related("version").order_by("-version__record_id")


def _succeeded(actor: Actor, record: Record) -> Collection[Version]:
    own = units_in_scope(actor, "publication.read")
    working = Q(state__in=[VersionState.DRAFT, VersionState.FROZEN]) & Q(record__unit__in=own)
    return record.predecessors.filter(Q(state=VersionState.LIVE) | working)


def _standing(wanted: Collection[int]) -> dict[int, str]:
    """The 有效性 of the live versions."""
    live = Version.objects.filter(record__in=wanted, state=VersionState.LIVE)
    return dict(live.values_list("record_id", "validity"))


def _reachable(actor: Actor, wanted: Collection[int]) -> set[int]:
    own = units_in_scope(actor, "publication.read")
    return set(Record.objects.filter(pk__in=wanted, unit__in=own).values_list("pk", flat=True))


def _outgoing(
    relation: Relation, records: dict[int, Record], standing: dict[int, str], reachable: set[int]
) -> Line:
    kind = relation.get_kind_display()
    if relation.target_id is None:
        return Line(kind, relation.words, relation.url, elsewhere=True)
    target = records[relation.target_id]
    word = trouble(target, standing.get(target.pk, ""))
    flag = f"依据{word}" if word and relation.kind == RelationKind.BASED_ON else word
    return _line(kind, target, flag, reachable)


def trouble(target: Record, validity: str) -> str:
    """Why another document should no longer be referred to without a thought (F03); or nothing."""
    if target.state in ENDED_STATES:
        return RecordState(target.state).label
    if target.live_as == RecordState.REPEALED:
        return RecordState.REPEALED.label
    return f"已{validity}" if validity in _NOT_IN_FORCE else ""


def _line(kind: str, record: Record, flag: str, reachable: set[int]) -> Line:
    url = reverse("publication:record", args=[record.slug]) if record.pk in reachable else ""
    return Line(kind, str(vars(record)["title"]), url, flag)


def steps_of(actor: Actor, version: Version, day: date) -> list[Step]:
    """The five stages of the version's matter, with what is public of each; empty without one."""
    if version.matter_id is None:
        return []
    own = units_in_scope(actor, "publication.read")
    working = Q(state__in=[VersionState.DRAFT, VersionState.FROZEN]) & Q(record__unit__in=own)
    found = list(
        Version.objects.filter(Q(state=VersionState.LIVE) | working, matter=version.matter_id)
        .select_related("record")
        .order_by("formed_on", "pk")
    )
    return [_step(row.code, row.name, found, version) for row in five_stages.TABLE.as_of(day)]


def _step(code: str, name: str, found: list[Version], here: Version) -> Step:
    of_stage = [version for version in found if version.stage == code]
    records = {
        version.record_id: (
            version.title,
            reverse("publication:record", args=[version.record.slug]),
        )
        for version in of_stage
        if version.record_id != here.record_id
    }
    published = any(version.state == VersionState.LIVE for version in of_stage)
    return Step(name, published, here.stage == code, tuple(records.values()))


def validity_in_words(version: Version) -> str:
    """有效性 as a sentence; empty for a document that is simply 有效."""
    if version.validity in ("", "有效"):
        return ""
    day = version.validity_on
    on = f"{day.year}年{day.month}月{day.day}日" if day else ""
    if version.validity == "尚未施行":
        return f"尚未施行，自{on}起施行。" if on else "尚未施行。"
    if version.validity == "已修改":
        return f"已于{on}修改。" if on else "已修改。"
    return f"已于{on}{version.validity}。" if on else f"已{version.validity}。"
