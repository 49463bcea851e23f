"""Scanning versions and files once each, and again when detectors or word lists change."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Subquery

from gongkai.documents.inspect import UploadError
from gongkai.ledger.clock import now, today
from gongkai.publication.content import digest_of, files_of
from gongkai.publication.files import read
from gongkai.publication.models import Attachment, StoredFile, Version
from gongkai.review.models import FileScan, ScanSettings, VersionScan, Word
from gongkai.review.scanning.found import Found, find
from gongkai.review.scanning.reading import read_file, read_version
from gongkai.rules.detectors import ListedWord, WordLists

DETECTORS = "2026-11.3"
"""Raise this whenever the detectors find something else than before: old scans are made again."""


@dataclass(frozen=True)
class Edition:
    """Which detectors and which word lists of a town a scan was made with."""

    town_id: int
    words: int

    def __str__(self) -> str:
        return f"{DETECTORS}/{self.words}"


def scan_of(version: Version) -> tuple[VersionScan, Edition]:
    """The scan of a version's text with the edition that counts now, made where there is none."""
    town = version.record.town_id
    number = ScanSettings.objects.filter(town_id=town).values("edition")
    found = VersionScan.objects.annotate(words=Subquery(number)).filter(version=version).first()
    if found is None:
        edition = Edition(town, number.values_list("edition", flat=True).first() or 0)
        return _scan_version(version, edition), edition
    edition = Edition(town, vars(found)["words"] or 0)
    if found.edition == str(edition) and version.digest in ("", found.digest):
        return found, edition
    return _scan_version(version, edition), edition


def words_of(town_id: int) -> WordLists | None:
    """The town's own word lists, as they are now."""
    words = Word.objects.filter(town_id=town_id).order_by("pk")
    return _lists_of(tuple(words.values_list("text", "note")))


@lru_cache(maxsize=64)
def _lists_of(words: tuple[tuple[str, str], ...]) -> WordLists | None:
    """Made once for the same words, by whatever number an edition of them goes: the number of a
    change that was rolled back is given again, to other words.
    """
    return WordLists([ListedWord(*word) for word in words]) if words else None


def loaded_scans(version: Version) -> tuple[VersionScan, dict[int, FileScan]] | None:
    """The scans that the caller read together with the version and its files, if they are all
    there, by the detectors of today, and of a content that is frozen since.

    A town's words added meanwhile are not looked for again: they stop nothing.
    """
    text: VersionScan | None = version._state.fields_cache.get("scan")
    if text is None:
        return None
    files: dict[int, FileScan | None] = {
        a.file_id: a.file._state.fields_cache.get("scan") for a in files_of(version)
    }
    made = {key: scan for key, scan in files.items() if scan is not None and _is_of_today(scan)}
    if not _is_of_today(text) or len(made) < len(files):
        return None
    return (text, made) if version.digest == text.digest else None


def _is_of_today(scan: VersionScan | FileScan) -> bool:
    return scan.edition.startswith(f"{DETECTORS}/")


def _scan_version(version: Version, edition: Edition) -> VersionScan:
    findings = find(read_version(version), today(), words_of(edition.town_id))
    scan = VersionScan(
        version=version,
        digest=version.digest or digest_of(version),
        edition=str(edition),
        findings=[one.plain() for one in findings],
        at=now(),
    )
    VersionScan.objects.bulk_create(
        [scan],
        update_conflicts=True,
        unique_fields=["version"],
        update_fields=["digest", "edition", "findings", "at"],
    )
    return scan


def scan_files(attachments: list[Attachment], edition: Edition) -> dict[int, FileScan]:
    """The scans of the attachments' files, by file id."""
    if not attachments:
        return {}
    wanted = {attachment.file_id: attachment for attachment in attachments}
    scans = FileScan.objects.filter(file_id__in=wanted, edition=str(edition))
    known = {scan.file_id: scan for scan in scans}
    made = [
        _scan_file(attachment.name, attachment.file, edition)
        for file_id, attachment in wanted.items()
        if file_id not in known
    ]
    if made:
        FileScan.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["file"],
            update_fields=["edition", "findings", "unread", "at"],
        )
    return {**known, **{scan.file_id: scan for scan in made}}


def _scan_file(name: str, file: StoredFile, edition: Edition) -> FileScan:
    findings: list[Found] = []
    try:
        extraction = read_file(name, read(file))
    except FileNotFoundError:
        # Of no edition: looked at again as soon as the store has it back.
        unread = [_whole("文件不在存储中，请告知系统管理员。")]
        return FileScan(file=file, edition="", findings=[], unread=unread, at=now())
    except UploadError as fault:
        unread = [_whole(str(fault))]
    else:
        findings = find(extraction, today(), words_of(edition.town_id), salt=name)
        unread = [vars(one) for one in extraction.unread]
    return FileScan(
        file=file,
        edition=str(edition),
        findings=[one.plain() for one in findings],
        unread=unread,
        at=now(),
    )


def _whole(why: str) -> dict[str, str]:
    return {"place": "", "label": "整个文件", "why": why}
