"""The public face: its own addresses, its town, its headers, nothing of the office."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from pytest_django import Settings

import factories
from gongkai.organisation.models import Role, Town
from gongkai.portal.dynamic import DYNAMIC, is_dynamic

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def town() -> Town:
    return factories.make_town("poli", site_domain="www.poli.example")


def test_an_address_leads_to_its_town_and_looks_like_the_tree(
    town: Town, public_client: Client
) -> None:
    answer = public_client.get("/poli/search/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert town.site_name in page
    assert 'href="../catalogue/"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_headers_are_strict_and_no_cookie_is_set(town: Town, public_client: Client) -> None:
    answer = public_client.get("/poli/search/")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_a_town_with_a_host_name_of_its_own_needs_no_name_in_the_address(
    town: Town, public_client: Client, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["www.poli.example", "testserver"]
    answer = public_client.get("/search/", headers={"host": "www.poli.example"})
    assert answer.status_code == 200
    assert 'href="../catalogue/"' in answer.content.decode()
    moved = public_client.get("/search", headers={"host": "www.poli.example"})
    assert moved["Location"] == "/search/"
    assert public_client.get("/search/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/poli/", "/other/search/", "/poli/records/", "/accounts/login/"]
)
def test_what_is_no_public_address_is_not_found(
    town: Town, public_client: Client, path: str
) -> None:
    answer = public_client.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_the_office_does_not_answer_public_addresses(town: Town, client: Client) -> None:
    assert client.get("/poli/search/").status_code == 404


def test_somebody_signed_in_to_the_office_is_nobody_here(town: Town, public_client: Client) -> None:
    public_client.force_login(factories.make_account(Role.OFFICE))
    before = dict(public_client.cookies)
    answer = public_client.get("/poli/search/")
    assert not hasattr(answer.wsgi_request, "user")
    assert not hasattr(answer.wsgi_request, "session")
    assert dict(public_client.cookies) == before
    assert not answer.cookies


def test_every_public_address_begins_with_a_word_that_the_web_server_hands_on() -> None:
    addresses = list(_addresses(get_resolver("gongkai.public_urls")))
    assert "<slug:town>/search/" in addresses
    outside = [address for address in addresses if not address.startswith("<slug:town>/")]
    assert outside == ["health/"]
    inside = [address.split("/")[1] for address in addresses if address not in outside]
    assert set(inside) <= set(DYNAMIC)


def test_the_face_says_that_it_is_well(public_client: Client) -> None:
    assert public_client.get("/health/").content == b"ok\n"
    assert not is_dynamic("/health/")


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern)


def test_the_web_server_knows_the_same_words() -> None:
    text = (ROOT / "deploy" / "gongkai-site.conf").read_text(encoding="utf-8")
    (words,) = re.findall(r"\(\?:\[a-z0-9-\]\+/\)\?\(\?:([a-z|]+)\)", text)
    assert tuple(words.split("|")) == DYNAMIC


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/poli/search/", True),
        ("/poli/search", True),
        ("/search/", True),
        ("/poli/kiosk/slip/1/", True),
        ("/poli/", False),
        ("/", False),
        ("/poli/records/search-1/", False),
        ("/poli/lists/search/x", False),
    ],
)
def test_words_decide_who_answers(path: str, expected: bool) -> None:
    assert is_dynamic(path) is expected


def test_the_public_face_has_no_middleware_that_knows_people(settings: Settings) -> None:
    assert not any("session" in name or "auth" in name for name in settings.PUBLIC_MIDDLEWARE)
