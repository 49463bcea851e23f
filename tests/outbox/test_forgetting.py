"""What was done long ago goes; what waits, is stuck or is not proved yet stays."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.utils import timezone
from pytest_django import Settings

import factories
from gongkai.ledger.queries import verify
from gongkai.organisation.handlers import forget_sign_ins
from gongkai.outbox import forgetting
from gongkai.outbox.forgetting import forget_done, keep_while
from gongkai.outbox.handlers import Delivery
from gongkai.outbox.models import Effect, EffectState
from gongkai.outbox.worker import drain
from gongkai.release.models import Delivery as OnItsWay
from gongkai.release.models import DeliveryState
from roads import House

pytestmark = pytest.mark.django_db
DELIVERY = Delivery({"day": "2026-11-23"}, "daily:outbox.forget:2026-11-23", 1)


def effect(name: str, days: int, state: EffectState = EffectState.DONE) -> Effect:
    """An effect of so many days ago."""
    then = timezone.now() - timedelta(days=days)
    done = then if state == EffectState.DONE else None
    common = {"handler": "test.post", "payload": {}, "key": name, "state": state}
    return Effect.objects.create(due_at=then, created_at=then, done_at=done, **common)


def left() -> set[str]:
    return set(Effect.objects.values_list("key", flat=True))


def test_only_what_was_done_before_the_period_goes(settings: Settings) -> None:
    effect("old", 181)
    effect("young", 179)
    effect("waiting", 900, EffectState.WAITING)
    effect("stuck", 900, EffectState.STUCK)
    late = effect("planned long ago, done now", 900)
    Effect.objects.filter(pk=late.pk).update(done_at=timezone.now())
    forget_done(DELIVERY)
    assert left() == {"young", "waiting", "stuck", "planned long ago, done now"}
    settings.KEPT_EFFECTS_DAYS = 100
    forget_done(DELIVERY)
    assert left() == {"waiting", "stuck", "planned long ago, done now"}


def test_it_goes_on_in_batches_past_what_must_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(effects: Sequence[Effect]) -> Iterable[Effect]:
        return [one for one in effects if one.key.startswith("kept")]

    monkeypatch.setattr(forgetting, "_needed", {})
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "MOST", 4)
    keep_while("test.post", kept)
    for number in range(3):
        effect(f"kept {number}", 400)
    for number in range(5):
        effect(f"old {number}", 400)
    forget_done(DELIVERY)
    assert left() == {"kept 0", "kept 1", "kept 2"}


def test_no_day_removes_more_than_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "MOST", 4)
    for number in range(7):
        effect(f"old {number}", 400)
    forget_done(DELIVERY)
    assert len(left()) == 3


def test_a_delivery_stays_until_it_is_proved() -> None:
    release = House().released()
    drain()
    long_ago = timezone.now() - timedelta(days=400)
    Effect.objects.filter(state=EffectState.DONE).update(due_at=long_ago, done_at=long_ago)
    of_it = Effect.objects.filter(handler="portal.release", payload__release=release.pk)
    assert of_it.get().state == EffectState.DONE
    OnItsWay.objects.filter(release=release).update(state=DeliveryState.WAITING)
    forget_done(DELIVERY)
    assert of_it.exists()
    assert Effect.objects.filter(state=EffectState.DONE).count() == 1
    OnItsWay.objects.filter(release=release).update(state=DeliveryState.DELIVERED)
    of_it.update(handler="portal.withdraw")
    forget_done(DELIVERY)
    assert Effect.objects.filter(handler="portal.withdraw").exists()
    OnItsWay.objects.filter(release=release).update(state=DeliveryState.REMOVED)
    forget_done(DELIVERY)
    assert not Effect.objects.filter(state=EffectState.DONE).exists()
    assert release.deliveries.get().proofs.exists()
    assert not list(verify())


def test_sign_ins_are_kept_for_six_months_and_then_go() -> None:
    factories.make_town()
    for days in (199, 201):
        then = timezone.now() - timedelta(days=days)
        common = {"username": "a", "user_agent": str(days), "http_accept": "", "path_info": "/"}
        log = AccessLog.objects.create(**common)
        attempt = AccessAttempt.objects.create(failures_since_start=1, **common)
        AccessLog.objects.filter(pk=log.pk).update(attempt_time=then)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=then)
    forget_sign_ins(DELIVERY)
    for kept in (AccessLog, AccessAttempt):
        assert [row.user_agent for row in kept.objects.all()] == ["199"]
