"""Records as data for machines: stable under their format number. Pure."""

from typing import Any, Final

from gongkai.portal.facts import (
    AttachmentFacts,
    CorrectionFacts,
    MatterFacts,
    RecordFacts,
    RelationFacts,
    WithdrawnFacts,
)
from gongkai.portal.plain_json import to_json

JSON_FORMAT: Final = "gongkai.record/1"


def record_json(record: RecordFacts) -> bytes:
    """The record for machines, stable under its format number.

    ``state`` public, withdrawn or expired; ``published_at`` the first release, ``released_at``
    and ``release`` the present one (ISO 8601, number within the town); ``change_note`` what the
    last correction changed, ``corrections`` all of them, the newest first; ``stage`` the code of
    the 五公开 stage and ``matter`` the matter, or null; ``relations`` how it stands to others
    (``kind`` interprets, based_on, replaces or corrects; ``named_by`` this, or other where the
    other document names this one; ``record`` the address of a public record of this site, ``url``
    of a document elsewhere, else empty); ``content`` is the value whose canonical JSON ``digest``
    is taken over, so anyone can recompute it; ``files`` the attachments and, marked ``inline``,
    the pictures of the body, with their place in this folder.
    """
    value = {
        "format": JSON_FORMAT,
        "state": "public",
        "index_number": record.index_number,
        "published_at": record.published_at.isoformat(),
        "released_at": record.released_at.isoformat(),
        "release": record.release_number,
        "change_note": record.change_note,
        "corrections": [_correction_json(each) for each in record.around.corrections],
        "stage": record.stage,
        "matter": _matter_json(record.around.matter),
        "relations": [_relation_json(each) for each in record.around.relations],
        "unit": record.unit_slug,
        "field": _named(record.field, "code"),
        "item": _named(record.item, "identity"),
        "digest": record.digest,
        "content": record.content,
        "files": [_file_json(attachment) for attachment in record.attachments],
    }
    return to_json(value)


def withdrawn_json(record: WithdrawnFacts) -> bytes:
    """The same address after a withdrawal."""
    value = {
        "format": JSON_FORMAT,
        "state": "expired" if record.expired else "withdrawn",
        "index_number": record.index_number,
        "withdrawn_at": record.at.isoformat(),
        "reason": record.reason_code,
        "words": record.words,
        "successor": record.successor.slug if record.successor else "",
    }
    return to_json(value)


def _named(pair: tuple[str, str] | None, key: str) -> dict[str, str] | None:
    return {key: pair[0], "name": pair[1]} if pair else None


def _correction_json(correction: CorrectionFacts) -> dict[str, Any]:
    return {
        "at": correction.at.isoformat(),
        "release": correction.release_number,
        "note": correction.note,
    }


def _matter_json(matter: MatterFacts | None) -> dict[str, str] | None:
    return {"slug": matter.slug, "name": matter.name} if matter else None


def _relation_json(relation: RelationFacts) -> dict[str, str]:
    return {
        "kind": relation.kind,
        "named_by": "this" if relation.forward else "other",
        "title": relation.title,
        "record": relation.slug,
        "url": relation.url,
    }


def _file_json(attachment: AttachmentFacts) -> dict[str, Any]:
    return {
        "name": attachment.name,
        "path": f"files/{attachment.file}",
        "media_type": attachment.media_type,
        "bytes": attachment.size,
        "pages": attachment.pages,
        "digest": attachment.digest,
        **({"inline": True} if attachment.inline else {}),
    }
