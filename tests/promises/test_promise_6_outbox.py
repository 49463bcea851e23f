"""Promise 6: outside effects go through the outbox.

Written in the same transaction as the act, delivered at least once under an idempotency key,
retried with backoff, visible when stuck. Killing any process at any moment loses nothing and
does nothing twice: the processes here are real, and end by SIGKILL between any two steps. What
one worker does by itself is in ``tests/outbox``.
"""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import transaction

from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.refusals import Refused
from gongkai.outbox.handlers import handler_for
from gongkai.outbox.models import Effect
from permission_scenarios import SCENARIOS, Scenario, World

DRIVER = Path(__file__).parents[1] / "outbox" / "driver.py"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own, on the engine that the suite runs on."""
    address = os.environ.get("GONGKAI_DATABASE", "")
    if not address:
        yield {"GONGKAI_DATA": str(tmp_path)}
        return
    name = f"killed_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield {"GONGKAI_DATABASE": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
    finally:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def drive(scenario: str, outside: Path, database: dict[str, str]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(DRIVER), scenario, str(outside)],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
        env={**os.environ, **database, "DJANGO_SETTINGS_MODULE": "gongkai.settings.test"},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_worker_killed_at_any_step_loses_nothing_and_does_nothing_twice(
    outside: Path, database: dict[str, str]
) -> None:
    told = drive("kill_worker_everywhere", outside, database)
    assert len(told) > 12, "there are at least six statements and three steps of the handler"
    for fact in told:
        k = fact["k"]
        assert fact["state"] == "done", fact
        assert fact["files"] == [f"k{k}.done"], fact
        assert fact["content"] == {"k": k}
        assert fact["attempts"] <= 2
        assert 1 <= fact["calls"] <= 2
        assert fact["overlaps"] == []
    assert any(fact["calls"] == 2 for fact in told), "some deaths fall within the handler"
    assert told[-1]["calls"] == 1, "the last worker was never killed"


def test_an_act_killed_at_any_step_stays_whole_or_leaves_nothing(
    outside: Path, database: dict[str, str]
) -> None:
    told = drive("kill_act_everywhere", outside, database)
    assert len(told) > 12
    for fact in told:
        assert fact["added"] in ([0, 0, 0], [1, 1, 1]), fact
        assert fact["faults"] == [], fact
    assert told[0]["added"] == [0, 0, 0]
    assert told[-1]["added"] == [1, 1, 1]
    assert told[-1]["waiting"] == sum(fact["added"][2] for fact in told)


def test_two_workers_never_run_the_same_effect_at_once(
    outside: Path, database: dict[str, str]
) -> None:
    (fact,) = drive("many_workers", outside, database)
    assert fact == {"codes": [0, 0, 0], "states": ["done"], "calls": True, "overlaps": []}


EFFECTS = {
    "catalogue.put_in_force": "portal.catalogue",
    "catalogue.rename_field": "portal.field",
    "organisation.create_unit": "portal.organisation",
    "organisation.enter_calendar_year": "calendar.changed",
    "publication.edit": "publication.changed",
    "release.release": "portal.release",
    "release.withdraw": "portal.withdraw",
}
"""Acts that the outside hears of, and by which handler."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_the_effect_of_an_act_commits_with_it_and_has_a_handler(name: str) -> None:
    world = World()
    handlers = set()
    for scenario in (each for each in SCENARIOS if each.action == name):
        with transaction.atomic():
            new = _effects_of(world, scenario)
            for effect in new:
                handler_for(effect.handler)
            handlers |= {effect.handler for effect in new}
            transaction.set_rollback(True)
    assert EFFECTS[name] in handlers


def _effects_of(world: World, scenario: Scenario) -> list[Effect]:
    """The effects that an act adds; undone, it must leave neither entry nor effect."""
    act = scenario.prepare(world)
    actor = world.able(name=scenario.action)
    Effect.objects.all().delete()
    entries = LedgerEntry.objects.count()
    for keeps in (False, True):
        try:
            with transaction.atomic():
                act(actor)
                transaction.set_rollback(not keeps)
        except Refused:
            return []
        if not keeps:
            assert (Effect.objects.count(), LedgerEntry.objects.count()) == (0, entries)
    return list(Effect.objects.all())
