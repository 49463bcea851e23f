"""Promise 4: the public site is a function of released records.

A build from nothing and a thousand incremental steps give the same bytes. One release touches a
number of files that does not grow with the site. Files appear whole or not at all.
"""

import json
import os
import random
import subprocess
import sys
from datetime import date
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
from gongkai.rules.withdrawal import TABLE as REASONS
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


class Days:
    """A town's days in any order: release, correct, withdraw, new edition, rename."""

    def __init__(self, press: Press, seed: int) -> None:
        self.press = press
        self.chance = random.Random(seed)
        self.public: list[Record] = []
        self.matters = [press.matter() for _ in range(2)]

    def one(self) -> None:
        """Something happens."""
        acts = [self.release] * 3 + [self.correct] * 2 + [self.withdraw, self.around]
        self.chance.choice(acts)()

    def release(self) -> None:
        item = self.chance.choice([None, 0, 1, 2, 3])
        unit = self.chance.randrange(3)
        title = f"第{Record.objects.count()}条<&>"
        self.public.append(
            self.press.publish(
                title, unit=unit, item=item, attachments=self.attachments(), says=self.says()
            )
        )

    def correct(self) -> None:
        if self.public:
            record = self.chance.choice(self.public)
            title = f"更正{self.chance.random()}"
            self.press.correct(
                record, title, attachments=self.attachments(), says=self.says(), note=title
            )

    def withdraw(self) -> None:
        if self.public:
            record = self.public.pop(self.chance.randrange(len(self.public)))
            reason = self.chance.choice(list(REASONS))
            others = list(Record.objects.exclude(pk=record.pk).filter(live_as__gt=""))
            successor = self.chance.choice(others) if others else None
            self.press.withdraw(
                record, reason.code, None if reason.successor == "none" else successor
            )

    def says(self) -> Says:
        """Relations to anything there is, itself and what is withdrawn included; one of two
        matters; perhaps an end with or without a successor.
        """
        known = list(Record.objects.order_by("id"))
        kinds = self.chance.sample(RelationKind.values, self.chance.randrange(3))
        links = [(kind, self.chance.choice(known)) for kind in kinds if known]
        ended = self.chance.random() < 0.3
        return Says(
            links=[*links, (RelationKind.BASED_ON.value, "《条例》", "https://www.gov.cn/")],
            matter=self.chance.choice([None, *self.matters]),
            stage=self.chance.choice(["", "decision", "result"]),
            column=self.chance.choice(["", "institutions", "guide", "village-finance"]),
            theme=self.chance.choice(["", "综合政务\\政务公开", "国防", "自拟主题"]),
            validity=self.chance.choice(["失效", "废止", "已修改"]) if ended else "有效",
            validity_on=date(2026, 3, 1) if ended else None,
            successor=self.chance.choice([None, *known]) if ended else None,
        )

    def around(self) -> None:
        names = [f"事项{self.chance.random()}" for _ in self.press.items]
        acts = [
            lambda: self.press.new_edition(names[: self.chance.randrange(5)]),
            lambda: self.press.rename_field(self.chance.randrange(2), names[1]),
            lambda: self.press.rename_unit(self.chance.randrange(3), names[0]),
            lambda: self.press.seat("member", names[0][:30]),
        ]
        self.chance.choice(acts)()

    def attachments(self) -> list[tuple[str, bytes]]:
        return [
            (f"附件{n}.pdf", b"%PDF" + bytes([self.chance.randrange(4)]))
            for n in range(self.chance.randrange(3))
        ]


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
