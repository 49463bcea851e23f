"""Drafting, reviewing and releasing one record among few and among many.

Prints for each act its statements, and its time against the time among the fewest. Run with
``make bench``; ``GONGKAI_BENCH_RECORDS`` names the sizes ("1000 1000000"), ``GONGKAI_DATABASE``
another engine than SQLite. The statements must be the same at every size, at most fifteen.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

SIZES = [int(size) for size in os.environ.get("GONGKAI_BENCH_RECORDS", "200 2000").split()]
ROUNDS = 5
CHUNK = 5_000


def prepare(folder: str) -> None:
    """An empty database, with the helpers of the tests at hand."""
    os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def fill(house: Any, size: int) -> None:
    """Put drafts into the town until it has ``size`` records: rows only, no acts."""
    from gongkai.ledger.clock import now, today
    from gongkai.publication.models import Record, Version

    account, moment, day = house.drafter.account, now(), today()
    start = Record.objects.count()
    for first in range(start, size, CHUNK):
        records = Record.objects.bulk_create(
            Record(
                town=house.town,
                unit=house.unit,
                slug=f"bench-{number}",
                index_number=f"bench/{number}",
                created_by=account,
                created_at=moment,
                updated_at=moment,
            )
            for number in range(first, min(first + CHUNK, size))
        )
        Version.objects.bulk_create(
            Version(
                record=record,
                number=1,
                item=house.item,
                title=f"关于示例事项第{record.pk}号的通知",
                issuer="示例镇",
                formed_on=day,
                publicity="proactive",
                body="<p>示例正文。</p>",
                created_by=account,
                created_at=moment,
            )
            for record in records
        )


def measure(house: Any) -> dict[str, tuple[int, float]]:
    """Statements and median milliseconds of each act."""
    from django.db import reset_queries

    from test_act_budgets import road

    counts: dict[str, int] = {}
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        reset_queries()
        for name, cost in road(house):
            counts[name] = max(cost.statements, counts.get(name, 0))
            times.setdefault(name, []).append(cost.ms)
    return {name: (counts[name], statistics.median(times[name])) for name in counts}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from roads import House

        house = House()
        found = {}
        for size in SIZES:
            fill(house, size)
            found[size] = measure(house)
        first = found[SIZES[0]]
        heads = "".join(f"{size:>22,}" for size in SIZES)
        print(f"{'records':<20}{heads}   statements, ms, against the first")
        for name in first:
            cells = "".join(
                f"{count:>8}{ms:>8.1f}{ms / first[name][1]:>6.2f}"
                for count, ms in (found[size][name] for size in SIZES)
            )
            print(f"{name:<20}{cells}")
        worst = max(count for sizes in found.values() for count, _ in sizes.values())
        same = all(sizes[n][0] == first[n][0] for sizes in found.values() for n in first)
        print(f"most statements {worst}, the same at every size: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
