"""A version as its public page will be, for those in whose scope its record is.

An office page that reads drafts: no part of the public tree, which never imports it. It renders
the same template from the same facts; only dates of publication and the addresses of files
differ, because there is no release yet and files stay behind the office's door.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.ledger.clock import now
from gongkai.organisation.public_address import public_address
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.portal.assets import load_assets
from gongkai.portal.facts import RecordFacts
from gongkai.portal.related import around
from gongkai.portal.released import Outing, facts_from, subject_of
from gongkai.portal.rendering import preview_page
from gongkai.portal.surroundings import site_facts
from gongkai.portal.visible import first_released
from gongkai.publication.content import digest_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, Version
from gongkai.publication.web import record_or_404

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@office_page("publication.read")
@require_safe
def preview(request: OfficeRequest, slug: str, number: int | None = None) -> HttpResponse:
    """One version of a record as the public will see it; without a number the newest."""
    record = record_or_404(request, slug)
    version = _version(record, newest(record).number if number is None else number)
    places = {
        "root": public_address(record.town),
        "assets": reverse("portal_office:asset", args=["x"]).removesuffix("x"),
        "number": version.number,
        "back": reverse("publication:record", args=[slug]),
    }
    site = site_facts(record.town, load_assets())
    return HttpResponse(preview_page(site, preview_facts(version), places))


@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Style sheet, script and icon of the public pages, at an address of the office."""
    found = next((data for path, data in load_assets().files if path == name), None)
    if found is None:
        raise Http404
    kind = next((kind for end, kind in _TYPES.items() if name.endswith(end)), "")
    headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found, content_type=f"{kind}; charset=utf-8", headers=headers)


def _version(record: Record, number: int) -> Version:
    version = (
        record.versions.filter(number=number)
        .select_related("item__field", "matter", "successor")
        .prefetch_related("attachments__file", "item__field__names")
        .first()
    )
    if version is None:
        raise Http404
    version.record = record
    return version


def preview_facts(version: Version) -> RecordFacts:
    """What the page will show if the version is released now."""
    record, moment = version.record, timezone.localtime(now())
    published = first_released([record.pk]).get(record.pk, moment)
    outing = Outing(
        published_at=published,
        released_at=moment,
        number=0,
        first=published == moment,
        change_note="",
        digest=version.digest or digest_of(version),
    )
    stands = around(record.town, [subject_of(version, published, moment.date())])[record.pk]
    return facts_from(version, outing, stands, _addresses(version))


def _addresses(version: Version) -> dict[str, str]:
    """Where the office gives the files to those who may see the record."""
    return {
        attachment.name: reverse(
            "publication:attachment",
            args=[version.record.slug, version.number, attachment.pk],
        )
        for attachment in version.attachments.all()
    }
