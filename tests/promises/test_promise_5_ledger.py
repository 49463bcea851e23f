"""Promise 5: every act is on the ledger.

Who, when, what before, what after, why; append-only, hash-chained, verified by a command. The
domain row and its ledger entry commit together. What the chain finds is in ``tests/ledger``.
"""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

import gongkai
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import verify
from gongkai.organisation import acting
from gongkai.organisation.acting import all_actions
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Refused
from permission_scenarios import SCENARIOS, World
from permission_scenarios.world import Act
from promises.typed import check_that_no_marked_text_is_kept

SOURCE = Path(gongkai.__file__).parent


class BrokenError(Exception):
    """The ledger could not be written."""


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, as the database holds it."""
    models = [model for model in apps.get_models() if model.__module__.startswith("gongkai")]
    return {model._meta.label: _rows(model._meta.db_table) for model in models}


def _rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(cursor.fetchall(), key=lambda row: str(row[0]))


def working_scenario(name: str) -> tuple[World, Actor, Act]:
    """A scenario in which the act succeeds."""
    for scenario in (each for each in SCENARIOS if each.action == name):
        world = World()
        act, actor = scenario.prepare(world), world.able(name)
        try:
            with transaction.atomic():
                act(actor)
                transaction.set_rollback(True)
        except Refused:
            continue
        return world, actor, act
    raise AssertionError(f"no scenario in which {name} succeeds")


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(all_actions()))
def test_an_act_and_its_entry_are_there_together_or_not_at_all(name: str) -> None:
    """One scenario for all of it, because making it takes longer than the act itself."""
    world, actor, act = working_scenario(name)
    check_that_no_marked_text_is_kept(name, actor, act)
    check_that_nothing_changes_without_an_entry(actor, act)
    check_that_no_entry_stays_without_its_act(actor, act)
    check_that_the_entries_say_who_when_and_what(name, world, actor, act)
    assert not list(verify())


def check_that_nothing_changes_without_an_entry(actor: Actor, act: Act) -> None:
    """The entry cannot be written."""

    def broken(*given: object) -> None:
        raise BrokenError

    check_that_it_leaves_nothing(actor, act, acting, "append", broken)


def check_that_no_entry_stays_without_its_act(actor: Actor, act: Act) -> None:
    """The act breaks after its entry."""

    def broken(this: acting.Act) -> None:
        assert this.entries
        raise BrokenError

    check_that_it_leaves_nothing(actor, act, acting.Act, "close", broken)


def check_that_it_leaves_nothing(
    actor: Actor, act: Act, owner: object, name: str, broken: Callable[..., None]
) -> None:
    """The act fails where ``broken`` stands, and every table is as before."""
    before = snapshot()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(BrokenError):
        patch.setattr(owner, name, broken)
        act(actor)
    assert snapshot() == before


def check_that_the_entries_say_who_when_and_what(
    name: str, world: World, actor: Actor, act: Act
) -> None:
    """The act succeeds; what it adds to the ledger."""
    last = LedgerEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    act(actor)
    entries = list(LedgerEntry.objects.filter(id__gt=last).order_by("id"))
    assert name in {entry.action for entry in entries}
    for entry in entries:
        # An act may do others on its way, each with its own entry.
        assert entry.action in all_actions()
        assert entry.actor == actor.name
        assert entry.account_id == (actor.account.pk if actor.account else None)
        assert entry.roles == ("、".join(sorted(actor.account.role_set)) if actor.account else "")
        assert entry.chain == world.town.slug
        assert entry.subject_kind
        assert entry.subject_id
        assert entry.subject_label
    assert any(entry.before is not None or entry.after is not None for entry in entries)


@pytest.mark.django_db
def test_no_password_reaches_the_ledger() -> None:
    for name in ("create_account", "reset_password", "change_own_password"):
        _, actor, act = working_scenario(f"organisation.{name}")
        act(actor)
    written = str(list(LedgerEntry.objects.values_list("before", "after", "why")))
    assert "Chuci-7788-x" not in written
    assert "md5$" not in written


WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
PAGES = {"views", "forms", "queries", "waiting", "navigation", "context", "panels"}


def parts(path: Path) -> set[str]:
    """The folders and the name of a module."""
    return set(path.relative_to(SOURCE).with_suffix("").parts)


def writes(path: Path) -> set[str]:
    """Calls by which a module would write rows itself; ``actions.create(…)`` is an action."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    methods = [call for call in calls if isinstance(call, ast.Attribute) and call.attr in WRITES]
    return {
        ast.unparse(call)
        for call in methods
        if not (call.attr == "create" and isinstance(call.value, ast.Name))
    }


def test_pages_and_reads_write_nothing_themselves() -> None:
    """A write outside an action would pass by permission and ledger."""
    pages = [path for path in SOURCE.rglob("*.py") if parts(path) & PAGES]
    assert len(pages) > 20
    assert {path.name: writes(path) for path in pages if writes(path)} == {}


def test_nothing_but_the_ledger_makes_entries() -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "LedgerEntry(" in path.read_text("utf-8").replace("class LedgerEntry(", "")
        or "LedgerEntry.objects.create" in path.read_text("utf-8")
    }
    assert makers == {"ledger/actions.py"}
