"""Files of cases, sealed on disk in a folder of their own that nothing public reads (promise 8)."""

import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from gongkai.documents.inspect import UploadError, check_upload
from gongkai.foi.models import Application, CaseFile, FileKind
from gongkai.foi.sealing import read_head, seal, unseal
from gongkai.ledger.clock import now
from gongkai.organisation.fitting import too_long
from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.rules.digest import digest

LIMIT_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 120
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GONE = "这个文件不在存储中，打不开。请联系党政办公室。"


@dataclass(frozen=True)
class FileToKeep:
    """A file that comes into a case: what it is, its name, its bytes."""

    kind: str
    name: str
    data: bytes


def check_file(file: FileToKeep) -> str:
    """The media type of a file that will do. Raises Invalid on field ``file``."""
    if file.kind not in FileKind.values:
        raise Invalid({"file": "请选择文件的类别。"})
    if said := too_long(file.name, LONGEST_NAME):
        raise Invalid({"file": f"文件名{said}改短以后再上传。"})
    try:
        return check_upload(file.name, file.data, LIMIT_BYTES).media_type
    except UploadError as fault:
        raise Invalid({"file": str(fault)}) from None


def keep(
    application: Application, file: FileToKeep, media_type: str, by: Account | None
) -> CaseFile:
    """Seal bytes and store them; the bytes are on disk before the row exists.

    media_type: from :func:`check_file`, or known where the product made the file itself.
    """
    storage = secrets.token_hex(24)
    sealed = seal(file.data, _context(application, storage))
    about = read_head(sealed)
    _write(_path(application.town.slug, storage), sealed)
    return CaseFile.objects.create(
        application=application,
        kind=file.kind,
        name=_name(file),
        media_type=media_type,
        size=len(file.data),
        digest=digest(file.data, settings.DIGEST_ALGORITHM),
        storage=storage,
        key_id=about.key_id,
        algorithm=about.algorithm,
        added_by=by,
        added_at=now(),
    )


def read(file: CaseFile) -> bytes:
    """The plain bytes of a file; Refused if they are not there. Callers log who reads."""
    application = file.application
    try:
        sealed = _path(application.town.slug, file.storage).read_bytes()
    except FileNotFoundError:
        raise Refused(GONE) from None
    return unseal(sealed, _context(application, file.storage))


def erase(town_slug: str, storage: str) -> None:
    """Take the bytes of a file away for good."""
    _path(town_slug, storage).unlink(missing_ok=True)


def _name(file: FileToKeep) -> str:
    """An identity paper is not called what its owner called it: the name may name them."""
    if file.kind == FileKind.IDENTITY:
        return f"{FileKind.IDENTITY.label}{Path(file.name).suffix.lower()}"
    # A name too long to be typed here comes only from what the product hands over itself.
    return file.name if len(file.name) <= LONGEST_NAME else f"…{file.name[1 - LONGEST_NAME :]}"


def _context(application: Application, storage: str) -> str:
    return f"file:{application.pk}:{storage}"


def _path(town_slug: str, storage: str) -> Path:
    return Path(settings.FILES_ROOT) / ".foi" / town_slug / storage[:2] / storage


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
