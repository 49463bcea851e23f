"""The moment at which acts happen.

Acts ask here and nowhere else, so that the demonstration town can live through a year in a
minute. A real town cannot set its clock: back-dating is a veto item of every assessment
(国办秘函〔2019〕19号, 伪造发稿日期).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("gongkai_demonstration_moment", default=None)


class ClockError(RuntimeError):
    """Somebody tried to set the clock of a real town."""


def now() -> datetime:
    """The moment of the act in hand (aware)."""
    return _moment.get() or timezone.now()


def today() -> date:
    """The day of the act in hand, in Asia/Shanghai."""
    return timezone.localdate(now())


@contextmanager
def demonstration_moment(moment: datetime) -> Iterator[None]:
    """Let acts happen at ``moment``. ClockError unless this is the demonstration or a test."""
    if not settings.CLOCK_MAY_BE_SET:
        raise ClockError("only the demonstration town may set its clock")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
