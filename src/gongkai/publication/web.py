"""What the pages about a record share."""

import html
import re
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gongkai.organisation.web import OfficeRequest
from gongkai.publication.framing import framed
from gongkai.publication.importing import pictures_of
from gongkai.publication.models import Attachment, Record, Version
from gongkai.publication.queries import record_for

_IMAGE = re.compile(r'<img ([^>]*?)src="files/([^"]+)"([^>]*)>')


def record_or_404(request: OfficeRequest, slug: str) -> Record:
    """The record at this address if the person may see it, else Http404."""
    record = record_for(request.actor, slug)
    if record is None:
        raise Http404
    return record


def text_of(version: Version) -> dict[str, Any]:
    """What the template ``publication/text.html`` draws of a version."""
    attachments = list(version.attachments.select_related("file"))
    shown = pictures_of(version.body)
    return {
        "version": version,
        "record": version.record,
        "body": office_body(version, attachments),
        "attachments": [found for found in attachments if not found.inline],
        "unused_pictures": [a for a in attachments if a.inline and a.name not in shown],
    }


def office_body(
    version: Version, attachments: list[Attachment] | None = None, body: str | None = None
) -> SafeString:
    """The body of a version, its tables framed, its pictures at their addresses in the office.

    A picture whose file is missing is named in its place. ``attachments``: those of the version,
    where the caller has read them. ``body``: the same body with marks in it.
    """
    text = framed(version.body if body is None else body)
    if "<img " not in text:
        return mark_safe(text)  # noqa: S308 - cleaned when it was saved
    found = version.attachments.all() if attachments is None else attachments
    addresses = {attachment.name: attachment_url(version, attachment) for attachment in found}

    def resolved(match: re.Match[str]) -> str:
        name = html.unescape(match[2])
        if name not in addresses:
            return format_html('<strong class="error">〔缺少图片《{}》〕</strong>', name)
        return f'<img {match[1]}src="{html.escape(addresses[name])}"{match[3]}>'

    return mark_safe(_IMAGE.sub(resolved, text))  # noqa: S308 - cleaned when it was saved


def attachment_url(version: Version, attachment: Attachment) -> str:
    """The office's address of a version's attachment."""
    arguments = [version.record.slug, version.number, attachment.pk]
    return reverse("publication:attachment", args=arguments)


def address_if_there(name: str, *arguments: object) -> str:
    """The address of a page of another package; empty where this installation has none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def version_or_404(record: Record, number: int) -> Version:
    """A version of a record by its number, with its attachments, else Http404."""
    version = record.versions.filter(number=number).prefetch_related("attachments__file").first()
    if version is None:
        raise Http404
    version.record = record
    return version
