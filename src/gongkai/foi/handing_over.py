"""What an applicant gets, as files: what was reviewed, byte for byte, and its words as a page.

They are sealed into the case when the answer is issued. The public pages read these copies and
never the files of drafts and reviews (promise 8).
"""

import html
from base64 import b64encode
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application, FileKind, Service, SupplyFile
from gongkai.organisation.fitting import shortened
from gongkai.organisation.refusals import Refused
from gongkai.publication.files import read
from gongkai.publication.html import plain_text
from gongkai.publication.models import Attachment, Version
from gongkai.rules.digest import digest

DAMAGED = "要提供的文件与送审时不一致，不能答复。请联系系统管理员。"
PAGE = "text/html"


@dataclass(frozen=True)
class HandedOver(FileToKeep):
    """A file with its media type."""

    media_type: str = PAGE


def handed_over(version: Version) -> list[HandedOver]:
    """The files of a reviewed version, its words first. Raises Refused for a damaged file."""
    attachments = list(version.attachments.select_related("file__town").order_by("order"))
    files = [_copy(one) for one in attachments]
    shown = {one.name: one for one in files if _inline(attachments, one.name)}
    words = [_page(version, shown)] if plain_text(version.body).strip() or shown else []
    return words + [one for one in files if one.name not in shown]


def for_applicant(case: Application) -> QuerySet[SupplyFile]:
    """What the applicant may fetch: files of answers that were served and not taken back."""
    served = Service.objects.values("letter_id")
    found = SupplyFile.objects.filter(
        supply__reply__application=case,
        supply__reply__letter__in=served,
        supply__reply__state__in=("issued", "replaced"),
    )
    return found.select_related("file").order_by("id")


def _inline(attachments: list[Attachment], name: str) -> bool:
    return any(one.inline and one.name == name for one in attachments)


def _copy(attachment: Attachment) -> HandedOver:
    data = read(attachment.file)
    if digest(data, settings.DIGEST_ALGORITHM) != attachment.file.digest:
        raise Refused(DAMAGED)
    return HandedOver(FileKind.SUPPLIED, attachment.name, data, attachment.file.media_type)


def _page(version: Version, shown: dict[str, HandedOver]) -> HandedOver:
    """The words as one file that needs nothing beside it: its pictures are in it."""
    body = version.body
    for name, file in shown.items():
        inside = f"data:{file.media_type};base64,{b64encode(file.data).decode()}"
        body = body.replace(f'src="files/{html.escape(name)}"', f'src="{inside}"')
    facts = {"title": version.title, "issuer": version.issuer, "body": body}
    text = render_to_string("foi/handed_over.html", facts, using="public")
    return HandedOver(FileKind.SUPPLIED, f"{shortened(version.title, 80)}.html", text.encode())
