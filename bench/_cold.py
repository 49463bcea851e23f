"""What the first who ask wait for: the same questions with nothing of the index in memory."""

import os
import sqlite3
from pathlib import Path

from _clock import percentile, spread, timed
from _tantivy import Case


def first_touch(town: str, asked: list[Case]) -> None:
    """Print the wall of each page asked once from the disk, and again after ``gongkai search
    --warm``. SQLite alone: of PostgreSQL this process cannot make its server forget.
    """
    from django.db import connection

    from gongkai.search.warming import warm

    if connection.vendor != "sqlite":
        return
    _forget()
    cold = _pages(town, asked)
    _forget()
    spent, read = timed(warm)
    warmed = _pages(town, asked)
    print(f"  first page from the disk, wall ms p50 p95 p99: {spread(cold)}")
    print(
        f"  the same after reading the index, {read / 1e6:,.0f} MB in {spent.wall / 1000:.1f} s "
        f"({spent.cpu / 1000:.1f} s of them on the processor): {spread(warmed)}; p99 "
        f"{percentile(cold, 0.99) / percentile(warmed, 0.99):.1f}x"
    )


def _pages(town: str, asked: list[Case]) -> list[float]:
    from gongkai.search.asking import read_query
    from gongkai.search.queries import number_of, rows_of_page

    number = number_of(town) or 0
    tokens = [read_query(query, filters).asked(number) for _, query, filters in asked]
    return [timed(lambda one=one: rows_of_page(one))[0].wall for one in tokens]


def _forget() -> None:
    """Let the machine forget the file: written pages go to the disk first, or would stay."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    connection.close()
    with sqlite3.connect(name) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    for path in (Path(name), Path(f"{name}-wal")):
        if path.exists():
            with path.open("rb+") as opened:
                os.fsync(opened.fileno())
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
