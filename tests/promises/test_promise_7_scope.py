"""Promise 7: a person sees only their scope.

One function turns "who asks" into a queryset, and every page, export and search goes through
it; a town never sees another town. Which role reaches how far is ``permissions.csv``, tried on
every rule and every action in ``tests/organisation``.
"""

import importlib
import inspect
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

import factories
import gongkai
from campaign.full_town import FullPlan
from gongkai.catalogue.actions import read_file
from gongkai.catalogue.models import CatalogueImport, EditionState
from gongkai.ledger.clock import now, today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import actions
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, AdminRole, GroupSeat, Post, Role, Town, Unit
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import units_in_scope
from gongkai.outbox.models import Effect
from gongkai.publication import actions as publication
from gongkai.publication.drafting import FileToAdd, Link
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Matter, Record, Version
from gongkai.publication.queries import records_for
from gongkai.publication.surroundings import relations_of, steps_of
from gongkai.review import actions as review
from gongkai.review.actions.words import WordEntry
from gongkai.review.models import LeakTask, Word
from gongkai.review.queries import sheets_for
from gongkai.review.scanning.standing import findings_of
from permission_scenarios import World
from permission_scenarios.catalogue import FILE
from roads import PDF, House, draft
from town_contents import CONTENTS

pytestmark = pytest.mark.django_db

MARK = "外镇机密"
BUSINESS = tuple(role for role in Role if role.value not in AdminRole.values)
ADMINS = tuple(Role(role) for role in AdminRole.values)
ADMINISTRATED = ("organisation:", "office:")
"""What administrators may open; elsewhere their roles end at the door."""
NATIONAL = {
    "annual:outcomes",
    "annual:outcomes_csv",
    "campaign:steps_edit",
    "catalogue:rename_field",
    "duty:bulk",
    "foi:template",
    "portal_office:asset",
    "verify:answer",
}
"""Addresses that name nothing of a town: national tables, public assets, what anyone may ask of a
printed sheet, a form for whatever was ticked, a kind of letter, a year of whoever asks. The same
address serves every town, and shows each its own.
"""
PERSONAL = {"publication:waiting_file", "duty:feed_file", "reminding:message"}
"""What a person has not saved yet, opens by a secret, or was told: nobody's but theirs."""


