"""The tree in other places: only what changed, in order, gone when withdrawn, tried again."""

import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import factories
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Invalid
from gongkai.outbox.handlers import Delivery as Delivered
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.models import Target
from gongkai.portal.targets import actions, notes
from gongkai.portal.targets.handlers import on_day, on_push
from gongkai.portal.targets.place import Place
from gongkai.portal.targets.pushing import push, rank
from gongkai.portal.targets.s3 import S3, Request, Storage, sign
from gongkai.portal.targets.transport import TargetFault
from gongkai.release.models import Delivery, Proof
from portal.factory import Press
from portal.targets.storage import ACCESS_KEY, BUCKET, REGION, SECRET, Store

pytestmark = pytest.mark.django_db
DAILY = Delivered({"day": "2026-11-23"}, "daily:portal.push_daily:2026-11-23", 1)


def in_folder(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def folder_target(press: Press, admin: Actor, folder: Path) -> Target:
    return actions.add_target(admin, press.town, Place("区网站", "directory", folder=str(folder)))


def storage_place(server: Store, **changes: str) -> Place:
    return Place(
        **{
            "name": "对象存储",
            "kind": "s3",
            "host": f"http://127.0.0.1:{server.server_address[1]}",
            "bucket": BUCKET,
            "region": REGION,
            "user": ACCESS_KEY,
            "secret": SECRET,
            "folder": "poli",
            **changes,
        }  # type: ignore[arg-type]
    )


def settle(press: Press) -> None:
    drain()
    assert list(Effect.objects.exclude(state="done").values_list("handler", "last_error")) == []


def test_a_folder_follows_every_change(press: Press, admin: Actor, there: Path) -> None:
    first = press.publish("第一条", attachments=[("附件 [1].pdf", b"%PDF one")])
    settle(press)
    folder_target(press, admin, there)
    settle(press)
    assert in_folder(there) == press.files()
    press.publish("第二条")
    press.correct(first, "更正", attachments=[("新附件.pdf", b"%PDF two")])
    settle(press)
    assert in_folder(there) == press.files()
    press.withdraw(first)
    settle(press)
    assert in_folder(there) == press.files()
    build(press.town)
    push(Target.objects.get())
    assert in_folder(there) == press.files()


def test_only_what_changed_is_sent(press: Press, admin: Actor, there: Path) -> None:
    press.flood(30)
    build(press.town)
    target = folder_target(press, admin, there)
    settle(press)
    assert Target.objects.get().pushed_files == len(press.files())
    press.publish("又一条")
    settle(press)
    assert Target.objects.get().pushed_files < 100
    assert notes.take(press.tree, target.pk).empty


def test_a_storage_gets_types_and_no_twins(press: Press, admin: Actor, server: Store) -> None:
    record = press.publish("第一条", attachments=[("附件 一&二.pdf", b"%PDF one")])
    settle(press)
    actions.add_target(admin, press.town, storage_place(server))
    settle(press)
    wanted = {f"poli/{p}": data for p, data in press.files().items() if not p.endswith(".gz")}
    assert {key: data for key, (data, _) in server.objects.items()} == wanted
    kind = server.objects[f"poli/records/{record.slug}/index.html"][1]["Content-Type"]
    assert kind == "text/html; charset=utf-8"
    press.withdraw(record)
    settle(press)
    assert f"poli/records/{record.slug}/files/附件 一&二.pdf" not in server.objects
    assert "已撤下" in server.objects[f"poli/records/{record.slug}/index.html"][0].decode()


def test_what_is_linked_to_goes_first_and_removals_last(
    press: Press, admin: Actor, server: Store
) -> None:
    record = press.publish(attachments=[("一.pdf", b"%PDF one")])
    settle(press)
    actions.add_target(admin, press.town, storage_place(server))
    settle(press)
    server.log.clear()
    press.correct(record, "更正", attachments=[("二.pdf", b"%PDF two")])
    settle(press)
    order = [f"{verb} {key.removeprefix('poli/')}" for verb, key in server.log]
    folder = f"records/{record.slug}"
    places = [
        order.index(line)
        for line in (
            f"PUT {folder}/files/二.pdf",
            f"PUT {folder}/index.html",
            "PUT lists/index.html",
            "PUT index.html",
            f"DELETE {folder}/files/一.pdf",
        )
    ]
    assert places == sorted(places)


def test_a_withdrawal_is_complete_when_every_place_was_seen_empty(
    press: Press, admin: Actor, server: Store, there: Path
) -> None:
    record = press.publish("受灾户名单", attachments=[("受灾户名单.pdf", b"%PDF")])
    settle(press)
    folder_target(press, admin, there)
    far = actions.add_target(admin, press.town, storage_place(server))
    settle(press)
    press.withdraw(record)
    server.down = True
    drain()
    assert Delivery.objects.get().state == "delivered"
    server.down = False
    Effect.objects.filter(state="waiting").update(due_at=factories.NOW)
    settle(press)
    assert Delivery.objects.get().state == "removed"
    parts = set(Proof.objects.values_list("part", flat=True))
    own = {"page_gone", "files_gone", "lists_gone", "feeds_gone", "search_gone"}
    assert own < parts
    assert f"target_gone:{far.pk}" in parts
    assert "受灾户" not in b"".join(in_folder(there).values()).decode("utf-8", "ignore")


def test_what_is_withdrawn_after_the_first_push_broke_off_goes_from_there(
    press: Press, admin: Actor, server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What arrived before it broke off was never told to have arrived."""
    record = press.publish("受灾户名单", attachments=[(f"{n}.pdf", b"%PDF") for n in "甲乙丙"])
    settle(press)
    target = actions.add_target(admin, press.town, storage_place(server))
    asked, count = S3._ask, itertools.count(1)

    def breaks_off(there: S3, method: str, path: str, *rest: Any) -> bytes | None:
        server.down = server.down or next(count) == 3
        return asked(there, method, path, *rest)

    monkeypatch.setattr(S3, "_ask", breaks_off)
    drain()
    assert len(server.objects) == 2
    there = {key.removeprefix("poli/") for key in server.objects}
    assert there <= notes.read_known(press.tree, target.pk).keys()
    press.withdraw(record)
    drain()
    monkeypatch.undo()
    server.down = False
    Effect.objects.filter(state="waiting").update(due_at=factories.NOW)
    settle(press)
    assert not [key for key in server.objects if "/files/" in key]
    assert Delivery.objects.get().state == "removed"


def test_a_file_of_a_withdrawn_record_that_is_found_there_is_taken_away(
    press: Press, admin: Actor, there: Path
) -> None:
    """However it came to be there, nobody says that it is gone before it is."""
    record = press.publish("受灾户名单", attachments=[("受灾户名单.txt", b"names")])
    settle(press)
    target = folder_target(press, admin, there)
    settle(press)
    left = in_folder(there)
    press.withdraw(record)
    settle(press)
    Proof.objects.filter(part=f"target_gone:{target.pk}").delete()
    Delivery.objects.update(state="delivered")
    for path in (path for path in left if "/files/" in path):
        (there / path).parent.mkdir(exist_ok=True)
        (there / path).write_bytes(left[path])
    on_day(DAILY)
    drain()
    again = Effect.objects.get(state="waiting")
    assert "files/受灾户名单.txt还在，已再次删除" in again.last_error
    assert Delivery.objects.get().state == "delivered"
    assert in_folder(there) == press.files()
    Effect.objects.filter(pk=again.pk).update(due_at=factories.NOW)
    settle(press)
    assert Delivery.objects.get().state == "removed"


def test_a_withdrawal_waits_no_longer_for_a_place_that_was_stopped(
    press: Press, admin: Actor, server: Store, there: Path
) -> None:
    record = press.publish("受灾户名单")
    settle(press)
    folder_target(press, admin, there)
    far = actions.add_target(admin, press.town, storage_place(server))
    settle(press)
    press.withdraw(record)
    server.down = True
    drain()
    assert Delivery.objects.get().state == "delivered"
    actions.switch_target(admin, far, active=False)
    drain()
    assert Delivery.objects.get().state == "removed"


def test_a_place_that_is_added_is_looked_at_for_withdrawals_that_are_not_complete(
    press: Press, admin: Actor, server: Store, there: Path
) -> None:
    record = press.publish("受灾户名单")
    settle(press)
    actions.add_target(admin, press.town, storage_place(server))
    settle(press)
    press.withdraw(record)
    server.down = True
    drain()
    near = folder_target(press, admin, there)
    drain()
    assert Proof.objects.filter(part=f"target_gone:{near.pk}").exists()
    assert Delivery.objects.get().state == "delivered"
    server.down = False
    Effect.objects.filter(state="waiting").update(due_at=factories.NOW)
    settle(press)
    assert Delivery.objects.get().state == "removed"


def test_the_days_work_looks_again_for_what_is_not_complete(
    press: Press, admin: Actor, there: Path
) -> None:
    """One that is stuck waits for a person."""
    record = press.publish("受灾户名单")
    settle(press)
    folder_target(press, admin, there)
    settle(press)
    press.withdraw(record)
    settle(press)
    Delivery.objects.update(state="delivered")
    withdrawal = Effect.objects.get(handler="portal.withdraw")
    Effect.objects.filter(pk=withdrawal.pk).update(state="stuck")
    on_day(DAILY)
    drain()
    assert Delivery.objects.get().state == "delivered"
    Effect.objects.filter(pk=withdrawal.pk).update(state="done")
    on_day(DAILY)
    settle(press)
    assert Delivery.objects.get().state == "removed"


def test_a_place_that_does_not_answer_is_told_and_holds_up_no_other(
    press: Press, admin: Actor, server: Store, there: Path
) -> None:
    build(press.town)
    far = actions.add_target(admin, press.town, storage_place(server, bucket="another"))
    folder_target(press, admin, there)
    press.publish("第一条")
    drain()
    assert in_folder(there) == press.files()
    far.refresh_from_db()
    assert far.failing_since is not None
    assert "存储桶another" in far.last_error
    effect = Effect.objects.get(handler="portal.push", payload__target=far.pk)
    assert effect.state == "waiting"
    assert not notes.take(press.tree, far.pk).empty


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"secret": "wrong"}, "访问密钥"), ({"host": "http://127.0.0.1:9"}, "连不上")],
)
def test_faults_are_said_in_words(
    press: Press, admin: Actor, server: Store, changes: dict[str, str], words: str
) -> None:
    build(press.town)
    target = actions.add_target(admin, press.town, storage_place(server, **changes))
    with pytest.raises(TargetFault, match=words):
        push(Target.objects.select_related("town").get(pk=target.pk))


def test_a_push_that_died_is_done_again(press: Press, admin: Actor, there: Path) -> None:
    """What was taken stays noted until it is done; a cut-off note is no note."""
    build(press.town)
    target = folder_target(press, admin, there)
    settle(press)
    notes.note_paths(press.tree, ["index.html"])
    assert notes.take(press.tree, target.pk).paths == ("index.html",)
    with (notes.folder_of(press.tree, target.pk) / "todo").open("a") as file:
        file.write('"robots.txt"\n"cut o')
    notes.note_paths(press.tree, ["404.html"])
    taken = notes.take(press.tree, target.pk)
    assert taken.paths == ("index.html", "robots.txt", "404.html")


@pytest.mark.parametrize("noticed_by", ["the next release", "the day's work"])
def test_a_place_whose_notes_are_lost_begins_anew(
    press: Press, admin: Actor, there: Path, noticed_by: str
) -> None:
    """As after a restored backup that lacks what lies beside the tree."""
    gone = press.publish("受灾户名单", attachments=[("受灾户名单.pdf", b"%PDF")])
    settle(press)
    target = folder_target(press, admin, there)
    settle(press)
    shutil.rmtree(notes.folder_of(press.tree, target.pk).parent)
    press.withdraw(gone)
    if noticed_by == "the next release":
        press.publish("又一条")
        settle(press)
    else:
        Effect.objects.filter(handler="portal.push").delete()
        settle(press)
        shutil.rmtree(notes.folder_of(press.tree, target.pk).parent)
        press.flood(3)
        build(press.town)
        on_day(DAILY)
        settle(press)
    assert in_folder(there) == press.files()
    assert Delivery.objects.get(release__record=gone).state == "removed"
    assert notes.take(press.tree, target.pk).empty


def test_a_place_that_is_stopped_or_has_no_tree_yet_has_nothing_noted(
    press: Press, admin: Actor, there: Path
) -> None:
    target = folder_target(press, admin, there)
    notes.end(press.tree, target.pk)
    on_day(DAILY)
    drain()
    assert not notes.is_kept(press.tree, target.pk)
    build(press.town)
    Target.objects.update(active=False)
    on_push(Delivered({"town": press.town.slug, "target": target.pk}, "portal.push", 1))
    assert not notes.is_kept(press.tree, target.pk)


def test_the_secret_is_sealed_and_in_no_ledger_entry(
    press: Press, admin: Actor, server: Store
) -> None:
    from gongkai.ledger.models import LedgerEntry

    build(press.town)
    target = actions.add_target(admin, press.town, storage_place(server))
    assert SECRET not in target.secret
    told = json.dumps(list(LedgerEntry.objects.values("before", "after")), default=str)
    assert SECRET not in told
    actions.edit_target(admin, target, storage_place(server, secret="", folder="other"))
    settle(press)
    assert any(key.startswith("other/") for key in server.objects)


def test_an_inactive_place_is_left_alone(press: Press, admin: Actor, there: Path) -> None:
    target = folder_target(press, admin, there)
    build(press.town)
    settle(press)
    actions.switch_target(admin, Target.objects.get(pk=target.pk), active=False)
    notes.end(press.tree, target.pk)
    before = in_folder(there)
    press.publish("第一条")
    settle(press)
    assert in_folder(there) == before
    actions.switch_target(admin, Target.objects.get(pk=target.pk), active=True)
    settle(press)
    assert in_folder(there) == press.files()


def test_what_was_withdrawn_while_a_place_stood_still_goes_when_it_begins_again(
    press: Press, admin: Actor, there: Path
) -> None:
    withdrawn = press.publish("受灾户名单", attachments=[("受灾户名单.pdf", b"%PDF")])
    settle(press)
    target = folder_target(press, admin, there)
    settle(press)
    actions.switch_target(admin, target, active=False)
    notes.end(press.tree, target.pk)
    press.withdraw(withdrawn)
    settle(press)
    assert any("受灾户名单" in path for path in in_folder(there))
    actions.switch_target(admin, target, active=True)
    settle(press)
    assert in_folder(there) == press.files()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("folder", {"folder": "there"}),
        ("folder", {"folder": "/"}),
        ("folder", {"folder": "/srv/../etc"}),
        ("host", {"kind": "sftp", "host": "user@host"}),
        ("host", {"kind": "sftp", "host": "-oProxyCommand=x"}),
        ("user", {"kind": "rsync", "user": "a b"}),
        ("user", {"kind": "sftp", "user": "-oProxyCommand=/tmp/x"}),
        ("host_key", {"kind": "rsync", "host_key": "no key"}),
        ("key_file", {"kind": "rsync", "key_file": "/nowhere"}),
        ("host", {"kind": "s3", "host": "oss.example.cn"}),
        ("host", {"kind": "s3", "host": "https://[oss.example.cn"}),
        ("bucket", {"kind": "s3", "bucket": "A"}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    press: Press, admin: Actor, field: str, changes: dict[str, str]
) -> None:
    place = Place(**{"name": "一个位置", "kind": "directory", "folder": "/srv/a", **changes})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        actions.add_target(admin, press.town, place)
    assert field in refused.value.errors
    assert Target.objects.count() == 0


def test_our_own_folders_are_refused(press: Press, admin: Actor) -> None:
    with pytest.raises(Invalid, match="本系统自己的文件"):
        folder_target(press, admin, press.tree / "inside")


def test_the_signature_is_the_published_one() -> None:
    """The example "PUT Object" of the documentation of AWS Signature Version 4."""
    from datetime import UTC, datetime

    request = Request(
        "PUT",
        "examplebucket.s3.amazonaws.com",
        "/test%24file.text",
        b"Welcome to Amazon S3.",
        {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
    )
    key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    kept = Storage("", "", "", "us-east-1", "AKIAIOSFODNN7EXAMPLE", key)
    signed = sign(request, kept, datetime(2013, 5, 24, tzinfo=UTC))
    assert signed["authorization"].endswith(
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    )


def test_first_pages_go_last() -> None:
    order = ["records/a/files/1.pdf", "assets/x.css", "records/a/index.html", "lists/rss.xml"]
    assert sorted([*order, "index.html"], key=rank) == [*order, "index.html"]
