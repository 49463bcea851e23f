"""What programs can ask of the office: described, never a 500, nothing stored of what is refused.

``GONGKAI_FUZZ`` is the number of requests to each address; the default is a taste of it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import get_resolver

import factories
from gongkai.organisation.models import Role
from gongkai.publication.models import RecordState
from json_addresses import attack, json_routes, operations

DESCRIPTION: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs/openapi-office.json").read_text()
)
# It names the formats in its links and answers with a page.
PAGES = {"/catalogue/editions/{number}/"}
MARK = "m" * 32


@pytest.mark.once
def test_every_address_that_answers_with_json_is_described() -> None:
    found = set(json_routes(get_resolver("gongkai.urls").url_patterns)) - PAGES
    assert found == set(DESCRIPTION["paths"])


def signed_in(unit: Any, role: Role) -> dict[str, str]:
    """The headers of a browser in which somebody has signed in, with the mark of our forms."""
    client = Client()
    client.force_login(factories.make_account(role, unit=unit))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={MARK}"
    return {"Cookie": cookies, "X-CSRFToken": MARK}


@pytest.mark.django_db
def test_whatever_is_asked_by_whomever() -> None:
    unit = factories.make_unit()
    edition = factories.make_edition(unit.town)
    item = factories.make_item(edition, units=(unit,))
    record = factories.make_record(unit=unit, item=item, state=RecordState.DRAFT)
    persons = [{}, *(signed_in(unit, role) for role in (Role.LIAISON, Role.EVALUATOR))]
    known = {"slug": record.slug, "number": edition.number}
    seen: set[int] = set()
    for operation in operations(DESCRIPTION, get_wsgi_application()):
        there = {name: known[name] for name in known if f"{{{name}}}" in operation.path}
        for headers in persons:
            seen |= attack(operation, headers=headers, known=[there] if there else ())
    assert {200, 302, 403, 404} <= seen
