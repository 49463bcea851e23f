"""How the attachments of a version are shown to a reviewer."""

from dataclasses import dataclass
from pathlib import PurePath

from gongkai.publication.models import Attachment, Version
from gongkai.review.scanning.standing import Findings

PAGES_AT_ONCE = 200
_AS_TEXT = frozenset({".docx", ".xlsx", ".csv", ".txt"})


@dataclass(frozen=True)
class Shown:
    """An attachment and the way in which it can be looked at here.

    kind: ``pages`` (a PDF, page by page), ``text`` (tables and texts as HTML, what is hidden
    marked), ``picture``, or ``file`` (only to be opened outside). ``unread`` names the parts that
    no program could read.
    """

    attachment: Attachment
    kind: str
    unread: tuple[str, ...]

    @property
    def pages(self) -> range:
        """The pages that are shown."""
        return range(1, min(self.attachment.file.pages or 0, PAGES_AT_ONCE) + 1)

    @property
    def more(self) -> int:
        """How many pages there are beyond those shown."""
        return max((self.attachment.file.pages or 0) - PAGES_AT_ONCE, 0)

    @property
    def digest(self) -> str:
        """The digest by which the person says to have seen it."""
        return self.attachment.file.digest


def shown_attachments(version: Version, findings: Findings) -> list[Shown]:
    """The attachments that a reviewer opens one by one, in their order; pictures of the body are
    seen in the body.
    """
    unread: dict[int, list[str]] = {}
    for part in findings.unseen:
        unread.setdefault(part.attachment.pk, []).append(f"{part.label}：{part.why}")
    return [
        Shown(attachment, _kind(attachment), tuple(unread.get(attachment.pk, ())))
        for attachment in version.attachments.select_related("file").order_by("order")
        if not attachment.inline or attachment.pk in unread
    ]


def _kind(attachment: Attachment) -> str:
    media_type = attachment.file.media_type
    if media_type == "application/pdf":
        return "pages"
    if media_type.startswith("image/"):
        return "picture"
    return "text" if PurePath(attachment.name).suffix.lower() in _AS_TEXT else "file"
