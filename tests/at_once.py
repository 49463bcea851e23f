"""People who act at the same moment: real threads, each with its own connection."""

import threading
from collections.abc import Callable

from django.db import connection

from gongkai.organisation.refusals import Refused

PATIENCE = 300
"""Seconds until a thread is said to hang: no measure, the machine may have other work."""


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
