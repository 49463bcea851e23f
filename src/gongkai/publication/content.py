"""What the digest of a version covers, and how it is computed (promise 1)."""

from typing import Any

from django.conf import settings

from gongkai.publication.files import actual_digest
from gongkai.publication.models import Relation, Version
from gongkai.rules.digest import digest_json


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
            for attachment in version.attachments.select_related("file").order_by("order")
        ],
    }
    relations = version.relations.select_related("target").order_by("order")
    if found := [_relation(relation) for relation in relations]:
        content["relations"] = found
    return content


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
        for attachment in version.attachments.select_related("file", "file__town")
        if actual_digest(attachment.file) != attachment.file.digest
    ]