class FullTown:
    """A town with something of everything."""

    def __init__(self, sheets: int) -> None:
        self.house = House()
        self.town: Town = self.house.town
        self.record = self.house.released().record
        for _ in range(sheets):
            self.row = self.house.registered(self._with_table())
        self.archived = self.house.released().row.sheet
        review.archive_sheet(self.house.office, self.archived)
        self._fill_scan()
        self.attachment = newest(self.record).attachments.get()
        self.liaison = factories.make_liaison(self.house.unit)
        since = {"valid_from": factories.TODAY}
        self.post = Post.objects.create(unit=self.house.unit, title="主任", holder="某人", **since)
        self.seat = GroupSeat.objects.create(town=self.town, kind="member", person="某人", **since)
        self.effect = Effect.objects.create(
            town=self.town.slug,
            handler="test.nobody",
            payload={},
            key=f"k-{self.town.slug}",
            state="stuck",
            due_at=factories.NOW,
            created_at=factories.NOW,
        )
        self.edition = factories.make_edition(self.town, state=EditionState.DRAFT)
        self.item = factories.make_item(self.edition)
        self.upload = CatalogueImport.objects.create(
            edition=self.edition,
            name="目录.csv",
            content=b"x",
            size=1,
            digest="sha256:" + "0" * 64,
            reading=read_file("目录.csv", FILE),
            uploaded_by=self.house.office.account,
        )
        self.contents = {name: fill(self.house) for name, fill in CONTENTS.items()}

    def _with_table(self) -> Record:
        record = self.house.record()
        publication.attach(self.house.drafter, record, "表.csv", "村,户数\n甲,2\n".encode())
        return record

    def _fill_scan(self) -> None:
        """A finding, another one that was asked about, a secrecy mark, a word, a waiting file."""
        body = "<p>身份证号11010519491231002X。</p>"
        self.found, asked = (self.house.record(body=body, attachment=False) for _ in range(2))
        self.fingerprint = _finding_of(self.found)
        self.pdf = publication.attach(self.house.drafter, self.found, "附件1.pdf", PDF)
        self.clearance = review.ask_clearance(
            self.house.drafter, asked, _finding_of(asked), "法律文书须载明"
        )
        with pytest.raises(Refused):
            publication.create(self.house.drafter, self.house.unit, draft(title="机密★方案"))
        self.leak = LeakTask.objects.get(town=self.town)
        review.add_words(self.house.office, self.town, [WordEntry("sensitive", "示例词")])
        self.word = Word.objects.get(town=self.town)
        self.waiting = publication.add_working_file(
            self.house.drafter, self.house.unit, None, FileToAdd("图.png", _png(), True), ()
        )

    def people(self) -> list[Account]:
        """Everybody that a town can have: all business roles at once, and each administrator."""
        unit = self.house.unit
        return [
            factories.make_account(*roles, unit=unit)
            for roles in (BUSINESS, *((role,) for role in ADMINS))
        ]

    def mark(self) -> None:
        """Write the mark into everything that has words, so that it is seen wherever it shows."""
        Town.objects.filter(pk=self.town.pk).update(name=MARK, site_name=MARK)
        for rows, column in (
            (Unit.objects.filter(town=self.town), "name"),
            (Account.objects.filter(unit__town=self.town), "name"),
            (Version.objects.filter(record__town=self.town), "title"),
            (GroupSeat.objects.filter(town=self.town), "person"),
            (Post.objects.filter(unit__town=self.town), "holder"),
            (self.edition.items.all(), "level1"),
            (type(self.edition)._default_manager.filter(town=self.town), "name"),
        ):
            for row in rows:
                rows.filter(pk=row.pk).update(**{column: f"{MARK}{row.pk}"})
        FullPlan.mark(self.town, MARK)

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Every page of the office, with the numbers and names of this town's things."""
        for name, pattern in patterns():
            parts = re.split(r"<\w+:(\w+)>", pattern)
            parts[1::2] = [str(self._value(name, part)) for part in parts[1::2]]
            yield name, "/" + "".join(parts)

    def _value(self, name: str, part: str) -> object:
        brought = self.contents.get(name.partition(":")[0], {})
        if f"{name}.{part}" in brought or part in brought:
            return brought.get(f"{name}.{part}", brought.get(part))
        in_unit = name.startswith("organisation:")
        record = self.found if name.startswith("scan:") else self.record
        values: dict[str, object] = {
            "slug": self.house.unit.slug if in_unit else record.slug,
            "effect_id": self.effect.pk,
            "seat": "handler",
            "sequence": self.row.sequence,
            "code": self.item.field.code,
            "ending": "csv",
            "item": self.item.pk,
            "upload": self.upload.pk,
            "row": 0,
            "file": self.attachment.pk,
            "role": "liaison",
            "fingerprint": self.fingerprint,
            "what": "form",
            "page": 1,
            "name": "none.css",
        }
        numbers = {
            "review": self.row.sheet.number,
            "publication": newest(self.record).number,
            "portal_office": newest(self.record).number,
            "catalogue": self.edition.number,
        }
        single = {
            "organisation:post-end": self.post.pk,
            "organisation:seat-end": self.seat.pk,
            "publication:detach": self.attachment.pk,
            "publication:waiting_file": self.waiting.pk,
            "review:archived": self.archived.number,
            "scan:decide": self.clearance.pk,
            "scan:leak": self.leak.pk,
            "scan:remove_word": self.word.pk,
        }
        if name.startswith("scan:cover"):
            return self.pdf.pk if part == "file" else values[part]
        if name.startswith("review:") and part == "file":
            ending = ".csv" if name == "review:preview" else ".pdf"
            return self.row.version.attachments.get(name__endswith=ending).pk
        if part != "number":
            return values[part]
        package = name.partition(":")[0]
        return single.get(name) or numbers.get(package, self.liaison.account_id)


def _finding_of(record: Record) -> str:
    version = newest(record)
    version.record = record
    return findings_of(version).stopping[0].found.fingerprint


def _png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "PNG")
    return stream.getvalue()


def patterns() -> list[tuple[str, str]]:
    """Name and pattern of every address of our packages; login pages are nobody's scope."""
    return [
        (name, pattern)
        for name, pattern in _walk(get_resolver().url_patterns, "", "")
        if not pattern.startswith("accounts/")
    ]


def _walk(found: list[Any], prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for each in found:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, pattern, each.namespace or space)
        elif isinstance(each, URLPattern) and space and each.name:
            yield f"{space}:{each.name}", pattern


