"""How the findings of a version stand: open, asked about, cleared."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from gongkai.documents.inspect import MediaType
from gongkai.documents.redacting.burning import may_be_burned
from gongkai.organisation.refusals import Refused
from gongkai.publication.content import files_of
from gongkai.publication.models import Attachment, Publicity, Version
from gongkai.review.models import Clearance, FileScan, VersionScan
from gongkai.review.scanning.found import Found
from gongkai.review.scanning.running import loaded_scans, scan_files, scan_of
from gongkai.rules.detectors import Kind, Level


class Standing(StrEnum):
    """Where a finding stands; only ``OPEN``, ``ASKED`` and ``REFUSED`` ones stop a release, and
    only if they are hard.
    """

    OPEN = "open"
    ASKED = "asked"
    REFUSED = "refused"
    CLEARED = "cleared"
    NOTICE = "notice"


WORDS = {
    Standing.OPEN: "须处理",
    Standing.ASKED: "等待认定",
    Standing.REFUSED: "认定不得公开",
    Standing.CLEARED: "认定可以公开",
    Standing.NOTICE: "请核对",
}


TONES = {
    Standing.OPEN: "late",
    Standing.ASKED: "soon",
    Standing.REFUSED: "late",
    Standing.CLEARED: "done",
    Standing.NOTICE: "neutral",
}

SHOWN_AT_ONCE = 3

MOST_FOLDED = 200
"""Findings of a group that a page lists, folded; a roster of thousands is counted."""


@dataclass(frozen=True)
class Standpoint:
    """A finding in a version: in its text, or in an attachment, and what was decided on it."""

    found: Found
    attachment: Attachment | None
    clearance: Clearance | None
    is_hard: bool

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        if not self.is_hard:
            return Standing.NOTICE
        if self.clearance is None:
            return Standing.OPEN
        if self.clearance.decided_at is None:
            return Standing.ASKED
        return Standing.CLEARED if self.clearance.may_publish else Standing.REFUSED

    @property
    def words(self) -> str:
        """The standing in words."""
        return WORDS[self.standing]

    @property
    def stops(self) -> bool:
        """Whether it stops registration and release."""
        return self.standing in (Standing.OPEN, Standing.ASKED, Standing.REFUSED)

    @property
    def may_be_asked(self) -> bool:
        """Whether the secrecy body can be asked about it."""
        return self.standing in (Standing.OPEN, Standing.REFUSED)

    @property
    def source(self) -> str:
        """In which part it is, in words."""
        return f"附件《{self.attachment.name}》" if self.attachment else "标题和正文"

    @property
    def may_be_masked(self) -> bool:
        """Whether masking or removing by one click clears it."""
        return self.found.row.maskable or self.found.kind == Kind.HIDDEN_CONTENT


@dataclass(frozen=True)
class Unseen:
    """A part of an attachment that no program could read; a person has to look."""

    attachment: Attachment
    label: str
    why: str


@dataclass(frozen=True)
class Group:
    """Findings of one kind in one part: what a person deals with at once."""

    source: str
    kind_name: str
    points: tuple[Standpoint, ...]

    @property
    def first(self) -> Standpoint:
        """The one that speaks for all."""
        return self.points[0]

    @property
    def stops(self) -> bool:
        """Whether any of them stops the release."""
        return any(point.stops for point in self.points)

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return TONES[self.first.standing]

    @property
    def shown(self) -> tuple[Standpoint, ...]:
        """Those that are listed at once."""
        return self.points[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> tuple[Standpoint, ...]:
        """Those that are folded away."""
        return self.points[SHOWN_AT_ONCE:][:MOST_FOLDED]

    @property
    def more(self) -> int:
        """How many there are beyond those."""
        return max(len(self.points) - SHOWN_AT_ONCE - MOST_FOLDED, 0)

    @property
    def key(self) -> str:
        """Says which findings a page spoke of, in one short word however many they are."""
        said = "\n".join(point.found.fingerprint for point in self.points)
        return hashlib.sha256(said.encode()).hexdigest()[:40]

    @property
    def may_be_masked(self) -> bool:
        """Whether one click deals with all of them."""
        return self._is_open and self.first.may_be_masked and not self.may_be_covered

    @property
    def may_be_covered(self) -> bool:
        """Whether a person covers them on the page: in a PDF, and what a picture shows."""
        file = self.first.attachment
        if file is None or not self._is_open or not may_be_burned(file.file.media_type):
            return False
        return file.file.media_type == MediaType.PDF or not self.is_hidden

    @property
    def _is_open(self) -> bool:
        return self.first.standing not in (Standing.CLEARED, Standing.ASKED)

    @property
    def is_hidden(self) -> bool:
        """Whether these are hidden parts, which are removed and not masked."""
        return self.first.found.kind == Kind.HIDDEN_CONTENT


@dataclass(frozen=True)
class Findings:
    """All findings of a version and the parts that nobody read."""

    points: tuple[Standpoint, ...]
    unseen: tuple[Unseen, ...]

    @property
    def stopping(self) -> tuple[Standpoint, ...]:
        """Those that stop registration and release."""
        return tuple(point for point in self.points if point.stops)

    def groups(self) -> list[Group]:
        """By part and kind, those that stop first."""

        def key(point: Standpoint) -> tuple[bool, str, str, str]:
            return not point.stops, point.source, point.found.row.name, point.standing

        ordered = sorted(self.points, key=key)
        return [
            Group(source, name, tuple(points))
            for (_, source, name, _), points in groupby(ordered, key=key)
        ]


class NotCleared(Refused):
    """Hard findings are open; ``str()`` names them and says what to do."""


def findings_of(version: Version) -> Findings:
    """The findings of a version as they stand now; scans what was not scanned yet."""
    attachments = files_of(version)
    text, scans = loaded_scans(version) or _made(version, attachments)
    found: list[tuple[Found, Attachment | None]] = [
        (Found.of(values), None) for values in text.findings
    ]
    for attachment in attachments:
        scan = scans[attachment.file_id]
        found += [(Found.of(values), attachment) for values in scan.findings]
    is_hard = any(one.is_hard for one, _ in found)
    clearances = _clearances(version) if is_hard else {}
    points = tuple(
        Standpoint(one, attachment, clearances.get(one.fingerprint), _is_hard(one, version))
        for one, attachment in found
    )
    unseen = tuple(
        Unseen(attachment, part["label"], part["why"])
        for attachment in attachments
        for part in scans[attachment.file_id].unread
    )
    return Findings(points, unseen)


def _made(
    version: Version, attachments: list[Attachment]
) -> tuple[VersionScan, dict[int, FileScan]]:
    text, edition = scan_of(version)
    return text, scan_files(attachments, edition)


def check_cleared(version: Version) -> None:
    """Raise NotCleared while a hard finding is open (handbook 5.3: no open hard hit)."""
    stopping = findings_of(version).stopping
    if stopping:
        named = "；".join(_named(stopping))
        raise NotCleared(
            f"扫描发现了不能直接公开的内容：{named}。请脱敏、删除，或者提请保密工作机构认定。"
        )


def _named(points: tuple[Standpoint, ...]) -> Iterator[str]:
    for group in Findings(points, ()).groups()[:5]:
        where = group.first.found.label
        count = f"等{len(group.points)}处" if len(group.points) > 1 else ""
        yield f"{group.source}有{group.kind_name}（{where}{count}）"


def _is_hard(found: Found, version: Version) -> bool:
    # “（此件依申请公开）” speaks against the website, and only there does it stop anything.
    if found.kind == Kind.NOT_FOR_RELEASE_MARK and version.publicity != Publicity.PROACTIVE:
        return False
    return found.level == Level.HARD


def _clearances(version: Version) -> dict[str, Clearance]:
    """The last word on each finding of the record, by fingerprint. Whoever wrote on the record,
    be it after deciding, lets nothing of it pass.
    """
    authors = Version.objects.filter(record_id=version.record_id).values("created_by")
    clearances = (
        Clearance.objects.filter(record_id=version.record_id)
        .exclude(may_publish=True, decided_by__in=authors)
        .order_by("pk")
    )
    found = clearances.select_related("asked_by", "decided_by")
    return {clearance.fingerprint: clearance for clearance in found}
