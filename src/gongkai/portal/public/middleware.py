"""What holds for every public address: its own URLconf, its town, its headers."""

from collections.abc import Callable
from typing import Any, Final

import structlog
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.organisation.acting import gave_way
from gongkai.organisation.models import Town
from gongkai.organisation.prepared import Given, prepared
from gongkai.portal.dynamic import DYNAMIC
from gongkai.portal.public.errors import busy

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # As the pages of the tree have it: between two that differ the browser changes the window,
    # and the counter screen would forget that it is one (``pages/kiosk.js``).
    "Cross-Origin-Opener-Policy": "unsafe-none",
}
log = structlog.get_logger(__name__)


class PublicMiddleware:
    """Answers by ``gongkai.public_urls`` and by nothing of the office.

    A view gets the ``Town`` itself where its address has the town's name. On a host name of its
    own a town's addresses lack that name; it is put in before anything looks at the address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers added that a view has not set itself."""
        request.urlconf = "gongkai.public_urls"
        own = _town_of_host(request)
        if own is not None:
            request.path_info = f"/{own.slug}{request.path_info}"
            request.town = own  # type: ignore[attr-defined]
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Give the view its town; Http404 where there is none of that name."""
        slug = kwargs.get("town")
        if slug is None:
            return
        town = getattr(request, "town", None) or next(iter(_towns(slug)), None)
        if town is None:
            raise Http404
        request.town = kwargs["town"] = town  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Where the database gave others way, say so and ask to try again; no other fault."""
        if not (isinstance(fault, OperationalError) and gave_way(fault)):
            return None
        log.warning("a public page gave way to another", path=request.path_info)
        return busy(request)


@prepared
def _towns(slug: Given) -> QuerySet[Town]:
    return Town.objects.filter(slug=slug)


def _town_of_host(request: HttpRequest) -> Town | None:
    """The town whose own host name this is, for an address that does not begin with a town."""
    first = request.path_info.split("/", 2)[1:2]
    if not first or first[0] not in DYNAMIC:
        return None
    host = request.get_host().partition(":")[0]
    return Town.objects.filter(site_domain__iexact=host).order_by("pk").first()