@pytest.fixture
def here() -> FullTown:
    return FullTown(sheets=1)


@pytest.fixture
def there(here: FullTown) -> FullTown:
    """Another town; its sheets have numbers that do not occur here."""
    town = FullTown(sheets=4)
    town.mark()
    return town


class TestTowns:
    def test_no_page_shows_anything_of_another_town(
        self, client: Client, here: FullTown, there: FullTown
    ) -> None:
        for person in here.people():
            client.force_login(person)
            for name, address in there.addresses():
                if Role.OFFICE not in person.role_set and not name.startswith(ADMINISTRATED):
                    continue
                for answer in (client.get(address), client.post(address)):
                    assert MARK not in _text(answer), (name, address, person.role_set)
                    if "<" in dict(patterns())[name] and name not in NATIONAL:
                        assert answer.status_code in (403, 404, 405), (name, answer.status_code)

    def test_every_one_of_these_addresses_exists_for_its_own_town(
        self, client: Client, here: FullTown
    ) -> None:
        """Otherwise the test above would prove nothing."""
        opened: dict[str, set[int]] = {}
        for person in here.people():
            client.force_login(person)
            for name, address in here.addresses():
                opened.setdefault(name, set()).add(client.get(address).status_code)
        missing = {name for name, codes in opened.items() if codes <= {403, 404}}
        assert missing - NATIONAL - PERSONAL == set()

    def test_no_read_gives_anything_of_another_town(self, here: FullTown, there: FullTown) -> None:
        seen = 0
        for account in here.people():
            actor = actor_for(account)
            for read in reads():
                found = read(actor)
                found = [found] if isinstance(found, Model) else found
                if found is None:
                    continue
                if not isinstance(found, Iterable):
                    # Numbers only; whose they are is tested beside the function.
                    assert is_dataclass(found) or isinstance(found, int), read.__qualname__
                    continue
                rows = list(found)
                seen += len(rows)
                towns = {town_of(row) for row in rows}
                assert towns <= {here.town.pk, here.town.slug, None}, read.__qualname__
        assert seen > 20

    def test_the_products_own_acts_stay_in_their_town(
        self, here: FullTown, there: FullTown
    ) -> None:
        units = units_in_scope(system_actor(here.town), "organisation.create_unit")
        assert set(units) == set(here.town.units.all())
        assert not units_in_scope(system_actor(None), "organisation.create_unit").exists()


def _text(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode("utf-8", errors="ignore"))


def reads() -> list[Callable[[Actor], Any]]:
    """Every function of a ``queries`` module that needs nothing but the actor and gives rows."""
    root = Path(gongkai.__file__).parent
    found = []
    for path in sorted(root.glob("*/queries.py")):
        module = importlib.import_module(f"gongkai.{path.parent.name}.queries")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and _needs_only_an_actor(function):
                found.append(function)
    assert len(found) >= 6
    return found


def _needs_only_an_actor(function: Callable[..., Any]) -> bool:
    first, *others = [*inspect.signature(function).parameters.values(), None]
    wanted = first is not None and first.annotation in (Actor, "Actor")
    return wanted and all(p is None or p.default is not p.empty for p in others)


def town_of(row: Model) -> object:
    """The town that a row belongs to, by whatever way it hangs on it."""
    if isinstance(row, LedgerEntry):
        return row.chain
    for way in (
        "town_id",
        "unit.town_id",
        "record.town_id",
        "edition.town_id",
        "sheet.town_id",
        "row.sheet.town_id",
        "call.town_id",
        "plan.town_id",
        "account.unit.town_id",
        "message.account.unit.town_id",
    ):
        found: Any = row
        for step in way.split("."):
            found = getattr(found, step, None)
        if found is not None:
            return found
    raise AssertionError(f"say how {type(row).__name__} belongs to a town")


