"""What the public pages of this package share."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from gongkai.foi.setting import settings_of
from gongkai.organisation.models import Town, Unit

_SECONDS: Final = 60
KIOSK: Final = "kiosk"
"""Name of the field, and of the question in the address, that says: the counter screen."""


@dataclass(frozen=True)
class Terms:
    """open: the town takes applications on the web. years: how long a case is kept."""

    open: bool
    years: int


def at_kiosk(request: HttpRequest) -> bool:
    """Whether the page is shown on the counter screen."""
    return KIOSK in request.POST or KIOSK in request.GET


def page(
    request: HttpRequest, name: str, facts: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of ``foi/jinja2/foi``; never kept by anybody in between."""
    facts = {"kiosk": at_kiosk(request), **(facts or {})}
    return render(request, f"foi/{name}.html", facts, status=status, using="public")


def problem(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    """A page that says what happened and what to do."""
    facts = {"heading": heading, "sentence": sentence}
    return render(request, "problem.html", facts, status=status, using="public")


def go(request: HttpRequest, town: Town, address: str) -> HttpResponseRedirect:
    """To an address below the town's, with 303: whatever was sent is not sent again."""
    answer = HttpResponseRedirect(f"{root_of(request, town)}{address}")
    answer.status_code = 303
    return answer


def root_of(request: HttpRequest, town: Town) -> str:
    """Where the town's pages begin: ``/poli/``, or ``/`` on a host name of its own."""
    rest = request.path_info.removeprefix(f"/{town.slug}/")
    return request.path.removesuffix(rest) or "/"


def office_of(town: Town) -> Unit | None:
    """The unit that handles applications; None before the town has set one."""
    return settings_of(town).unit


def terms_of(town: Town) -> Terms:
    """What the form says of the town. One statement, at most once a minute."""
    key = f"foi.public.{town.pk}"
    known: Terms | None = cache.get(key)
    if known is None:
        found = settings_of(town)
        known = Terms(open=found.unit_id is not None, years=found.retention_years)
        cache.set(key, known, _SECONDS)
    return known
