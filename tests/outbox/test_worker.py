"""The outbox: written with its cause, delivered at least once, visible when stuck."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from gongkai.outbox import handlers, worker
from gongkai.outbox.actions import OutsideTransactionError, enqueue, retry_stuck
from gongkai.outbox.handlers import Delivery, PermanentFailure, register_handler
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.queries import status, stuck
from gongkai.outbox.worker import (
    BACKOFF_SECONDS,
    LEASE,
    MAX_ATTEMPTS,
    Worker,
    claim,
    deliver,
    drain,
)


class Post:
    """A handler that keeps what it was given and fails as long as it is told to."""

    def __init__(self) -> None:
        self.delivered: list[Delivery] = []
        self.failure: Exception | None = None

    def __call__(self, delivery: Delivery) -> None:
        self.delivered.append(delivery)
        if self.failure is not None:
            raise self.failure


class Clock:
    """The worker's clock, moved by hand."""

    def __init__(self) -> None:
        self.moment = timezone.now()

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setattr(handlers, "_handlers", dict(handlers._handlers))
    monkeypatch.setattr(handlers, "_urgent", set(handlers._urgent))
    handler = Post()
    register_handler("test.post", handler)
    return handler


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(worker.timezone, "now", made.now)
    return made


def put(key: str = "k", **values: Any) -> Effect:
    return enqueue("test.post", values.pop("payload", {"n": 1}), key=key, **values)


@pytest.mark.django_db(transaction=True)
def test_an_effect_needs_the_open_transaction_of_its_cause(post: Post) -> None:
    with pytest.raises(OutsideTransactionError):
        put()
    with pytest.raises(RuntimeError), transaction.atomic():
        put()
        raise RuntimeError
    assert not Effect.objects.exists()


@pytest.mark.django_db
class TestDelivery:
    def test_the_handler_gets_payload_and_key(self, post: Post) -> None:
        put("release:1", payload={"版本": 1})
        assert drain() == 1
        assert post.delivered == [Delivery({"版本": 1}, "release:1", 1)]
        effect = Effect.objects.get()
        assert (effect.state, effect.lease) == (EffectState.DONE, "")
        assert effect.done_at is not None

    def test_the_same_key_is_the_same_effect(self, post: Post) -> None:
        first = put("k", payload={"n": 1})
        assert put("k", payload={"n": 2}).pk == first.pk
        assert drain() == 1
        put("k", payload={"n": 3})
        assert drain() == 0
        assert [d.payload for d in post.delivered] == [{"n": 1}]

    def test_two_rows_of_one_key_are_refused_by_the_database(self, post: Post) -> None:
        put("k")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO outbox_effect (key) SELECT key FROM outbox_effect")

    def test_the_oldest_goes_first(self, post: Post) -> None:
        for key in "cab":
            put(key)
        drain()
        assert [d.key for d in post.delivered] == ["c", "a", "b"]

    def test_what_the_public_sees_passes_what_waits_before_it(self, post: Post) -> None:
        urgent = Post()
        register_handler("test.urgent", urgent, urgent=True)
        put("scan")
        enqueue("test.urgent", {}, key="withdrawal")
        first = claim()
        assert first is not None
        assert first.key == "withdrawal"
        deliver(first)
        assert drain() == 1

    def test_nothing_goes_before_its_time(self, post: Post, clock: Clock) -> None:
        put(due_at=clock.moment + timedelta(minutes=5))
        assert drain() == 0
        clock.forward(minutes=6)
        assert drain() == 1

    def test_a_failure_is_tried_again_later_and_later(self, post: Post, clock: Clock) -> None:
        put()
        clock.forward(seconds=1)
        post.failure = ConnectionError("网络不通")
        for attempt, seconds in enumerate(BACKOFF_SECONDS, start=1):
            assert drain() == 0
            effect = Effect.objects.get()
            assert (effect.state, effect.attempts) == (EffectState.WAITING, attempt)
            assert effect.due_at == clock.moment + timedelta(seconds=seconds)
            assert effect.last_error == "ConnectionError: 网络不通"
            clock.forward(seconds=seconds - 0.5)
            assert claim() is None
            clock.forward(seconds=1)
        assert len(post.delivered) == len(BACKOFF_SECONDS)
        drain()
        assert Effect.objects.get().state == EffectState.STUCK
        assert len(post.delivered) == MAX_ATTEMPTS

    def test_a_failure_that_passes_leaves_no_trace(self, post: Post, clock: Clock) -> None:
        put()
        clock.forward(seconds=1)
        post.failure = ConnectionError()
        drain()
        post.failure = None
        clock.forward(minutes=1)
        assert drain() == 1
        assert Effect.objects.get().last_error == ""
        assert [d.attempt for d in post.delivered] == [1, 2]

    def test_a_permanent_failure_is_stuck_at_once_and_visible(self, post: Post) -> None:
        put("k", town="poli")
        put("later", town="linzhen")
        post.failure = PermanentFailure("文件不存在")
        drain()
        assert status("poli") == status("linzhen")
        assert (status().waiting, status().stuck) == (0, 2)
        assert [e.last_error for e in stuck("poli")] == ["PermanentFailure: 文件不存在"]

    def test_an_effect_that_nobody_handles_is_stuck(self, post: Post) -> None:
        enqueue("test.nobody", {}, key="k")
        drain()
        assert "test.nobody" in Effect.objects.get(state=EffectState.STUCK).last_error

    def test_what_is_stuck_can_be_tried_again(self, post: Post) -> None:
        put()
        post.failure = PermanentFailure()
        drain()
        post.failure = None
        assert retry_stuck([Effect.objects.get().pk]) == 1
        assert drain() == 1
        assert retry_stuck([Effect.objects.get().pk]) == 0

    def test_one_stuck_effect_does_not_hold_up_the_others(self, post: Post) -> None:
        for number in range(25):
            enqueue("test.nobody", {}, key=f"n{number}")
        put()
        assert drain() == 1


