"""Kills the worker before every step of a delivery, and lets another one finish.

Run as a program in a folder of its own: ``python -m portal.crash FOLDER STRIDE``. A step is a
rename, a sync or a removal of a file, or an SQL statement; of statements and syncs every
STRIDE-th is tried. Prints ``{"steps", "tried", "faults"}`` as JSON.
"""

import json
import os
import shutil
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PAGE = 3
WATCHED = ("replace", "fsync", "unlink")


def start(folder: Path) -> None:
    """Django on a database, a tree and a store in ``folder``, with short list pages."""
    os.environ.pop("GONGKAI_DATABASE", None)
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.settings.test"
    import django
    from django.conf import settings

    settings.DATA_ROOT = folder
    settings.SITE_ROOT, settings.FILES_ROOT = folder / "site", folder / "files"
    # A killed process loses nothing that it handed to the system: no need to wait for the disk.
    settings.DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
    settings.LOGGING = {**settings.LOGGING, "level": "CRITICAL"}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from gongkai.portal import lists

    lists.PAGE_SIZE = PAGE  # type: ignore[misc]


def stage() -> Any:
    """A tree with a few records; a release, a correction and a withdrawal wait in the outbox."""
    from gongkai.outbox.worker import drain
    from portal.factory import Press, Says

    press = Press()
    files = [("附件1.pdf", b"%PDF-1.4 one"), ("附件2.pdf", b"%PDF-1.4 two")]
    records = [press.publish(f"第{n}条", item=n % 4, attachments=files) for n in range(5)]
    drain()
    matter = press.matter()
    links = [("interprets", records[2]), ("based_on", records[0])]
    press.publish("新的一条", unit=1, attachments=files, says=Says(links=links, matter=matter))
    press.correct(records[2], "更正过的一条", attachments=files[1:], says=Says(matter=matter))
    press.withdraw(records[0])
    return press


@contextmanager
def counted(act: Callable[[str], None]) -> Iterator[None]:
    """Call ``act`` before every step. Syncs are not done: a killed process loses no bytes."""
    from django.db import connection

    real = {name: getattr(os, name) for name in WATCHED}
    real["fsync"] = lambda _: None

    def watched(name: str) -> Callable[..., Any]:
        def call(*args: Any, **values: Any) -> Any:
            act(name)
            return real[name](*args, **values)

        return call

    def statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        act("sql")
        return execute(sql, params, many, context)

    kept = {name: getattr(os, name) for name in WATCHED}
    for name in WATCHED:
        setattr(os, name, watched(name))
    with connection.execute_wrapper(statement):
        yield
    for name, function in kept.items():
        setattr(os, name, function)


def in_child(work: Callable[[], None]) -> int:
    """Run ``work`` in a forked process; its exit status (-9: killed)."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as fault:
            sys.stderr.write(f"{fault!r}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def worker(notes: Path, killed_at: int = 0) -> Callable[[], None]:
    """The work of a worker that is killed before step ``killed_at`` (0: never).

    Undisturbed, it notes the steps and every content that it puts into the tree.
    """

    def work() -> None:
        from django.db import connection

        from gongkai.outbox.models import Effect
        from gongkai.outbox.worker import drain

        # The lease of the worker that died has run out by the time another one comes.
        Effect.objects.update(leased_until=None, lease="")
        steps: list[str] = []

        def act(name: str) -> None:
            steps.append(name)
            if len(steps) == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)

        with counted(act):
            drain()
        notes.write_text(json.dumps(steps))
        connection.close()

    return work


def contents_written(folder: Path) -> dict[str, set[bytes]]:
    """Run the worker once undisturbed; every content that each file of the tree ever had."""
    from portal.trees import files_of

    tree = folder / "site" / "shili"
    seen: dict[str, set[bytes]] = defaultdict(set)
    for path, data in files_of(tree).items():
        seen[path].add(data)
    real = os.replace

    def replace(source: Any, target: Any) -> None:
        seen[str(Path(target).relative_to(tree))].add(Path(source).read_bytes())
        real(source, target)

    os.replace = replace
    from gongkai.outbox.worker import drain

    drain()
    os.replace = real
    return seen


class Trial:
    """The baseline, and what must hold after a kill and after the recovery."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "kept"
        self.tree = folder / "site" / "shili"
        self.notes = folder / "notes.json"
        self.faults: list[str] = []
        self.save()

    def save(self) -> None:
        """Keep database and tree as they are before the worker comes."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self.kept.mkdir()
        shutil.copy(self.folder / "gongkai.sqlite3", self.kept)
        shutil.copytree(self.folder / "site", self.kept / "site")

    def restore(self) -> None:
        """Go back to the baseline."""
        from django.db import connections

        connections.close_all()
        for name in ("gongkai.sqlite3-wal", "gongkai.sqlite3-shm"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.copy(self.kept / "gongkai.sqlite3", self.folder)
        shutil.rmtree(self.folder / "site")
        # Files of a tree are replaced and never written to, so links do for copies.
        shutil.copytree(self.kept / "site", self.folder / "site", copy_function=os.link)

    def learn(self) -> list[str]:
        """Find out the steps, the allowed contents and the tree that must come out."""
        from gongkai.portal.building import differences
        from portal.trees import files_of

        in_child(worker(self.notes))
        steps: list[str] = json.loads(self.notes.read_text())
        self.restore()
        self.allowed = contents_written(self.folder)
        self.wanted = files_of(self.tree)
        from gongkai.organisation.models import Town

        if found := differences(Town.objects.get()):
            self.faults.append(f"undisturbed: {found}")
        return steps

    def run(self, step: int, name: str) -> None:
        """Kill a worker before ``step``, look, let another one finish, and look again."""
        from portal.trees import broken_links, files_of, stale_twins

        self.restore()
        if in_child(worker(self.notes, step)) != -signal.SIGKILL:
            self.faults.append(f"{step} {name}: not killed")
        files = files_of(self.tree)
        for path, data in files.items():
            if data not in self.allowed[path]:
                self.faults.append(f"{step} {name}: half a file {path}")
        for path, link in broken_links(files, "/shili/"):
            self.faults.append(f"{step} {name}: {path} links to {link}, which is not there")
        if in_child(worker(self.notes)) != 0:
            self.faults.append(f"{step} {name}: recovery failed")
        files = files_of(self.tree)
        if files != self.wanted:
            wrong = {p for p in files.keys() | self.wanted if files.get(p) != self.wanted.get(p)}
            self.faults.append(f"{step} {name}: after recovery different {sorted(wrong)[:5]}")
        if stale := stale_twins(files):
            self.faults.append(f"{step} {name}: {stale}")


def main() -> None:
    """Try every STRIDE-th step, and renames and removals four times as often."""
    folder, stride = Path(sys.argv[1]), int(sys.argv[2])
    start(folder)
    stage()
    trial = Trial(folder)
    steps = trial.learn()
    often = max(stride // 4, 1)
    moving = [n for n, name in enumerate(steps, 1) if name in {"replace", "unlink"}]
    chosen = sorted({*moving[::often], *range(stride, len(steps) + 1, stride)})
    for step in chosen:
        trial.run(step, steps[step - 1])
    outcome = {"steps": len(steps), "tried": len(chosen), "faults": trial.faults}
    sys.stdout.write(json.dumps(outcome) + "\n")


if __name__ == "__main__":
    main()