class TestUnits:
    @pytest.fixture
    def world(self) -> World:
        return World()

    def record(self, world: World, unit: Unit) -> int:
        item = factories.make_item(world.house.item.edition, units=(unit,))
        drafter = world.actor(Role.LIAISON, unit)
        return publication.create(drafter, unit, draft(), item).pk

    @pytest.mark.parametrize("role", [Role.LIAISON, Role.HANDLER, Role.VILLAGE])
    def test_the_own_unit_and_those_under_it(self, world: World, role: Role) -> None:
        own, below = self.record(world, world.home), self.record(world, world.below)
        other = self.record(world, world.elsewhere)
        seen = set(records_for(world.actor(role, world.home)).values_list("pk", flat=True))
        assert {own, below} <= seen
        assert other not in seen

    def test_a_unit_does_not_see_the_one_above(self, world: World) -> None:
        above = self.record(world, world.home)
        seen = records_for(world.actor(Role.LIAISON, world.below))
        assert above not in set(seen.values_list("pk", flat=True))

    def test_scope_follows_a_move(self, world: World) -> None:
        moved = self.record(world, world.below)
        office = world.actor(Role.OFFICE, world.home)
        actions.move_unit(office, world.below, world.elsewhere, why="机构改革")
        for unit, sees in ((world.home, False), (world.elsewhere, True)):
            found = records_for(world.actor(Role.LIAISON, unit)).filter(pk=moved)
            assert found.exists() is sees

    def test_scope_follows_a_change_of_unit(self, world: World) -> None:
        account = factories.make_account(Role.LIAISON, unit=world.home)
        security = world.actor(Role.SECURITY_ADMIN, world.root)
        facts = actions.AccountFacts(account.name, world.elsewhere)
        changed = actions.edit_account(security, account, facts)
        assert set(units_in_scope(actor_for(changed), "publication.edit")) == {world.elsewhere}

    def test_a_withdrawn_role_reaches_nothing_any_more(self, world: World) -> None:
        account = factories.make_account(Role.OFFICE, unit=world.home)
        security = world.actor(Role.SECURITY_ADMIN, world.root)
        assert units_in_scope(actor_for(account), "publication.edit").exists()
        actions.withdraw_role(security, account, Role.OFFICE)
        assert not units_in_scope(actor_for(account), "publication.edit").exists()


class TestNeighbours:
    """What stands around a record: what is public of the town, drafts of one's own units only."""

    def test_drafts_of_other_units_are_not_named(self) -> None:
        house = House()
        matter = Matter.objects.create(
            town=house.town,
            unit=house.unit,
            slug="road",
            name="修路",
            created_by=house.drafter.account,
            created_at=now(),
        )
        mine = house.record(title="我的文件", matter=matter, stage="execution")
        other = factories.make_unit(house.town)
        stranger = house.person(Role.LIAISON, unit=other)
        links = (Link("interprets", mine),)
        values = {"matter": matter, "stage": "decision", "links": links}
        theirs = publication.create(
            stranger, other, draft(title="别人的草稿", **values), house.item
        )

        def seen(actor: Actor) -> str:
            version = newest(mine)
            return str([*relations_of(actor, mine, version), *steps_of(actor, version, today())])

        assert "别人的草稿" not in seen(house.drafter)
        assert "别人的草稿" in seen(house.office)
        Version.objects.filter(record=theirs).update(state="live", digest="sha256:a")
        assert "别人的草稿" in seen(house.drafter)
        assert theirs.slug not in str(relations_of(house.drafter, mine, newest(mine)))


class TestClosedAccounts:
    def test_a_closed_account_sees_nothing(self) -> None:
        world = World()
        world.house.registered(world.house.record())
        account = factories.make_account(*BUSINESS, unit=world.home, is_active=False)
        assert not records_for(actor_for(account)).exists()
        assert not sheets_for(actor_for(account)).exists()

    def test_closing_ends_the_session(self, client: Client) -> None:
        world = World()
        account = factories.make_account(Role.LIAISON, unit=world.home)
        client.force_login(account)
        assert client.get("/records/").status_code == 200
        actions.close_account(world.actor(Role.SECURITY_ADMIN, world.root), account, why="调离")
        answer = client.get("/records/")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")

    def test_a_new_password_ends_the_session(self, client: Client) -> None:
        world = World()
        account = factories.make_account(Role.LIAISON, unit=world.home)
        client.force_login(account)
        security = world.actor(Role.SECURITY_ADMIN, world.root)
        actions.reset_password(security, account, "Chuci-7788-x")
        assert client.get("/records/").status_code == 302

    def test_a_visitor_sees_no_page(self, client: Client, here: FullTown) -> None:
        public = {"office:health", "office:ready", "verify:ask"}
        for name, address in here.addresses():
            if name not in public:
                assert client.get(address).status_code in (302, 404, 405), name
