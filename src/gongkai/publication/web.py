"""What the pages about a record share."""

from typing import Any

from django.http import Http404

from gongkai.organisation.web import OfficeRequest
from gongkai.publication.models import Record, Version
from gongkai.publication.queries import record_for


def record_or_404(request: OfficeRequest, slug: str) -> Record:
    """The record at this address if the person may see it, else Http404."""
    record = record_for(request.actor, slug)
    if record is None:
        raise Http404
    return record


def text_of(version: Version) -> dict[str, Any]:
    """What the template ``publication/text.html`` draws of a version."""
    return {
        "version": version,
        "record": version.record,
        "attachments": version.attachments.select_related("file"),
    }
