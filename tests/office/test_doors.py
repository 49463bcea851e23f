"""Every address of the office asks who is there, whoever wrote the page."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.organisation.models import Account, Role

pytestmark = pytest.mark.django_db

# What a visitor may see without signing in.
OPEN = {"/health", "/ready", "/accounts/login/", "/verify/", "/verify/x/"}
_FILLING = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "0" * 32}


def addresses() -> list[str]:
    """Every address of the project, its parts filled with something."""
    return sorted(set(walk(get_resolver().url_patterns, "/")))


def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        elif "^" not in route:
            yield re.sub(r"<(?:(\w+):)?\w+>", lambda part: _FILLING[part[1] or "str"], route)


def test_the_walk_finds_the_pages() -> None:
    found = addresses()
    assert {"/", "/ledger/", "/outbox/1/retry/"} <= set(found)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_the_login_or_finds_nothing(client: Client, method: str) -> None:
    for address in addresses():
        if address in OPEN:
            continue
        answer = getattr(client, method)(address)
        sent = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
        assert sent or answer.status_code in {404, 405}, (address, answer.status_code)


LINK = re.compile(r'href="(/[^"#?]*)')
FILES = re.compile(r"export|xlsx|docx|/print/|/letter|preview")


@pytest.mark.parametrize("role", list(Role))
def test_every_place_in_the_menu_opens(
    client: Client, account: Callable[..., Account], role: Role
) -> None:
    client.force_login(account(role))
    groups = client.get("/").context["navigation"]
    for place in (entry for group in groups for entry in group.entries):
        assert client.get(place.url).status_code == 200, (role, place.title)


@pytest.mark.parametrize("role", [Role.LEADER, Role.HANDLER, Role.EVALUATOR])
def test_no_page_offers_a_door_that_is_shut(
    client: Client, account: Callable[..., Account], role: Role
) -> None:
    """Those who read much and do little: whatever their pages link to opens for them."""
    client.force_login(account(role))
    waiting = set(LINK.findall(client.get("/").content.decode()))
    seen: set[str] = set()
    shut = []
    while waiting:
        place = waiting.pop()
        seen.add(place)
        answer = client.get(place)
        if answer.status_code == 403:
            shut.append(place)
        elif answer.status_code == 200 and not answer.streaming:
            main = answer.content.decode().partition("<main")[2]
            found = set(LINK.findall(main)) - seen
            waiting |= {each for each in found if not FILES.search(each)}
    assert shut == []
