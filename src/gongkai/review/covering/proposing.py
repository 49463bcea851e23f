"""Which rectangles the scan proposes to cover; a person draws, changes and decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.documents.extraction.pdf.boxes import boxes_at
from gongkai.documents.inspect import MediaType, UploadError
from gongkai.documents.redacting.burning import Cover, may_be_burned
from gongkai.documents.rendering import pages_of
from gongkai.publication.content import files_of
from gongkai.publication.files import read
from gongkai.publication.models import Attachment, Version
from gongkai.review.scanning.standing import findings_of
from gongkai.rules.detectors import Kind

_MARGIN = 0.003
"""Share of the page by which a box stands out beyond the characters that it covers."""


@dataclass(frozen=True)
class Proposal:
    """A rectangle, and why: the kind of the finding and its place in words."""

    cover: Cover
    why: str


def is_coverable(attachment: Attachment) -> bool:
    """Whether parts of this attachment may be covered here."""
    return may_be_burned(attachment.file.media_type)


def coverable_files(version: Version) -> list[Attachment]:
    """The attachments of a version that may be covered here, in their order."""
    return [attachment for attachment in files_of(version) if is_coverable(attachment)]


def pages_to_cover(attachment: Attachment) -> int:
    """How many pages it has; a picture has one.

    :raises UploadError: for a PDF that cannot be opened.
    """
    if attachment.file.media_type != MediaType.PDF:
        return 1
    return attachment.file.pages or pages_of(read(attachment.file))


def proposals_for(version: Version, attachment: Attachment) -> list[Proposal]:
    """A rectangle for each hard finding of the attachment that has a place on a page."""
    if attachment.file.media_type != MediaType.PDF:
        return []
    try:
        return list(_proposals(version, attachment))
    except (UploadError, FileNotFoundError):
        return []


def _proposals(version: Version, attachment: Attachment) -> Iterator[Proposal]:
    points = [
        point
        for point in findings_of(version).stopping
        if point.attachment is not None
        and point.attachment.name == attachment.name
        and point.found.kind != Kind.HIDDEN_CONTENT
    ]
    if not points:
        return
    places = {place for point in points for place in point.found.places}
    boxes = boxes_at(read(attachment.file), places)
    for point in points:
        for place in point.found.places:
            if place in boxes:
                page, (left, top, right, bottom) = boxes[place]
                cover = Cover(
                    page,
                    max(left - _MARGIN, 0.0),
                    max(top - _MARGIN, 0.0),
                    min(right + _MARGIN, 1.0),
                    min(bottom + _MARGIN, 1.0),
                )
                yield Proposal(cover, f"{point.found.row.name}（{point.found.label}）")
