"""How the records of the demonstration town hang together: relations, matters, stages."""

from functools import cache

from gongkai.demo.content.reading import ContentError, Entry, entries
from gongkai.demo.content.record_files import records
from gongkai.demo.content.shapes import DemoMatter, DemoRelation

KINDS = ("interprets", "based_on", "replaces", "corrects")
STAGES = ("decision", "execution", "management", "service", "result")


@cache
def relations() -> tuple[DemoRelation, ...]:
    """Every relation; ContentError names one that will not do."""
    return tuple(_relation(entry) for entry in entries("relations.toml", "relations"))


@cache
def matters() -> tuple[DemoMatter, ...]:
    """Every matter with the stage of each record in it."""
    return tuple(_matter(entry) for entry in entries("matters.toml", "matters"))


def _relation(entry: Entry) -> DemoRelation:
    relation = DemoRelation(
        source=_key(entry, entry.take("from", str)),
        kind=entry.choice("kind", KINDS),
        target=entry.take_optional("to", str),
        words=entry.take_optional("words", str) or "",
    )
    if relation.target is not None:
        _key(entry, relation.target)
    entry.finish()
    return relation


def _matter(entry: Entry) -> DemoMatter:
    name, unit = entry.take("name", str), entry.take("unit", str)
    listed = entry.take("stages", dict)
    for key, stage in listed.items():
        _key(entry, key)
        if stage not in STAGES:
            raise ContentError(f"{entry.place}: {stage} is no stage")
    entry.finish()
    return DemoMatter(name, unit, dict(listed))


def _key(entry: Entry, key: str) -> str:
    if key not in {record.key for record in records()}:
        raise ContentError(f"{entry.place}: there is no record {key}")
    return key