@pytest.mark.django_db
class TestLease:
    def test_what_one_worker_holds_another_does_not_get(self, post: Post) -> None:
        put()
        assert claim() is not None
        assert claim() is None

    def test_the_lease_of_a_dead_worker_runs_out(self, post: Post, clock: Clock) -> None:
        put()
        clock.forward(seconds=1)
        dead = claim()
        clock.forward(seconds=LEASE.total_seconds() - 1)
        assert claim() is None
        clock.forward(seconds=2)
        heir = claim()
        assert dead is not None
        assert heir is not None
        assert (heir.pk, heir.attempts) == (dead.pk, 2)
        assert heir.lease != dead.lease

    def test_a_worker_thought_dead_cannot_undo_the_heirs_result(
        self, post: Post, clock: Clock
    ) -> None:
        put()
        clock.forward(seconds=1)
        slow = claim()
        clock.forward(seconds=LEASE.total_seconds() + 1)
        heir = claim()
        assert slow is not None
        assert heir is not None
        assert deliver(heir)
        post.failure = ConnectionError()
        assert not deliver(slow)
        assert Effect.objects.get().state == EffectState.DONE


@pytest.mark.django_db
def test_unknown_states_are_refused_by_the_database(post: Post) -> None:
    put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.update(state="lost")


@pytest.mark.django_db
def test_the_command_delivers_once(post: Post, capsys: pytest.CaptureFixture[str]) -> None:
    put()
    call_command("worker", "--once")
    assert "完成1项" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_worker_stops_when_asked_and_finishes_what_it_holds(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    put()
    running = Worker(pause_seconds=0.01)
    monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    register_handler("test.post", lambda delivery: running.stop())
    running.run()
    assert Effect.objects.get(handler="test.post").state == EffectState.DONE
    assert isinstance(running._stopping, threading.Event)
