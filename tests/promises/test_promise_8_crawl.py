"""Promise 8: files follow state. Every address is asked by people outside a record's scope.

The addresses are those that the resolver knows, whatever package brings them, filled with the
numbers and names of real records in every state. No answer may hold bytes of their files.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

import factories
from gongkai.ledger.clock import now, today
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import AdminRole, Role
from gongkai.organisation.permissions import Reach, rule_of
from gongkai.organisation.scope import reaches
from gongkai.portal.building import build
from gongkai.publication import actions as publication
from gongkai.publication.models import Attachment, Record
from gongkai.release import actions as release
from gongkai.review.models import ReviewSheet
from roads import PDF, House

pytestmark = pytest.mark.django_db
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
PUBLIC = ("published", "corrected")
STATES = (
    *("draft", "in_review", "approved", "scheduled", *PUBLIC),
    *("correcting", "withdrawn", "expired"),
)


@dataclass
class Estate:
    """A town with one record in each state, each with a file that no other has."""

    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        self.records = {state: self.made(state) for state in STATES}
        for state, record in self.records.items():
            record.refresh_from_db()
            assert record.state == {"correcting": "draft"}.get(state, state)

    def made(self, state: str) -> Record:
        house = self.house
        record = house.record(attachment=False, title=f"信息{state}")
        publication.attach(house.drafter, record, f"{state}.pdf", _file(state))
        if state == "in_review":
            house.registered(record)
        elif state in ("approved", "scheduled"):
            house.approved(record)
        elif state != "draft":
            house.released(record)
        if state in ("corrected", "correcting"):
            self.correct(record, state)
        if state == "scheduled":
            release.schedule(house.office, record, now() + timedelta(hours=1))
        if state == "withdrawn":
            release.withdraw(house.office, record, "personal_data")
        if state == "expired":
            Record.objects.filter(pk=record.pk).update(publish_until=today() - timedelta(days=1))
            release.expire(house.office, record)
        return record

    def correct(self, record: Record, state: str) -> None:
        """Another file instead of the first; released, or still being drafted."""
        house = self.house
        publication.detach(house.drafter, record, f"{state}.pdf")
        publication.attach(house.drafter, record, "new.pdf", _file(f"{state}-new"))
        if state == "corrected":
            house.approved(record)
            release.release(house.office, record)

    def outsiders(self) -> dict[str, Actor | None]:
        """One person for each way of being outside: all roles that leave them there, together.

        Rights add up, so whoever holds all these roles reaches all that any holder of one does.
        """
        house, grants = self.house, rule_of("publication.read").grants
        admins = [Role(role) for role in AdminRole.values]
        own = [role for role in Role if grants.get(role) is Reach.OWN]
        working = [role for role in Role if role not in admins]
        elsewhere, abroad = factories.make_unit(house.town), factories.make_unit()
        people: dict[str, Actor | None] = {
            "of another unit": actor_for(factories.make_account(*own, unit=elsewhere)),
            "of another town": actor_for(factories.make_account(*working, unit=abroad)),
            "visitor": None,
        }
        # The administrators exclude each other, so each is a person of its own.
        return people | {role.label: house.person(role) for role in admins if role not in grants}


def _marker(what: str) -> bytes:
    return f"%bytes-of-{what}-end\n".encode()


def _file(what: str) -> bytes:
    return PDF + _marker(what)


ALL_MARKERS = re.compile(rb"%bytes-of-([a-z_-]+)-end")


@pytest.fixture
def estate(db: None) -> Estate:
    return Estate()


def routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    """Every address that the resolver knows, with its parameters as they are written."""
    for pattern in patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def addresses(record: Record) -> Iterator[str]:
    """The addresses of a record: every parameter filled with everything that it could be."""
    attachments = Attachment.objects.filter(version__record=record)
    versions = [str(n) for n in record.versions.values_list("number", flat=True)]
    files = [str(pk) for pk in attachments.values_list("pk", flat=True)]
    sheets = ReviewSheet.objects.filter(rows__version__record=record)
    others = [str(n) for n in sheets.values_list("number", flat=True).distinct()]
    names = list(attachments.values_list("name", flat=True).distinct())

    def known(kind: str, name: str, *, alone: bool) -> list[str]:
        if name == "page":
            return ["1"]  # The files have one page each.
        if kind == "int":
            return files if name == "file" else versions if not alone else [*versions, *files]
        paths = [f"{record.slug}/files/{file}" for file in names]
        return {"slug": [record.slug], "path": paths}.get(kind or "str", [record.slug, *names])

    for route in routes(get_resolver().url_patterns):
        parameters = PARAMETER.findall(route)
        if [kind for kind, _ in parameters] == ["int"]:
            choices = [sorted({*versions, *files, *others})]
        else:
            choices = [
                known(kind, name, alone=sum(k == "int" for k, _ in parameters) == 1)
                for kind, name in parameters
            ]
        for values in itertools.product(*choices):
            filled = iter(values)
            yield "/" + PARAMETER.sub(lambda _, filled=filled: next(filled), route)  # type: ignore[misc]


def body_of(client: Client, address: str) -> bytes:
    response = client.get(address)
    parts = response.streaming_content if response.streaming else [response.content]
    return b"".join(parts)


def client_of(actor: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if actor is not None and actor.account is not None:
        client.force_login(actor.account)
    return client


def test_the_crawl_finds_the_files_for_those_in_scope(estate: Estate) -> None:
    """Else the tests below would say nothing."""
    client = client_of(estate.house.drafter)
    for state, record in estate.records.items():
        files = Attachment.objects.filter(version__record=record).values_list(
            "version__number", "pk"
        )
        asked = [
            reverse("publication:attachment", args=[record.slug, number, pk])
            for number, pk in files
        ]
        assert set(asked) <= set(addresses(record))
        assert any(_marker(state) in body_of(client, address) for address in asked), state


def test_no_address_gives_a_file_to_anyone_outside_the_scope(estate: Estate) -> None:
    """Addresses without a parameter are asked once for all records, the others for those whose
    files must not follow; by administrators, whose roles read no record at all, for one of them.
    """
    hidden = [estate.records[state] for state in ("in_review", "correcting", "withdrawn")]
    turns = itertools.cycle(hidden)
    leaks = []
    for who, actor in estate.outsiders().items():
        client = client_of(actor)
        for record in estate.records.values():
            assert actor is None or not reaches(actor, "publication.read", record.unit), who
        own = [next(turns)] if who in AdminRole.labels else hidden
        wanted = {address: None for record in own for address in addresses(record)}
        assert len(wanted) > 100
        for address in wanted:
            if found := ALL_MARKERS.findall(body_of(client, address)):
                leaks.append((who, address, found))
    assert leaks == []


def test_the_files_own_addresses_answer_nobody_outside_role_by_role(estate: Estate) -> None:
    """One estate for all roles, because making it takes longer than asking."""
    house = estate.house
    units = (house.unit, factories.make_unit(house.town), factories.make_unit())
    files = list(Attachment.objects.select_related("version__record__unit"))
    answered, asked = [], set()
    for role, unit in itertools.product(Role, units):
        actor = actor_for(factories.make_account(role, unit=unit))
        client = client_of(actor)
        for attachment in files:
            if reaches(actor, "publication.read", attachment.version.record.unit):
                continue
            asked.add(role)
            for address in own_addresses(attachment):
                if client.get(address).status_code not in (403, 404):
                    answered.append((role, unit, address))
    assert answered == []
    assert asked == set(Role)


def own_addresses(attachment: Attachment) -> list[str]:
    """Of a file itself, and of the preview that shows it."""
    version = attachment.version
    of_version = [version.record.slug, version.number]
    return [
        reverse("publication:attachment", args=[*of_version, attachment.pk]),
        reverse("portal_office:preview", args=of_version),
    ]


def test_the_public_tree_holds_the_files_of_what_is_public_and_no_other(estate: Estate) -> None:
    build(estate.house.town)
    tree = Path(settings.SITE_ROOT)
    found = {
        marker.decode()
        for path in tree.rglob("*")
        if path.is_file()
        for marker in ALL_MARKERS.findall(path.read_bytes())
    }
    # A correction that is being drafted leaves the first file public, a released one does not.
    assert found == {"published", "corrected-new", "correcting"}
