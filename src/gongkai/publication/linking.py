"""Trying the web addresses in a text, in the background, so that nobody sends a dead link out."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from datetime import timedelta
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from gongkai.ledger.clock import now
from gongkai.publication.models import LinkCheck, Version
from gongkai.publication.readiness import external_links

SECONDS = 8
KEPT_FOR = timedelta(days=7)
MOST_PER_TEXT = 50

# These answers say that the page is there, only not for a program.
_REFUSALS_OF_PROGRAMS = frozenset({401, 403, 405, 406, 429, 501, 503})

Fetch = Callable[[str], str]
"""Tries an address; gives "" if it answers, else in Chinese what was seen."""


class NotOutside(ValueError):
    """The address leads into this network; the product does not knock there."""


def try_address(url: str) -> str:
    """Ask for the head of a page. Gives "" if it answers, else what was seen, in Chinese."""
    try:
        _check_outside(url)
        request = Request(url, method="HEAD", headers={"User-Agent": "gongkai-link-check"})  # noqa: S310
        with build_opener(_Redirects).open(request, timeout=SECONDS):
            return ""
    except HTTPError as error:
        return "" if error.code in _REFUSALS_OF_PROGRAMS else f"网站答复“{error.code}”"
    except NotOutside:
        return "这是内部网络的地址，公众打不开"
    except (OSError, HTTPException, ValueError):
        return "网站没有应答"


class _Redirects(HTTPRedirectHandler):
    """Follows redirects, none of which may lead inside."""

    def redirect_request(  # noqa: PLR0917
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """The next request; NotOutside if it leads inside."""
        _check_outside(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_outside(url: str) -> None:
    """Refuse addresses of this machine and of private networks: a text must not make the server
    ask its neighbours.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotOutside(url)
    for *_, address in socket.getaddrinfo(parts.hostname, parts.port or 443):
        if not ipaddress.ip_address(address[0]).is_global:
            raise NotOutside(url)


def check_links(version: Version, fetch: Fetch = try_address) -> None:
    """Try the addresses of a body that were not tried within the last week.

    Does nothing where the deployment has no way to the web (GONGKAI_LINK_CHECKS=0).
    """
    if not settings.LINK_CHECKS:
        return
    wanted = external_links(version.body)[:MOST_PER_TEXT]
    fresh = LinkCheck.objects.filter(url__in=wanted, at__gt=now() - KEPT_FOR)
    known = set(fresh.values_list("url", flat=True))
    for url in wanted:
        if url not in known:
            seen = fetch(url)
            LinkCheck.objects.update_or_create(
                url=url, defaults={"answers": not seen, "seen": seen, "at": now()}
            )


def dead_links(urls: Iterable[str]) -> dict[str, str]:
    """Those of the addresses that did not answer when last tried, with what was seen."""
    found = LinkCheck.objects.filter(url__in=list(urls), answers=False)
    return dict(found.values_list("url", "seen"))
