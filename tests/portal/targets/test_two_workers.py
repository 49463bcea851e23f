"""Two workers at one place: whoever holds the effect, what is noted arrives."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from at_once import PATIENCE, at_once
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import claim, deliver, drain
from gongkai.portal.building import build
from gongkai.portal.models import Target
from gongkai.portal.targets import actions, handlers, pushing
from gongkai.portal.targets.place import Place
from gongkai.portal.targets.pushing import push
from gongkai.release.models import Delivery, DeliveryState
from portal.factory import Press
from portal.targets.storage import ACCESS_KEY, BUCKET, REGION, SECRET, Store

NO_TIME = timedelta(0)
"""A lease that has run out as soon as it is given."""


@pytest.fixture
def press() -> Press:
    made = Press()
    build(made.town)
    return made


def place(server: Store, folder: str = "poli") -> Place:
    host = f"http://127.0.0.1:{server.server_address[1]}"
    login = {"user": ACCESS_KEY, "secret": SECRET}
    return Place("对象存储", "s3", host=host, bucket=BUCKET, region=REGION, folder=folder, **login)


def arrived(server: Store, folder: str) -> dict[str, bytes]:
    start = f"{folder}/"
    return {k[len(start) :]: v[0] for k, v in server.objects.items() if k.startswith(start)}


def wanted(press: Press) -> dict[str, bytes]:
    """What belongs into a storage: everything but the compressed twins."""
    return {path: data for path, data in press.files().items() if not path.endswith(".gz")}


@contextmanager
def held_push(server: Store, lease: timedelta) -> Iterator[tuple[Effect, Callable[[], None]]]:
    """A worker in a thread of its own, in the middle of a push; the effect that it holds, and what
    lets it end.
    """
    server.goes_on.clear()
    server.asked.clear()
    effect = claim(lease)
    assert effect is not None and effect.handler == "portal.push"

    def work() -> None:
        deliver(effect)
        connection.close()

    worker = Thread(target=work)
    worker.start()

    def end() -> None:
        server.goes_on.set()
        worker.join(PATIENCE)
        assert not worker.is_alive()

    try:
        assert server.asked.wait(PATIENCE)
        yield effect, end
    finally:
        end()


def a_minute_later() -> None:
    Effect.objects.filter(state=EffectState.WAITING).update(due_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_push_that_fails_after_its_lease_is_tried_again(
    press: Press, admin: Actor, server: Store
) -> None:
    """The heir finds the place taken and goes: that must not be the end of it."""
    actions.add_target(admin, press.town, place(server))
    with held_push(server, NO_TIME) as (effect, end):
        heir = claim()
        assert heir is not None and heir.pk == effect.pk
        deliver(heir)
        assert claim() is None, "nobody knocks all the time"
        server.down = True
        end()
    server.down = False
    assert not server.objects
    assert Target.objects.get().failing_since is not None
    a_minute_later()
    drain()
    assert arrived(server, "poli") == wanted(press)
    assert not Effect.objects.exclude(state=EffectState.DONE).exists()
    assert Target.objects.get().failing_since is None


@pytest.mark.django_db(transaction=True)
def test_one_that_succeeds_after_its_lease_leaves_nothing_to_do(
    press: Press, admin: Actor, server: Store
) -> None:
    actions.add_target(admin, press.town, place(server))
    with held_push(server, NO_TIME) as (_, end):
        for _ in range(3):
            if heir := claim(NO_TIME):
                deliver(heir)
        assert Effect.objects.filter(state=EffectState.WAITING).count() == 1
        end()
    pushed = Target.objects.get()
    server.log.clear()
    a_minute_later()
    drain()
    assert not Effect.objects.exclude(state=EffectState.DONE).exists()
    assert not server.log
    assert Target.objects.get().pushed_files == pushed.pushed_files == len(press.files())


@pytest.mark.django_db(transaction=True)
def test_the_last_two_places_are_found_empty_at_the_same_moment(
    press: Press,
    admin: Actor,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each has looked before the other one has told: the withdrawal is complete all the same."""
    record = press.publish("受灾户名单")
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    for name in ("区网站", "备份"):
        actions.add_target(admin, press.town, Place(name, "directory", folder=str(folder / name)))
    drain()
    press.withdraw(record)
    withdrawal = claim()
    assert withdrawal is not None and deliver(withdrawal)
    pushes = [claim(), claim()]
    assert [push and push.handler for push in pushes] == ["portal.push"] * 2
    looked = Barrier(2, timeout=PATIENCE / 2)

    def both_looked(town: Town) -> Actor:
        looked.wait()
        return system_actor(town)

    monkeypatch.setattr(handlers, "system_actor", both_looked)
    done = at_once(*(partial(deliver, effect) for effect in pushes if effect))
    assert done == [True, True]
    assert Delivery.objects.get().state == DeliveryState.REMOVED


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_while_everything_is_on_its_way_goes_from_there(
    press: Press, admin: Actor, server: Store
) -> None:
    record = press.publish("受灾户名单", attachments=[(f"{n}.txt", b"names") for n in "甲乙"])
    drain()
    actions.add_target(admin, press.town, place(server))
    with held_push(server, timedelta(minutes=2)) as (effect, end):
        press.withdraw(record)
        withdrawal = claim()
        assert withdrawal is not None and withdrawal.handler == "portal.withdraw"
        assert deliver(withdrawal)
        end()
    effect.refresh_from_db()
    assert effect.state == EffectState.DONE, "it takes what it began with, and knows it"
    a_minute_later()
    drain()
    assert arrived(server, "poli") == wanted(press)
    assert Delivery.objects.get().state == DeliveryState.REMOVED


