"""What the digest of a version covers, and how it is computed (promise 1)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet

from gongkai.publication.files import actual_digest
from gongkai.publication.models import Attachment, Relation, Version
from gongkai.rules.digest import digest_json

M = TypeVar("M", bound=Model)

_FILES = Attachment.objects.select_related("file__town").order_by("order", "id")
_ALONG: Final = "_read_along"
_RELATIONS = Relation.objects.select_related("target").order_by("order", "id")


def canonical(version: Version) -> dict[str, Any]:
    """Text, metadata, filing, relations and the digests of the attachments, as plain values.

    Anyone with the released page and its files can recompute the digest from this. What was
    added to the content of versions later on is there only where it is set, so that the digest
    of an older version stays what it was.
    """
    record = version.record
    content: dict[str, Any] = {
        "index_number": record.index_number,
        "unit": record.unit.slug,
        "item": str(version.item.identity) if version.item else None,
        "no_item_reason": version.no_item_reason,
        "title": version.title,
        "metadata": version.metadata(),
        "body": version.body,
        "attachments": [
            {
                "name": attachment.name,
                "digest": attachment.file.digest,
                **({"inline": True} if attachment.inline else {}),
            }
            for attachment in files_of(version)
        ],
    }
    if found := [_relation(relation) for relation in relations_of(version)]:
        content["relations"] = found
    return content


def whole(rows: QuerySet[M], to_version: str = "", files: tuple[str, ...] = ()) -> QuerySet[M]:
    """Read versions with their files and relations: two more queries for all of them.

    to_version: the way from a row to its version, with ``__`` at its end, where the rows are none
    themselves. files: what is read along with each file, by the names of its relations.
    """
    attached = _FILES.select_related("file__town", *files)
    return rows.prefetch_related(
        Prefetch(f"{to_version}attachments", queryset=attached),
        Prefetch(f"{to_version}relations", queryset=_RELATIONS),
    )


def read_along(versions: Sequence[Version]) -> None:
    """Read the files and relations of many versions at once, as ``whole`` does for a query.

    Django's own way makes a set of rows for each version and each of the two, which a build of
    the whole site feels.
    """
    keys = [version.pk for version in versions]
    for name, rows in (("attachments", _FILES), ("relations", _RELATIONS)):
        found: dict[int, list[Any]] = defaultdict(list)
        for row in rows.filter(version__in=keys):
            found[row.version_id].append(row)
        for version in versions:
            version.__dict__.setdefault(_ALONG, {})[name] = found.get(version.pk, [])


def files_of(version: Version) -> list[Attachment]:
    """The attachments in their order, with their files; not read again where they were read with
    the version (``whole``, ``read_along``).
    """
    return _read(version, "attachments", _FILES)


def relations_of(version: Version) -> list[Relation]:
    """The relations in their order, with their targets; not read again either."""
    return _read(version, "relations", _RELATIONS)


def _read(version: Version, name: str, rows: QuerySet[M]) -> list[M]:
    for place in (_ALONG, "_prefetched_objects_cache"):
        read: dict[str, Any] = getattr(version, place, {})
        if name in read:
            return list(read[name])
    return list(rows.filter(version=version))


def _relation(relation: Relation) -> dict[str, str]:
    if relation.target is not None:
        return {"kind": relation.kind, "target": relation.target.index_number}
    return {"kind": relation.kind, "words": relation.words, "url": relation.url}


def digest_of(version: Version, algorithm: str | None = None) -> str:
    """The digest of a version as it stands in the database now."""
    return digest_json(canonical(version), algorithm or settings.DIGEST_ALGORITHM)


def damaged_attachments(version: Version) -> list[str]:
    """Names of the attachments whose bytes on disk are not what the digest says."""
    return [
        attachment.name
        for attachment in files_of(version)
        if actual_digest(attachment.file) != attachment.file.digest
    ]
