"""What keeps a push honest: its state after a fault, looks at the target, whose tree goes where."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

import factories
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.outbox import handlers as outbox
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.checks import own_folders
from gongkai.portal.models import Target
from gongkai.portal.probing import OWN_PLACES, NotSeenError, removal_places, removal_probes
from gongkai.portal.targets import actions, notes, place, pushing
from gongkai.portal.targets.handlers import on_day, on_push, plan_pushes
from gongkai.portal.targets.notes import Mark
from gongkai.portal.targets.pushing import finished, push
from gongkai.portal.targets.transport import TargetFault
from gongkai.portal.writing import Change, apply, sole_writer, with_compressed
from gongkai.publication.models import Record
from gongkai.release.models import Delivery, Proof, Release
from portal.factory import Press

pytestmark = pytest.mark.django_db


def target_of(press: Press, folder: Path) -> Target:
    """A target of which everything is noted."""
    target = Target.objects.create(
        town=press.town, name="区网站", kind="directory", folder=str(folder)
    )
    notes.begin(press.tree, target.pk)
    return target


def try_at(target: Target, hours: int) -> None:
    with demonstration_moment(factories.NOW + timedelta(hours=hours)):
        push(Target.objects.select_related("town").get(pk=target.pk))


def test_a_fault_is_dated_from_its_beginning_and_forgotten_when_it_is_over(
    press: Press, there: Path
) -> None:
    build(press.town)
    there.write_text("no folder")
    target = target_of(press, there)
    for hours in (0, 5):
        with pytest.raises(TargetFault):
            try_at(target, hours)
        target.refresh_from_db()
        assert target.last_error.endswith("是一个文件，不是目录。")
        assert target.failing_since == factories.NOW
        assert target.tried_at == factories.NOW + timedelta(hours=hours)
        assert (bool(target.last_error), target.pushed_at) == (True, None)
    there.unlink()
    try_at(target, 6)
    target.refresh_from_db()
    assert (target.failing_since, target.last_error) == (None, "")
    assert target.pushed_at == target.tried_at == factories.NOW + timedelta(hours=6)


def test_what_is_not_seen_there_is_no_proof_and_stays_noted(press: Press, there: Path) -> None:
    record = press.publish("第一条")
    drain()
    target = target_of(press, there)
    push(target)
    page = there / f"records/{record.slug}/index.html"
    page.write_bytes(b"another")
    notes.note_mark(press.tree, Mark(Release.objects.get().pk, removed=False))
    plan_pushes(press.town)
    drain()
    effect = Effect.objects.get(handler="portal.push")
    assert (effect.state, "与本站不一致" in effect.last_error) == ("waiting", True)
    assert not Proof.objects.filter(part__startswith="target").exists()
    assert notes.take(press.tree, target.pk).marks


def test_a_town_has_nothing_taken_to_the_places_of_another(press: Press, there: Path) -> None:
    build(press.town)
    other = Press(factories.make_town())
    build(other.town)
    target_of(other, there)
    plan_pushes(press.town)
    assert not Effect.objects.filter(handler="portal.push").exists()
    press.publish("第一条")
    drain()
    assert removal_places(press.town) == [*OWN_PLACES]
    assert not there.exists()


def test_a_place_that_was_stopped_gets_nothing_that_was_planned_before(
    press: Press, there: Path
) -> None:
    build(press.town)
    target_of(press, there)
    plan_pushes(press.town)
    Target.objects.update(active=False)
    drain()
    assert not there.exists()


def test_nobody_waits_for_a_site_that_is_being_built(
    press: Press,
    there: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Who begins is asked to come back; who stops has stopped, and the rest is the day's work."""
    monkeypatch.setattr(actions, "_PATIENCE", 0.0)
    build(press.town)
    target = target_of(press, there)
    admin = actor_for(factories.make_account(Role.SYSTEM_ADMIN, unit=press.units[0]))
    with sole_writer(press.tree):
        with pytest.raises(NotAllowedNow, match="请几分钟后再试"):
            actions.resend_target(admin, target)
        with django_capture_on_commit_callbacks(execute=True):
            actions.switch_target(admin, target, active=False)
    assert notes.folder_of(press.tree, target.pk).exists()
    on_day(outbox.Delivery({}, key="day", attempt=1))
    assert not notes.folder_of(press.tree, target.pk).exists()


def test_a_name_with_a_strange_line_end_is_noted_whole(tmp_path: Path) -> None:
    """A separator of lines of Unicode is no end of a line; what is lost here stays there."""
    tree, odd = tmp_path / "tree", "records/a/files/附件\u2028一\x85.pdf"
    notes.begin(tree, 1)
    notes.note_paths(tree, [odd])
    notes.add_known(tree, 1, [(odd, "0")])
    assert notes.take(tree, 1).paths == (odd,)
    assert notes.read_known(tree, 1) == {odd: "0"}


