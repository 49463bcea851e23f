"""People who act at the same moment: real threads, each with its own connection."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from django.db import connection

from gongkai.organisation.refusals import Refused

PATIENCE = 300
"""Seconds until a thread is said to hang: no measure, the machine may have other work."""
GAVE_WAY = "现在有别人在办理相关的事"
"""What a person is told whose act the database ended, because two waited for each other."""


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned or was refused with.

    An act that does not end fails the test.
    """
    start = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            results[place] = act()
        except Refused as refused:
            results[place] = refused
        except Exception as error:
            results[place] = AssertionError(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "an act does not end"
    return results


def until_somebody_waits() -> None:
    """Until another connection waits for this one's locks (PostgreSQL)."""
    end = time.monotonic() + PATIENCE / 5
    asked = (
        "SELECT count(*) FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


class Pause:
    """Where one of two acts stands still once, within its transaction; the other begins then.

    moment: in what both are done, such as the day of a demonstration.
    """

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        moment: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._patch, self._moment = patch, moment
        self._reached, self._done = threading.Event(), threading.Event()

    def before(
        self, place: object, name: str, until: Callable[[], object] = until_somebody_waits
    ) -> None:
        """Stand still before a function is called; until somebody waits, unless told otherwise."""
        real = getattr(place, name)

        def called(*args: Any, **kwargs: Any) -> Any:
            self.here(until)
            return real(*args, **kwargs)

        self._patch.setattr(place, name, called)

    def after(self, place: object, name: str) -> None:
        """Stand still once a function has been called, until somebody waits."""
        real = getattr(place, name)

        def called(*args: Any, **kwargs: Any) -> Any:
            result = real(*args, **kwargs)
            self.here(until_somebody_waits)
            return result

        self._patch.setattr(place, name, called)

    def here(self, until: Callable[[], object]) -> None:
        """Stand still, the first time."""
        if not self._reached.is_set():
            self._reached.set()
            until()

    def until_the_other_is_done(self) -> None:
        """For acts of which neither has to wait for the other."""
        self._done.wait(PATIENCE / 5)

    def run(self, act: Callable[[], object], beside: Callable[[], object]) -> list[Any]:
        """Both acts; what each returned or was refused with. Neither broke, or gave way."""

        def first() -> object:
            with self._moment():
                return act()

        def second() -> object:
            self._reached.wait(PATIENCE / 5)
            try:
                with self._moment():
                    return beside()
            finally:
                self._done.set()

        done = at_once(first, second)
        assert self._reached.is_set()
        broken = [one for one in done if isinstance(one, AssertionError) or GAVE_WAY in str(one)]
        assert not broken, done
        return done
