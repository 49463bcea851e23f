"""Full builds and comparisons while releases and withdrawals go on."""

import os
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

import factories
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal import building, handlers, journal, lists, making, related
from gongkai.portal.building import build, differences, verify
from gongkai.portal.indexing import index_town
from gongkai.portal.writing import BuildBusyError, sole_builder
from gongkai.publication.models import Record
from gongkai.release.models import Proof
from gongkai.search.queries import search
from portal.days import Days
from portal.factory import Press
from portal.trees import broken_links, stale_twins

pytestmark = pytest.mark.django_db

FILES = [("附件1.pdf", b"%PDF one"), ("附件2.pdf", b"%PDF two")]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """A town whose builds have many small pieces."""
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    monkeypatch.setattr(making, "STRETCH", 2)
    monkeypatch.setattr(making, "PAGES", 5)
    return Press()


LAST = -1
"""After the last piece."""


class Between:
    """Calls something once, after so many pieces of a build."""

    def __init__(self, after: int, act: Callable[[], object]) -> None:
        self.after, self.act, self.pieces = after, act, 0

    def __call__(self, done: int, total: int) -> None:
        self.pieces += 1
        if self.pieces == self.after or (self.after == LAST and done == total):
            self.after = 0
            self.act()


class Always(Between):
    """Calls something after every piece."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(0, act)

    def __call__(self, done: int, total: int) -> None:
        self.act()


def nothing() -> None:
    """It is not delivered."""


class InTurn:
    """Calls one thing after each of the first pieces, and goes on with something else."""

    def __init__(self, calls: list[Callable[[], object]], then: Between) -> None:
        self.calls, self.then = calls, then

    def __call__(self, done: int, total: int) -> None:
        if self.calls:
            self.calls.pop(0)()
        self.then(done, total)


def settled() -> None:
    drain()
    assert list(Effect.objects.exclude(state="done").values_list("handler", "last_error")) == []


def whole(press: Press) -> None:
    """Nothing is missing, half or different."""
    files = press.files()
    assert broken_links(files, f"/{press.town.slug}/") == []
    assert stale_twins(files) == []
    assert differences(press.town) == []


def beside(press: Press) -> list[str]:
    """What a build left beside the tree."""
    left = (".shili.fresh", ".shili.journal")
    return [name for name in left if (press.tree.parent / name).exists()]


def test_a_withdrawal_waits_for_no_build(press: Press) -> None:
    """It is complete, with its proofs, before the build is; and the tree of the build agrees."""
    press.flood(4)
    early, late = (press.publish(f"第{n}条", attachments=FILES) for n in range(2))
    build(press.town)
    settled()

    def withdraw(record: Record) -> None:
        press.withdraw(record, "secrecy")
        settled()
        assert Proof.objects.filter(part="search_gone", delivery__release__record=record).exists()

    between = Between(LAST, lambda: withdraw(late))
    build(press.town, InTurn([lambda: withdraw(early)], then=between), processes=1)
    assert not between.after
    files = press.files()
    for gone in (early, late):
        assert [path for path in files if f"{gone.slug}/files" in path] == []
        address = f"records/{gone.slug}/"
        naming = [path for path, data in files.items() if address.encode() in data]
        assert {path.split("/")[0] for path in naming} <= {"records", "changes"}
        assert "撤下" in files[f"{address}index.html"].decode()
    whole(press)
    assert beside(press) == []


def acts(press: Press) -> list[Callable[[], object]]:
    """A correction of what was released first, and whatever else may happen."""
    record = press.town.releases.order_by("number")[0].record
    return [
        lambda: press.publish("新的一条", unit=1, attachments=FILES),
        lambda: press.correct(record, "更正过的", item=3, attachments=FILES[1:]),
        lambda: press.new_edition(["甲", "乙", "丙", "丁"]),
        lambda: press.rename_field(0, "另一个领域"),
        lambda: press.rename_unit(0, "另一个单位"),
        lambda: press.seat("member", "王五"),
        lambda: press.withdraw(press.town.releases.get(number=2).record),
    ]


@pytest.mark.parametrize("delivered", [True, pytest.param(False, marks=pytest.mark.once)])
def test_what_happens_during_a_build_is_in_its_tree(press: Press, delivered: bool) -> None:
    """With the build where it was delivered meanwhile, with its delivery where that comes later;
    until then no link leads to nothing.
    """
    press.flood(6)
    build(press.town)
    calls = acts(press)
    build(press.town, InTurn(calls, Always(settled if delivered else nothing)), processes=1)
    assert calls == []
    files = press.files()
    assert broken_links(files, f"/{press.town.slug}/") == []
    assert stale_twins(files) == []
    if not delivered:
        settled()
    whole(press)


@pytest.mark.once
def test_a_file_that_the_living_tree_never_showed_is_not_mended_into_it(press: Press) -> None:
    """A correction brings a file and the next one takes it away before either is delivered."""
    build(press.town)
    record = press.publish(attachments=FILES[:1])
    settled()
    press.correct(record, "有两个附件", attachments=FILES)

    def overtake() -> None:
        press.correct(record, "只有一个", attachments=FILES[:1])
        settled()

    assert verify(press.town, Between(LAST, overtake), mending=True).found == []
    names = [path for path in press.files() if path.startswith(f"records/{record.slug}/files/")]
    assert names == [f"records/{record.slug}/files/附件1.pdf"]


@pytest.mark.once
def test_a_name_that_is_taken_back_during_a_build_is_nowhere(press: Press) -> None:
    """The living tree had it right all along and is not written; the build has read the other."""
    name = press.units[0].name
    press.flood(9)
    build(press.town)
    press.rename_unit(0, "另一个单位")

    def back() -> None:
        press.rename_unit(0, name)
        settled()

    build(press.town, Between(LAST, back), processes=1)
    whole(press)


@pytest.mark.once
def test_a_renamed_list_has_one_heading_whatever_is_delivered_first(press: Press) -> None:
    """A withdrawal goes before the new name, and writes the page by which a new name is seen."""
    press.flood(12)
    build(press.town)
    press.rename_field(0, "另一个领域")
    press.withdraw(press.town.releases.get(number=2).record)
    settled()
    whole(press)


@pytest.mark.once
@pytest.mark.parametrize("delivered", [True, False])
def test_a_name_that_was_entered_late_is_on_what_came_out_since(
    press: Press, delivered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And on nothing that came out before; deliveries of others go on in between."""
    monkeypatch.setattr(handlers, "RECORDS_AT_ONCE", 2)
    press.step = timedelta(hours=6)
    press.flood(12)
    build(press.town)

    def rename() -> None:
        press.rename_field(0, "第二个名称", factories.TODAY + timedelta(days=1))
        press.rename_field(0, "第三个名称", factories.TODAY + timedelta(days=2))
        if delivered:
            settled()

    build(press.town, Between(LAST, rename), processes=1)
    assert [each for each in differences(press.town) if each.path.startswith("records/")] == []
    settled()
    whole(press)
    pages = [page(press, n) for n in range(1, 13) if n % 4 in (0, 2)]
    assert ["第二个名称" in each for each in pages] == [False] * 1 + [True] * 2 + [False] * 3
    assert ["第三个名称" in each for each in pages] == [False] * 3 + [True] * 3


