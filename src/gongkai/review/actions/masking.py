"""Masking and removing what the scan found, by one click: the result is a new version."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gongkai.documents import redacting
from gongkai.documents.extraction import CannotEdit, Edit, Extraction
from gongkai.documents.inspect import UploadError, check_upload
from gongkai.documents.redacting.html import edit_html
from gongkai.documents.redacting.writing import by_place
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid
from gongkai.publication.actions.content import LIMIT_BYTES
from gongkai.publication.files import read, store
from gongkai.publication.importing import with_sources
from gongkai.publication.models import Attachment, Record, Version
from gongkai.review.actions.reworking import begin, finish
from gongkai.review.scanning.queries import patterns_of
from gongkai.review.scanning.reading import FIELDS, read_file, read_version
from gongkai.review.scanning.standing import Standpoint, findings_of
from gongkai.rules.detectors import Kind
from gongkai.rules.masking import Pattern, mask

_STALE = "页面上的检查结果已经过时，请刷新页面后再脱敏。"


@dataclass(frozen=True)
class Masked:
    """What was done: places masked, hidden parts removed."""

    masked: int
    removed: int


@action("review.mask_findings")
def mask_findings(act: Act, record: Record, fingerprints: Collection[str]) -> Masked:
    """Mask the findings so named by the town's patterns, and remove hidden parts so named.

    The text and the files become a new version; what was reviewed no longer covers it. Raises
    Invalid, and changes nothing, where a file cannot be changed here: its message says what to do.
    """
    work = begin(act, record)
    wanted = frozenset(fingerprints)
    points = [p for p in findings_of(work.before).points if p.found.fingerprint in wanted]
    chosen = [point for point in points if point.may_be_masked]
    if not chosen:
        raise Invalid(_STALE)
    patterns, version = patterns_of(work.record.town_id), work.version
    # Files first: the findings know them by the names that masking may change.
    for attachment in version.attachments.select_related("file__town"):
        within = [p for p in chosen if p.attachment and p.attachment.name == attachment.name]
        if within:
            _mask_file(attachment, within, patterns)
    outside = [p for p in chosen if not p.attachment]
    _mask_text(version, read_version(work.before), outside, patterns)
    done = _count(chosen)
    finish(act, work, {"masked": done.masked, "removed": done.removed})
    return done


def _count(points: Iterable[Standpoint]) -> Masked:
    hidden = [point.found.kind == Kind.HIDDEN_CONTENT for point in points]
    return Masked(masked=hidden.count(False), removed=hidden.count(True))


def _edits(
    points: Iterable[Standpoint], extraction: Extraction, patterns: Mapping[Kind, Pattern]
) -> list[Edit]:
    """The changes that mask the findings. A number over several cells is masked as a whole and
    shared out again over its cells where it keeps its length.
    """
    texts = {segment.place: segment.text for segment in extraction.segments}
    edits = []
    for point in points:
        places = point.found.places
        if any(place not in texts or end > len(texts[place]) for place, _, end in places):
            raise Invalid(_STALE)
        parts = [texts[place][start:end] for place, start, end in places]
        masked = mask(Kind(point.found.kind), "".join(parts), patterns)
        for (place, start, end), part in zip(places, _share(masked, parts), strict=True):
            edits.append(Edit(place, start, end, part))
    return edits


def _share(masked: str, parts: list[str]) -> list[str]:
    if len(masked) != sum(map(len, parts)):
        return [masked, *("" for _ in parts[1:])]
    shared, at = [], 0
    for part in parts:
        shared.append(masked[at : at + len(part)])
        at += len(part)
    return shared


def _mask_text(
    version: Version,
    extraction: Extraction,
    points: list[Standpoint],
    patterns: Mapping[Kind, Pattern],
) -> None:
    edits = _edits([p for p in points if p.found.kind != Kind.HIDDEN_CONTENT], extraction, patterns)
    version.body = edit_html(version.body, [e for e in edits if e.place.startswith("body:")])
    for place, its in by_place(edits).items():
        part, _, name = place.partition(":")
        if part == "field" and name in FIELDS:
            setattr(version, name, _put(getattr(version, name), its))
        elif part == "name":
            _rename(version, name, _put(name, its).replace("*", "某"))
        elif part == "relation":
            raise Invalid("关联的外部文件里有不能公开的内容，请在修改页面里改写。")
    version.save()


def _put(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with edits that run backwards."""
    for edit in edits:
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def _rename(version: Version, name: str, new: str) -> None:
    """Give a file a new name; a picture is shown under it in the body."""
    if version.attachments.filter(name=new).exists():
        raise Invalid(f"附件《{name}》脱敏后与另一个附件同名，请在修改页面里改名。")
    version.attachments.filter(name=name).update(name=new)
    version.body = with_sources(version.body, {name: new})


def _mask_file(
    attachment: Attachment, points: list[Standpoint], patterns: Mapping[Kind, Pattern]
) -> None:
    """Put a changed copy of the file in its place; the one it was made from stays as it is."""
    data = read(attachment.file)
    hidden = {p.found.group for p in points if p.found.kind == Kind.HIDDEN_CONTENT}
    shown = [
        p for p in points if p.found.kind != Kind.HIDDEN_CONTENT and p.found.group not in hidden
    ]
    try:
        # Removing comes last: it may renumber the sheets that the findings know by number.
        if shown:
            edits = _edits(shown, read_file(attachment.name, data), patterns)
            data = redacting.apply_edits(attachment.name, data, edits)
        if hidden:
            data = redacting.remove_hidden(attachment.name, data, hidden)
        upload = check_upload(attachment.name, data, LIMIT_BYTES)
    except (CannotEdit, UploadError) as fault:
        raise Invalid({"file": f"附件《{attachment.name}》：{fault}"}) from None
    attachment.file = store(attachment.file.town, data, upload.media_type, upload.pages)
    attachment.save(update_fields=["file"])