def test_a_folder_around_our_own_is_refused_and_so_is_a_link_into_it(
    press: Press, there: Path
) -> None:
    build(press.town)
    there.symlink_to(press.tree)
    outermost = min(own_folders(), key=lambda root: len(root.parts))
    for folder in (outermost.parent, press.tree, there / "inside"):
        with pytest.raises(Invalid, match="本系统自己的文件"):
            place.check(place.Place("区网站", "directory", folder=str(folder)))


def test_files_are_noted_before_they_change(tmp_path: Path) -> None:
    tree, seen = tmp_path / "tree", []
    apply(tree, [Change("a.pdf", b"1")])
    apply(tree, [Change("a.pdf", b"2")], lambda _: seen.append((tree / "a.pdf").read_bytes()))
    assert seen == [b"1"]


def test_the_twin_of_a_page_goes_with_it_and_before_it(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    apply(tree, with_compressed("a.html", b"1"))
    going = with_compressed("a.html", None)
    assert [(change.path, change.data) for change in going] == [
        ("a.html.gz", None),
        ("a.html", None),
    ]
    apply(tree, going)
    assert list(tree.rglob("*.*")) == []


@pytest.fixture
def gone(press: Press) -> Record:
    """A record that was taken down, and is nowhere any more."""
    record = press.publish("受灾户名单", attachments=[("名单.pdf", b"%PDF")])
    drain()
    press.withdraw(record)
    drain()
    return record


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("records/{}/index.html", "撤下说明没有到位"),
        ("records/{}/files/名单.pdf", "附件还在"),
        ("index.html", "还列着这条信息"),
        ("lists/rss.xml", "还列着这条信息"),
    ],
)
def test_whatever_is_left_of_a_withdrawn_record_is_found(
    press: Press, gone: Record, path: str, words: str
) -> None:
    page = press.tree / f"records/{gone.slug}/index.html"
    notice = page.read_bytes()
    assert len(list(removal_probes(press.town, gone, notice))) == 5
    left = press.tree / path.format(gone.slug)
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(f"records/{gone.slug}/".encode())
    with pytest.raises(NotSeenError, match=words):
        list(removal_probes(press.town, gone, notice))


def test_the_notice_says_nothing_that_the_reason_does_not_let_stand(
    press: Press, gone: Record
) -> None:
    notice = press.files()[f"records/{gone.slug}/index.html"].decode()
    assert "已撤下" in notice
    assert "受灾户" not in notice


def test_a_record_that_can_still_be_searched_for_is_not_gone(
    press: Press, gone: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = (press.tree / f"records/{gone.slug}/index.html").read_bytes()
    monkeypatch.setattr("gongkai.portal.probing.holds", lambda town, key: True)
    with pytest.raises(NotSeenError, match="还能检索到"):
        list(removal_probes(press.town, gone, notice))


def test_a_place_that_is_empty_completes_nothing_before_our_own_were_seen_empty(
    press: Press, there: Path
) -> None:
    record = press.publish("第一条")
    drain()
    target = target_of(press, there)
    push(target)
    press.withdraw(record)
    drain()
    delivery = Delivery.objects.get()
    assert delivery.state == "removed"
    Proof.objects.exclude(part="page").filter(part__endswith="_gone").delete()
    Proof.objects.filter(part__startswith="target_gone").delete()
    Delivery.objects.update(state="delivered")
    notes.note_mark(press.tree, Mark(delivery.release_id, removed=True))
    plan_pushes(press.town)
    drain()
    assert Proof.objects.filter(part=f"target_gone:{target.pk}").exists()
    assert Delivery.objects.get().state == "delivered"


def test_what_comes_while_a_push_goes_on_is_taken_after_it(
    press: Press, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever comes to take it finds another process at it, and goes."""
    build(press.town)
    target = target_of(press, there)
    came: list[pushing.Pushed | None] = []

    def note_and_come(*_: object) -> None:
        if not came:
            came.append(push(target))
            notes.note_paths(press.tree, ["index.html"])
            (there / "index.html").write_text("old")

    monkeypatch.setattr(pushing, "_went_well", note_and_come)
    on_push(outbox.Delivery({"target": target.pk}, "a", 1))
    assert came == [None] and notes.has_more(press.tree, target.pk)
    assert Effect.objects.filter(handler="portal.push", state="waiting").count() == 1
    drain()
    assert not notes.has_more(press.tree, target.pk)
    assert (there / "index.html").read_bytes() == (press.tree / "index.html").read_bytes()


def test_an_end_takes_nothing_from_whoever_pushes_next(press: Press, there: Path) -> None:
    build(press.town)
    target = target_of(press, there)
    first = push(target)
    notes.note_paths(press.tree, ["index.html"])
    with sole_writer(press.tree):
        notes.take(press.tree, target.pk)
    assert first is not None and not finished(target, first)
    assert notes.take(press.tree, target.pk).paths == ("index.html",)
