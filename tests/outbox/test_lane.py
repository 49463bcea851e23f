"""What is urgent is delivered while a worker has something long in hand: by a real process."""

import time
from collections.abc import Iterator

import pytest
from django.db import transaction

from gongkai.outbox import handlers
from gongkai.outbox.actions import enqueue
from gongkai.outbox.handlers import register_handler
from gongkai.outbox.lane import UrgentLane
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import claim


@pytest.fixture
def kinds() -> Iterator[None]:
    register_handler("test.urgent", lambda delivery: None, urgent=True)
    register_handler("test.slow", lambda delivery: None)
    yield
    handlers._urgent.discard("test.urgent")


def put(handler: str) -> Effect:
    with transaction.atomic():
        return enqueue(handler, {}, key=f"{handler}:{Effect.objects.count()}")


def wait_until_done(effect: Effect) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end:
        effect.refresh_from_db()
        if effect.state == EffectState.DONE:
            return
        time.sleep(0.05)
    pytest.fail(f"{effect} waits")


@pytest.mark.django_db(transaction=True)
def test_urgent_effects_are_taken_beside_a_long_one_and_nothing_else(kinds: None) -> None:
    long, other = put("test.slow"), put("test.slow")
    assert claim() == long
    lane = UrgentLane()
    lane.keep()
    process = lane._process
    try:
        wait_until_done(put("test.urgent"))
        assert process is not None
        process.kill()
        process.join()
        urgent = put("test.urgent")
        assert lane.keep()
        wait_until_done(urgent)
    finally:
        process = lane._process
        lane.stop()
    assert process is not None and process.exitcode == 0
    other.refresh_from_db()
    assert (other.state, other.attempts) == (EffectState.WAITING, 0)


@pytest.mark.django_db
def test_a_claim_of_the_urgent_leaves_the_others(kinds: None) -> None:
    put("test.slow")
    assert claim(urgent_only=True) is None
    urgent = put("test.urgent")
    assert claim(urgent_only=True) == urgent
