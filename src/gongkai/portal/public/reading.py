"""At the counter screen: a public record that is offered to whoever is about to apply, opened
within the application, so that nobody has to choose between reading it and what they typed.

As everywhere in an application nothing is stored: what was typed goes from page to page in the
form itself, and the start of the screen makes it worthless (``kiosk.start``).
"""

import re
from typing import Any, Final
from urllib.parse import quote

from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.foi.public.applying import carried, note_opened
from gongkai.foi.public.pages import KIOSK, go
from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address, qr_code
from gongkai.portal.addresses import record_address
from gongkai.portal.filenames import file_names
from gongkai.portal.rendering.body import body_markup
from gongkai.portal.visible import first_released, public_among
from gongkai.publication.content import files_of
from gongkai.publication.models import Record
from gongkai.release.models import Release
from gongkai.rules import validity

_LINK: Final = re.compile(r"</?a\b[^>]*>")


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, town: Town) -> HttpResponse:
    """The record of ``read``, and the way back to the application. Four statements.

    A record that was taken down meanwhile is said to be gone; what was typed is kept.
    """
    if request.method == "GET":
        return go(request, town, "kiosk/apply/")
    release = _public(town, request.POST.get("read", ""))
    facts: dict[str, Any] = {KIOSK: True, "hidden": carried(request), "shown": None}
    if release is not None:
        note_opened(request, town)
        facts["shown"] = _shown(town, release)
    status = 200 if release is not None else 404
    return render(request, "kiosk/read.html", facts, status=status, using="public")


def _public(town: Town, slug: str) -> Release | None:
    if not slug_re.match(slug):
        return None
    named = Record.objects.filter(town=town, slug=slug).values_list("pk", flat=True)
    return public_among(town, named).select_related("version", "record").first()


def _shown(town: Town, release: Release) -> dict[str, Any]:
    version, record = release.version, release.record
    files = files_of(version)
    names = file_names([file.name for file in files])
    folder = f"../../{record_address(record.slug)}files/"
    pictures = {name: f"{folder}{quote(file)}" for name, file in names.items()}
    address = public_address(town, record_address(record.slug))
    return {
        "title": version.title,
        "numbers": [n for n in (version.document_number, record.index_number) if n],
        "issuer": version.issuer,
        "published_at": first_released([record.pk])[record.pk],
        "validity": validity.words(version.validity, version.validity_on, today()),
        # A link would lead away from what was typed; its words stay.
        "body": body_markup(_LINK.sub("", version.body), pictures),
        "files": [file.name for file in files if not file.inline],
        "address": address,
        "code": qr_code(address),
    }
