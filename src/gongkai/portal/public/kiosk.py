"""Counter mode (政务公开体验区, F15): a screen in the service hall with three doors.

The pages are ordinary ones made large. What makes a kiosk of them is the script: it returns to
the start after a minute without a touch and leaves nothing of the person before, neither in the
history nor in any storage (``pages/kiosk.js``). What a browser keeps of a form that was sent is
of no use after the start was shown: the mark without which a form is refused is gone.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.foi.public.session import COOKIE, forget
from gongkai.organisation.models import Town
from gongkai.organisation.public_address import public_address, qr_code
from gongkai.portal.addresses import record_address
from gongkai.portal.public.labels import labels_of
from gongkai.portal.visible import public_among
from gongkai.publication.models import Record

OTHER = "other"


@require_safe
def start(request: HttpRequest, town: Town) -> HttpResponse:
    """Three doors: look up, apply, ask. One statement. Ends the visit of the person before:
    their case is closed, and a form of theirs that is sent again (back, reload) is refused.
    """
    answer = render(request, "kiosk/start.html", using="public")
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        answer.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    if COOKIE in request.COOKIES:
        forget(request, answer, town)
    return answer


@require_safe
def look(request: HttpRequest, town: Town) -> HttpResponse:
    """The door 查信息: by words or by field."""
    fields = [pair for pair in sorted(labels_of(town)["field"].items()) if pair[0] != OTHER]
    return render(request, "kiosk/look.html", {"fields": fields}, using="public")


@require_safe
def apply(request: HttpRequest, town: Town) -> HttpResponse:
    """The door 申请公开: what to bring and say at the counter (Art. 29), and the form if any."""
    return render(request, "kiosk/apply.html", using="public")


@require_safe
def ask(request: HttpRequest, town: Town) -> HttpResponse:
    """The door 咨询: whom to ask, here and by telephone."""
    return render(request, "kiosk/ask.html", using="public")


@require_safe
def slip(request: HttpRequest, town: Town, slug: str) -> HttpResponse:
    """A slip of paper with title, numbers and the QR code of a public record's page."""
    named = Record.objects.filter(town=town, slug=slug).values_list("pk", flat=True)
    release = public_among(town, named).select_related("version", "record").first()
    if release is None:
        raise Http404
    address = public_address(town, record_address(slug))
    facts = {
        "title": release.version.title,
        "numbers": [n for n in (release.version.document_number, release.record.index_number) if n],
        "record": record_address(slug),
        "address": address,
        "code": qr_code(address),
    }
    return render(request, "kiosk/slip.html", {"slip": facts}, using="public")
