"""Effects that this room itself delivers."""

from datetime import timedelta

import structlog
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai.organisation.clocks import recompute_all
from gongkai.organisation.models import Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.sessions import SessionStore
from gongkai.outbox.forgetting import remove
from gongkai.outbox.handlers import Delivery

log = structlog.get_logger(__name__)


def forget_sessions(delivery: Delivery) -> None:
    """Once a day: remove the sessions that have ended; who only leaves signs out of none."""
    del delivery
    SessionStore.clear_expired()


def forget_sign_ins(delivery: Delivery) -> None:
    """Once a day: remove who signed in, or tried to, from where, more than ``KEPT_SIGN_INS_DAYS``
    ago. No lock of an account rests on what is that old.
    """
    del delivery
    until = timezone.now() - timedelta(days=settings.KEPT_SIGN_INS_DAYS)
    for kept in (AccessLog, AccessAttempt):
        removed = remove(kept.objects.filter(attempt_time__lt=until))
        log.info("sign-ins removed", of=kept.__name__, removed=removed)


def recompute_clocks(delivery: Delivery) -> None:
    """Let every package that keeps open clocks recompute them, in one transaction (promise 3)."""
    with transaction.atomic():
        calendar = calendar_in_force()
        for town in Town.objects.order_by("pk"):
            moved = recompute_all(town, calendar)
            log.info("clocks recomputed", town=town.slug, edition=calendar.edition, **moved)