@pytest.mark.django_db(transaction=True)
def test_a_page_that_changes_while_it_is_sent_is_sent_again(
    press: Press, admin: Actor, server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sent is known, and not what stands here by then; also where the push dies."""
    press.publish("第一条")
    drain()
    actions.add_target(admin, press.town, place(server))
    sent = pushing.S3.send

    def changed_meanwhile(there: pushing.S3, source: Path, paths: list[str]) -> None:
        sent(there, source, paths)
        if "index.html" in paths:
            monkeypatch.undo()
            press.publish("第二条")
            release = claim()
            assert release is not None and deliver(release)
            monkeypatch.setattr(pushing.notes, "write_known", dies)

    def dies(*_: object) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(pushing.S3, "send", changed_meanwhile)
    with pytest.raises(KeyboardInterrupt):
        drain()
    Effect.objects.exclude(state=EffectState.DONE).update(leased_until=timezone.now())
    drain()
    assert arrived(server, "poli") == wanted(press)


@pytest.mark.django_db(transaction=True)
def test_a_place_that_is_changed_during_a_push_gets_everything(
    press: Press, admin: Actor, server: Store
) -> None:
    """What the push still takes to the former place is not thought to be at the new one."""
    target = actions.add_target(admin, press.town, place(server))
    with held_push(server, timedelta(minutes=2)) as (_, end):
        actions.edit_target(admin, target, place(server, "elsewhere"))
        end()
    a_minute_later()
    drain()
    assert arrived(server, "elsewhere") == wanted(press)
    assert not Effect.objects.exclude(state=EffectState.DONE).exists()


@pytest.mark.django_db
def test_a_change_undoes_nothing_that_a_push_has_said_meanwhile(
    press: Press, admin: Actor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever has the page open has an old row in hand."""
    folder: Path = tmp_path_factory.mktemp("elsewhere") / "there"
    stale = actions.add_target(admin, press.town, Place("区网站", "directory", folder=str(folder)))
    push(Target.objects.get())
    actions.edit_target(admin, stale, Place("备份", "directory", folder=str(folder)))
    found = Target.objects.get()
    assert found.pushed_at is not None
    assert (found.name, found.pushed_files) == ("备份", len(press.files()))
    actions.switch_target(admin, stale, active=False)
    with pytest.raises(NotAllowedNow, match="已经是这个状态"):
        actions.switch_target(admin, stale, active=False)
    with pytest.raises(NotAllowedNow, match="已停用"):
        actions.resend_target(admin, stale)
