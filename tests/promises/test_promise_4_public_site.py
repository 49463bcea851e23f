"""Promise 4: the public site is a function of released records.

A build from nothing and a thousand incremental steps give the same bytes. One release touches a
number of files that does not grow with the site. Files appear whole or not at all.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal import lists, related
from gongkai.portal.building import build, compare, differences, write_tree
from gongkai.portal.delivering import deliver_record
from gongkai.portal.models import Change, Listing, ListSize
from gongkai.publication.models import Record, RelationKind
from portal.days import Days
from portal.factory import Press, Says, do_not_wait_for_the_disk
from portal.trees import broken_links, stale_twins

TESTS = Path(__file__).parent.parent


@pytest.fixture
def press(db: None, monkeypatch: pytest.MonkeyPatch) -> Press:
    do_not_wait_for_the_disk(monkeypatch)
    return Press()


def settled(press: Press) -> None:
    """Every effect is delivered."""
    drain()
    assert list(Effect.objects.exclude(state="done").values_list("handler", "last_error")) == []


@pytest.mark.parametrize("seed", range(3))
def test_many_steps_and_a_build_from_nothing_give_the_same_bytes(
    press: Press, seed: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    monkeypatch.setattr(related, "MOST_OF_A_MATTER", 4)
    days = Days(press, seed)
    for _ in range(15):
        for _ in range(days.chance.randrange(1, 4)):
            days.one()
        settled(press)
    assert differences(press.town) == []
    write_tree(press.town, tmp_path / "again")
    assert list(compare(tmp_path / "again", press.tree)) == []
    files = press.files()
    assert broken_links(files, f"/{press.town.slug}/") == []
    assert stale_twins(files) == []


def test_effects_delivered_in_any_order_give_the_same_bytes(press: Press) -> None:
    """Two workers, or one that retries, may take the second release before the first."""
    build(press.town)
    first, second, third = (press.publish(f"第{n}条") for n in (1, 2, 3))
    deliver_record(press.town, third.pk)
    positions = Listing.objects.filter(list="all").order_by("position")
    assert [row.record_id for row in positions] == [first.pk, second.pk, third.pk]
    settled(press)
    assert differences(press.town) == []


def test_delivering_twice_changes_nothing(press: Press) -> None:
    build(press.town)
    record = press.publish()
    settled(press)
    before = press.files()
    assert deliver_record(press.town, record.pk).changed == ()
    assert press.files() == before


def test_the_places_are_the_same_when_they_are_given_again(press: Press) -> None:
    """The table of places can be lost: it follows from the releases."""
    for n in range(5):
        press.publish(f"第{n}条", item=n % 4)
    settled(press)
    before = press.files()
    Listing.objects.all().delete()
    ListSize.objects.all().delete()
    Change.objects.all().delete()
    (press.tree / "index.html").unlink()
    build(press.town)
    assert press.files() == before


def touched(press: Press) -> dict[str, int]:
    """How many files one release, one correction and one withdrawal look after, of a record with
    two relations and a matter.
    """
    counts = {}
    named = list(Record.objects.filter(slug__startswith="flood").order_by("id")[:2])
    says = Says(links=[(RelationKind.BASED_ON.value, r) for r in named], matter=press.matter())
    record = press.publish("又一条", attachments=[("附件.pdf", b"%PDF")], says=says)
    counts["release"] = len(deliver_record(press.town, record.pk).touched)
    press.correct(record, "更正", attachments=[("附件.pdf", b"%PDF")], says=says)
    counts["correct"] = len(deliver_record(press.town, record.pk).touched)
    press.withdraw(record)
    counts["withdraw"] = len(deliver_record(press.town, record.pk).touched)
    return counts


@pytest.mark.once
def test_a_change_touches_as_many_files_in_a_large_site_as_in_a_small_one(press: Press) -> None:
    press.flood(10)
    build(press.town)
    small = touched(press)
    press.flood(400)
    build(press.town)
    large = touched(press)
    assert small == large
    # Lists as data, feeds, the part of the site map and the log included, each with its twin.
    assert max(large.values()) <= 200, large


def test_a_new_record_leaves_the_closed_pages_alone(press: Press) -> None:
    press.flood(45)
    build(press.town)
    before = press.files()
    record = press.publish("最新的")
    changed = deliver_record(press.town, record.pk).changed
    assert not [path for path in changed if "page-" in path and path in before]


def test_a_withdrawal_leaves_its_place_empty(press: Press) -> None:
    press.flood(45)
    build(press.town)
    record = Record.objects.get(slug="flood-6")
    press.withdraw(record)
    changed = deliver_record(press.town, record.pk).changed
    pages = [path for path in changed if path.startswith("lists/page-") and path.endswith("html")]
    assert pages == ["lists/page-1.html"]
    assert differences(press.town) == []


def outcome_of(program: str, folder: Path, how_many: str) -> dict[str, Any]:
    """What a program that kills its workers tells; it has a database of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_")}
    done = subprocess.run(
        [sys.executable, "-m", program, str(folder), how_many],
        cwd=TESTS,
        env=environment | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent / 'src'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.once
def test_a_worker_killed_between_any_two_steps_leaves_a_whole_site(tmp_path: Path) -> None:
    """Every 16th rename and removal of a file and every 64th of all steps; STEPS=1 tries all."""
    outcome = outcome_of("portal.crash", tmp_path, os.environ.get("STEPS", "64"))
    assert outcome["faults"] == []
    assert outcome["steps"] > 200
    assert outcome["tried"] > 20


@pytest.mark.once
def test_a_full_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """By two processes, killed together or their parent alone; KILLS=40 tries more moments."""
    outcome = outcome_of("portal.killed_build", tmp_path, os.environ.get("KILLS", "4"))
    assert outcome["faults"] == []