def page(press: Press, number: int) -> str:
    return press.files()[f"records/flood-{number}/index.html"].decode()


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEEDS", "1"))))
def test_builds_between_any_acts_and_deliveries_agree_with_a_build_at_rest(
    press: Press, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SEEDS=40 tries more orders."""
    monkeypatch.setattr(related, "MOST_OF_A_MATTER", 4)
    days, chance = Days(press, seed), random.Random(seed)
    for _ in range(4):
        days.one()
    build(press.town)
    settled()

    def happen(done: int, total: int) -> None:
        if chance.random() < 0.08:
            days.one()
        if chance.random() < 0.08:
            drain()

    build(press.town, happen, processes=1)
    assert broken_links(press.files(), f"/{press.town.slug}/") == []
    settled()
    whole(press)
    assert verify(press.town, happen).found == []
    assert beside(press) == []


@pytest.mark.once
def test_what_is_really_wrong_is_found_and_mended_while_deliveries_go_on(
    press: Press, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And how much was not compared is said."""
    press.flood(2)
    records = [release.record for release in press.town.releases.order_by("number")]
    build(press.town)
    wrong = f"records/{records[0].slug}/index.html"
    (press.tree / wrong).write_text("涂改")
    (press.tree / "stray.html").write_text("多余")
    happens = Between(LAST, lambda: (press.withdraw(records[1]), settled()))
    monkeypatch.setattr("gongkai.portal.management.commands.site.Progress", lambda: happens)
    call_command("site", "verify", "--mend")
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [f"内容不同  {wrong}", "多余  stray.html"]
    assert "有2处不同，已改正" in said[2]
    assert "个文件没有计入" in said[3]
    whole(press)
    assert beside(press) == []


@pytest.mark.once
def test_a_second_build_says_that_there_is_one(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(press.town)
    monkeypatch.setattr(building, "sole_builder", lambda root, wait=0.0: sole_builder(root, 0.0))

    def second() -> None:
        with pytest.raises(BuildBusyError, match="请等它完成后再试"):
            build(press.town)
        with pytest.raises(CommandError, match="整体生成或核对"):
            call_command("site", "verify")

    build(press.town, Between(1, second), processes=1)


@pytest.mark.once
def test_a_changed_shell_is_built_after_the_build_that_has_the_old_one(press: Press) -> None:
    """Its effect does not wait for the build, and is tried again."""
    press.publish()
    settled()

    def rename() -> None:
        type(press.town).objects.filter(pk=press.town.pk).update(site_name="新的站名")
        press.seat("member", "王五")
        drain()
        assert Effect.objects.get(handler="portal.organisation").state == "waiting"

    build(press.town, Between(3, rename), processes=1)
    Effect.objects.exclude(state="done").update(due_at=press.account.created_at)
    settled()
    assert "新的站名" in press.files()["404.html"].decode()
    press.town.refresh_from_db()
    whole(press)


@pytest.mark.once
def test_a_journal_left_behind_does_no_harm_and_ends(press: Press) -> None:
    build(press.town)
    journal.begin(press.tree)
    with sole_builder(press.tree):
        press.publish()
        drain()
        assert journal.noted(press.tree)
    press.publish()
    settled()
    assert beside(press) == []
    journal.begin(press.tree)
    build(press.town)
    assert beside(press) == []


@pytest.mark.once
def test_a_note_that_was_cut_off_spoils_no_other(press: Press) -> None:
    build(press.town)
    journal.begin(press.tree)
    with sole_builder(press.tree):
        journal.note(press.tree, ["a.html"])
        with (press.tree.parent / ".shili.journal").open("a") as file:
            file.write('"records/公')
        journal.note(press.tree, ["lists/\u2028.html"])
        assert journal.noted(press.tree) == {"a.html", "lists/\u2028.html"}


class Dead(BaseException):
    """A process that ended here."""


STEPS = ["begin", "write_planned", "_take_over", "_put_in_place"]


@pytest.mark.once
def test_a_build_that_ends_anywhere_leaves_a_whole_tree(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a killed one does: nothing is cleared away. The next one works all the same."""
    press.flood(2)
    build(press.town)
    for step in STEPS:
        before = press.files()
        with monkeypatch.context() as dying:
            dying.setattr(building, step, dead_after(getattr(building, step), dying))
            with pytest.raises(Dead):
                build(press.town, processes=1)
        assert press.files() == before
    press.withdraw(press.town.releases.get(number=1).record)
    settled()
    whole(press)
    build(press.town)
    whole(press)
    assert beside(press) == []


def dead_after(real: Callable[..., object], patch: pytest.MonkeyPatch) -> Callable[..., None]:
    def dying(*arguments: Any) -> None:
        real(*arguments)
        patch.setattr("shutil.rmtree", lambda *a, **k: None)
        patch.setattr(journal, "end", lambda root: None)
        raise Dead

    return dying


def test_the_index_is_made_anew_while_records_go(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is taken down between the reading and the writing of its document is not put in."""
    from gongkai.portal import indexing

    records = [press.publish(f"关于第{n}条的公告") for n in range(4)]
    settled()
    real = indexing.lock_all

    def lock_all(ids: Any) -> Any:
        if monkeypatched.pop("once", None):
            press.withdraw(records[1])
        return real(ids)

    monkeypatched = {"once": True}
    monkeypatch.setattr(indexing, "lock_all", lock_all)
    index_town(press.town)
    assert search(press.town.slug, "公告", {}, "").total == 3
