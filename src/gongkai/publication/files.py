"""Originals on disk, addressed by content, in a folder that nothing public reads (promise 8)."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from gongkai.ledger.clock import now
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Refused
from gongkai.publication.models import QuarantinedFile, StoredFile
from gongkai.rules.digest import digest

GONE = "这个文件已经隔离，或者不在存储中，打不开。请联系党政办公室。"


def path_of(file: StoredFile) -> Path:
    """Where the bytes of a stored file are."""
    return _path(file.town.slug, file.digest)


class FileGone(Refused, FileNotFoundError):
    """The bytes of a stored file are not there: lost, or put aside for a secrecy mark."""


def read(file: StoredFile) -> bytes:
    """The bytes of a stored file; FileGone if they are not there."""
    try:
        return path_of(file).read_bytes()
    except FileNotFoundError:
        raise FileGone(GONE) from None


def remove_bytes(file: StoredFile) -> None:
    """Take the bytes of a stored file away for good, where they must not be kept (handbook 5.2);
    its row and digest stay, and the versions that hang on it cannot be released any more.
    """
    path_of(file).unlink(missing_ok=True)


def actual_digest(file: StoredFile) -> str:
    """The digest of the bytes that are on disk now; empty where the store lost them."""
    try:
        return digest(read(file), file.digest.partition(":")[0])
    except FileNotFoundError:
        return ""


def store(town: Town, data: bytes, media_type: str, pages: int | None) -> StoredFile:
    """Keep bytes once per town and digest. The bytes are on disk before the row exists."""
    value = digest(data, settings.DIGEST_ALGORITHM)
    path = _path(town.slug, value)
    if not path.exists():
        _write_whole(path, data)
    file = StoredFile(
        town=town,
        digest=value,
        size=len(data),
        media_type=media_type,
        pages=pages,
        stored_at=now(),
    )
    # One statement; a file that is kept already stays as it is and gives its identity.
    StoredFile.objects.bulk_create(
        [file], update_conflicts=True, unique_fields=["town", "digest"], update_fields=["digest"]
    )
    return file


def quarantine(town: Town, data: bytes) -> str:
    """Keep bytes apart, readable by the system's own account alone, and give their digest.

    They are no stored file: no version can hold them and no page can reach them.
    """
    value = digest(data, settings.DIGEST_ALGORITHM)
    path = _quarantine_path(town.slug, value)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_whole(path, data)
    path.chmod(0o600)
    return value


def destroy_quarantined(file: QuarantinedFile) -> None:
    """Remove the bytes of a quarantined file; its row and digest stay."""
    _quarantine_path(file.town.slug, file.digest).unlink(missing_ok=True)


def is_quarantined(file: QuarantinedFile) -> bool:
    """Whether the bytes are still there."""
    return _quarantine_path(file.town.slug, file.digest).exists()


def _quarantine_path(town_slug: str, value: str) -> Path:
    algorithm, _, hexadecimal = value.partition(":")
    return Path(settings.FILES_ROOT) / ".quarantine" / town_slug / algorithm / hexadecimal


def _path(town_slug: str, value: str) -> Path:
    algorithm, _, hexadecimal = value.partition(":")
    return Path(settings.FILES_ROOT) / town_slug / algorithm / hexadecimal[:2] / hexadecimal


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
