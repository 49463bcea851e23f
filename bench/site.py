"""The public site: building it, serving it, and how quickly a release is on it.

Prints pages a second and processor time a page of a full build by one process and by all cores;
requests a second and p99 of home, list, record, feed and data through nginx against nginx serving
one bare file of the same size; time from a release to its page on disk, its statements and the
files it touched, among few records and among many. ``GONGKAI_BENCH_SITE`` is the number of
records of the build, ``GONGKAI_BENCH_RECORDS`` those of the releases ("1000 1000000"),
``GONGKAI_BENCH_REQUESTS`` the requests for each address, ``GONGKAI_BENCH_PARTS`` which parts are
wanted ("build serving releases"). With ``bin/with-postgresql`` before it it asks PostgreSQL. Run on
an idle machine, with the folder for temporary files on the disk that is meant.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

RECORDS = int(os.environ.get("GONGKAI_BENCH_SITE", "1000"))
SIZES = [int(size) for size in os.environ.get("GONGKAI_BENCH_RECORDS", "200 2000").split()]
REQUESTS = int(os.environ.get("GONGKAI_BENCH_REQUESTS", "5000"))
PARTS = os.environ.get("GONGKAI_BENCH_PARTS", "build serving releases").split()
BUILDS = 2
ROUNDS = 5
SERVING_ROUNDS = 10


def prepare(folder: Path) -> None:
    """An empty database, with the helpers of the tests at hand."""
    os.environ.update(GONGKAI_DATA=str(folder), DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.SITE_ROOT, settings.FILES_ROOT = folder / "site", folder / "files"
    settings.DATA_ROOT = folder
    settings.LOGGING = {**settings.LOGGING, "level": "ERROR"}
    django.setup()
    call_command("migrate", verbosity=0)


def measure_tree(folder: Path) -> None:
    """What needs a tree with all its pages."""
    from _site import fill

    from portal.factory import Press

    press = Press()
    fill(press, RECORDS)
    measure_build(press)
    if "serving" in PARTS:
        measure_serving(press, folder)


def measure_build(press: Any) -> None:
    """A build from nothing by one process and by all cores.

    Each into a folder of its own: some file systems are slow for minutes in making files where
    many were removed, and a tree that is replaced is removed.
    """
    from django.conf import settings

    from gongkai.portal.building import build

    home = settings.SITE_ROOT
    build(press.town, processes=1)
    print(
        f"\nfull build of {RECORDS:,} records   pages, pages/s, against one process, CPU ms a "
        "page, of it in the system"
    )
    first = 0.0
    for processes in (1, os.cpu_count() or 1):
        found = []
        for turn in range(BUILDS):
            settings.SITE_ROOT = home.parent / f"built-{processes}-{turn}"
            found.append(_built(lambda processes=processes: build(press.town, processes=processes)))
        pages, speed, _, _ = max(found, key=lambda each: each[1])
        cpu, system = min(found, key=lambda each: each[2])[2:]
        first = first or speed
        words = f"{processes} process{'es' if processes > 1 else ''}"
        print(f"{words:<14}{pages:>8,}{speed:>8.0f}{speed / first:>8.2f}{cpu:>8.2f}{system:>8.2f}")
    settings.SITE_ROOT = home


def _built(build: Any) -> tuple[int, float, float, float]:
    """Pages of a build, pages a second, processor ms a page, and those of them in the system."""
    before, started = _processor(), time.perf_counter()
    pages = build().pages
    seconds, after = time.perf_counter() - started, _processor()
    own, system = ((now - then) * 1000 / pages for now, then in zip(after, before, strict=True))
    return pages, pages / seconds, own + system, system


def _processor() -> tuple[float, float]:
    """Seconds of processor time of this process and of those it waited for: own, in the system."""
    own, others = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + others.ru_utime, own.ru_stime + others.ru_stime


def measure_serving(press: Any, folder: Path) -> None:
    """Pages through nginx against one bare file of the same size on the same server."""
    from _load import client

    from test_deploy import nginx

    tree = press.tree
    slug = f"bench-{RECORDS}"
    pages = {
        "home": "",
        "list": "lists/",
        "record": f"records/{slug}/",
        "rss": "lists/rss.xml",
        "list.json": "lists/list.json",
    }
    print(
        f"\nserving, asked by {client()}   bytes, requests/s, p99 ms; of the bare file: "
        "requests/s, the same by processor time, p99"
    )
    # The bare one keeps no log either.
    with nginx(folder, logged=False) as port, _bare(folder) as bare:
        for name, path in pages.items():
            file = tree / (f"{path}index.html" if path == "" or path.endswith("/") else path)
            packed = file.with_name(f"{file.name}.gz").read_bytes()
            (folder / "bare" / "file").write_bytes(packed)
            rounds = []
            # Turn by turn in short rounds, so that what else the machine does meets both alike.
            for _ in range(SERVING_ROUNDS):
                one = _asked(folder / "bare", bare, "/file")
                other = _asked(folder, port, f"/{press.town.slug}/{path}")
                rounds.append((one, other))
            best = max((other for _, (other, _) in rounds), key=lambda speed: speed.per_second)
            print(
                f"{name:<14}{len(packed):>8,}{best.per_second:>10.0f}{best.p99:>8.0f}"
                + "".join(f"{ratio:>8.2f}" for ratio in _ratios(rounds))
            )


def _asked(folder: Path, port: int, path: str) -> tuple[Any, float]:
    """How fast the server of a folder answers, and the seconds of processor time it took."""
    from _load import ask

    before = _server_time(folder)
    speed = ask(port, path, REQUESTS // SERVING_ROUNDS)
    return speed, _server_time(folder) - before


def _server_time(folder: Path) -> float:
    """Seconds of processor time of the workers of the nginx whose folder it is."""
    master, ticks = (folder / "pid").read_text().strip(), 0
    for line in Path("/proc").glob("[0-9]*/stat"):
        try:
            found = line.read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        if found[1] == master:
            ticks += int(found[11]) + int(found[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _ratios(rounds: list[Any]) -> tuple[float, float, float]:
    """Requests a second against the bare file, by the wall and by the server; p99 against it."""
    speeds = [other.per_second / one.per_second for (one, _), (other, _) in rounds]
    tails = [other.p99 / max(one.p99, 1.0) for (one, _), (other, _) in rounds]
    bare, pages = (sum(side[1] for side in sides) for sides in zip(*rounds, strict=True))
    return statistics.median(speeds), bare / max(pages, 0.01), statistics.median(tails)


def _bare(folder: Path) -> Any:
    """nginx with nothing but one file."""
    import contextlib
    import socket
    import subprocess

    from system import need
    from test_deploy import as_this_user, wait_for

    @contextlib.contextmanager
    def serve() -> Any:
        place = folder / "bare"
        place.mkdir(exist_ok=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        temporary = "".join(
            f"{name}_temp_path {place}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (place / "nginx.conf").write_text(
            f"{as_this_user()}pid {place}/pid; error_log {place}/error.log; daemon off;\n"
            f"worker_processes 1; events {{}}\nhttp {{ access_log off; {temporary}\n"
            f"server {{ listen 127.0.0.1:{port}; root {place}; }} }}\n"
        )
        program = need("nginx")
        server = subprocess.Popen([program, "-p", str(place), "-c", str(place / "nginx.conf")])
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait(10)

    return serve()


def measure_releases() -> None:
    """From the approved record to its page on disk, among few and among many."""
    from _site import crowd

    from gongkai.portal.building import index_is_done
    from gongkai.portal.composing import Composer
    from gongkai.review import actions as review
    from roads import House

    house = House()
    sheet = review.open_sheet(house.handler, house.unit)
    account = house.drafter.account
    filler = SimpleNamespace(
        town=house.town,
        units=[house.unit] * 3,
        items=[house.item] * 4,
        account=account,
        sheet=sheet,
    )
    print(
        "\nfrom the act of release   records, ms to the page on disk, against the first; ms, and "
        "processor ms, until lists, index and proof are done, too; files touched"
    )
    first = 0.0
    for size in SIZES:
        crowd(filler, size)
        _pretend_tree(house.town, Composer(house.town))
        index_is_done(house.town)
        found = [_release_one(house) for _ in range(ROUNDS)]
        seen, done, cpu = (
            statistics.median(column) for column in list(zip(*found, strict=True))[:3]
        )
        first = first or seen
        files = sorted({count for *_, count in found})
        print(f"{size:>12,}{seen:>10.0f}{seen / first:>8.2f}{done:>10.0f}{cpu:>8.0f}   {files}")


def _pretend_tree(town: Any, composer: Any) -> None:
    """What makes a tree count as built: the pages of all records would take hours for a million."""
    from gongkai.portal import addresses as at
    from gongkai.portal.delivering import tree_of
    from gongkai.portal.writing import Change, apply

    names = (at.HOME, at.NOT_FOUND, at.GONE)
    apply(tree_of(town), [Change(at.path_of(page), composer.compose(page)) for page in names])


def _release_one(house: Any) -> tuple[float, float, float, int]:
    """Milliseconds from the act to the page on disk, and to the end of the effect that the act
    left, by the clock and by the processor; how many files were touched.
    """
    from gongkai.outbox.worker import claim, deliver, drain
    from gongkai.portal import addresses as at
    from gongkai.portal import handlers
    from gongkai.portal.delivering import deliver_record, tree_of
    from gongkai.release import actions as release

    record = house.approved(house.record())
    drain()
    touched: list[int] = []

    def counted(town: Any, record_id: int) -> Any:
        written = deliver_record(town, record_id)
        touched.append(len(written.touched))
        return written

    handlers.deliver_record = counted
    started, processor = time.time(), time.process_time()
    release.release(house.office, record)
    effect = claim()
    assert effect is not None and effect.handler == "portal.release" and deliver(effect)
    done, cpu = time.time() - started, time.process_time() - processor
    page = tree_of(house.town) / at.file_of(at.record_address(record.slug))
    # The moment at which it was renamed into its place.
    return (page.stat().st_ctime - started) * 1000, done * 1000, cpu * 1000, touched[-1]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        if {"build", "serving"} & set(PARTS):
            measure_tree(folder)
        if "releases" in PARTS:
            measure_releases()


if __name__ == "__main__":
    main()
