"""Appending to the ledger and verifying it, at three sizes: both must grow with the entries.

Run with ``make bench``; ``GONGKAI_BENCH_ENTRIES`` sets the smallest size. Reads as ratios: a
machine under load changes the times, not whether the second column stays near 1.
"""

import os
import tempfile
import time
from collections.abc import Callable

SMALLEST = int(os.environ.get("GONGKAI_BENCH_ENTRIES", "300"))


def prepare(folder: str) -> None:
    """An empty database in ``folder``."""
    os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def append_many(chain: str, count: int) -> None:
    """Append ``count`` entries to a chain, each in a transaction of its own as acts do."""
    from django.db import transaction

    from gongkai.ledger.actions import Entry, Subject, append

    for number in range(count):
        subject = Subject("publication.record", str(number), f"示例信息{number}")
        entry = Entry(chain, "publication.edit", subject, None, "系统", before={"n": number})
        with transaction.atomic():
            append(entry)


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from gongkai.ledger.queries import verify

        print(f"{'entries':>8} {'append ms':>10} {'verify ms':>10}   per entry, against the first")
        first: tuple[float, float] | None = None
        for size in (SMALLEST, SMALLEST * 3, SMALLEST * 9):
            chain = f"bench-{size}"
            append = seconds(lambda: append_many(chain, size)) * 1000 / size  # noqa: B023
            check = seconds(lambda: list(verify(chain))) * 1000 / size  # noqa: B023
            first = first or (append, check)
            print(
                f"{size:>8} {append:>10.3f} {check:>10.3f}   "
                f"append {append / first[0]:.2f}, verify {check / first[1]:.2f}"
            )


if __name__ == "__main__":
    main()
