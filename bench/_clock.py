"""Time on the wall and on the processor: on a machine that others use too they differ."""

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Spent(NamedTuple):
    """Milliseconds: ``wall`` that passed, ``cpu`` of this process and of its database's."""

    wall: float
    cpu: float


def timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    """What ``work`` took and what came out."""
    before = cpu_ms()
    began = time.perf_counter()
    outcome = work()
    wall = (time.perf_counter() - began) * 1000
    return Spent(wall, cpu_ms() - before), outcome


def cpu_ms() -> float:
    """Processor milliseconds so far; of a PostgreSQL on another machine nothing is known."""
    return time.process_time() * 1000 + _of_the_server()


def _of_the_server() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    return _spent(connection.connection.info.backend_pid)


def _spent(process: int) -> float:
    # Opened barely: what it takes to look is counted as well.
    try:
        schedule = os.open(f"/proc/{process}/schedstat", os.O_RDONLY)
    except FileNotFoundError:
        return 0.0
    found = os.read(schedule, 100)
    os.close(schedule)
    return int(found.split()[0]) / 1e6


def percentile(values: list[float], part: float) -> float:
    """The value below which this part lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def spread(values: list[float]) -> str:
    """p50, p95 and p99."""
    return " ".join(f"{percentile(values, part):8.2f}" for part in (0.5, 0.95, 0.99))
