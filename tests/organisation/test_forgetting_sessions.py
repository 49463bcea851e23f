"""Sessions that have ended are not kept."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongkai.organisation.sessions import SessionStore
from gongkai.outbox.daily import plan
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import deliver

pytestmark = pytest.mark.django_db


def test_what_has_ended_goes_once_a_day_and_what_is_in_use_stays() -> None:
    ended, living = SessionStore(), SessionStore()
    for session in (ended, living):
        session["a"] = "b"
        session.save()
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=ended.session_key).update(expire_date=past)
    for _ in range(2):
        plan(date(2026, 11, 23))
    assert deliver(Effect.objects.get(handler="organisation.sessions"))
    assert set(Session.objects.values_list("pk", flat=True)) == {living.session_key}
