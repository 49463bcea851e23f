"""Worker processes that die: forks children that kill themselves at a given step.

Run by ``test_killed.py`` as a program of its own, on a database of its own; prints one JSON
line per scenario step. A step is every SQL statement (before and after), every commit (before
and after), and every step that the handler itself takes outside the database. Each child is a
real process that ends by SIGKILL; the parent holds no connection while it forks.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from gongkai.ledger.models import ChainHead, LedgerEntry  # noqa: E402
from gongkai.ledger.queries import verify  # noqa: E402
from gongkai.organisation.actions import enter_calendar_year  # noqa: E402
from gongkai.organisation.actor import system_actor  # noqa: E402
from gongkai.organisation.models import (  # noqa: E402
    Account,
    CalendarEdition,
    RoleGrant,
    Town,
    Unit,
)
from gongkai.outbox.actions import enqueue  # noqa: E402
from gongkai.outbox.handlers import Delivery, register_handler  # noqa: E402
from gongkai.outbox.models import Effect, EffectState  # noqa: E402
from gongkai.outbox.worker import claim, deliver  # noqa: E402
from gongkai.rules.calendar import Holiday, Notice  # noqa: E402

OUTSIDE = Path(sys.argv[2])
MODELS = (Town, Unit, Account, RoleGrant, CalendarEdition, LedgerEntry, ChainHead, Effect)
SHORT = timedelta(milliseconds=30)


class Steps:
    """Counts steps and dies at one of them (0: never)."""

    def __init__(self, die_at: int) -> None:
        self.die_at = die_at
        self.taken = 0

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **kwargs: Any) -> Any:
            self()
            result = call(*args, **kwargs)
            self()
            return result

        return stepped

    def watch(self) -> None:
        """Count every statement and every commit of this process."""
        connection.execute_wrappers.append(
            lambda execute, *arguments: self.around(execute)(*arguments)
        )
        connection._commit = self.around(connection._commit)  # type: ignore[method-assign]


def child(task: Callable[[Steps], None], die_at: int) -> bool:
    """Run ``task`` in a process of its own; True if it ended by itself, False if it was killed."""
    connection.close()
    identity = os.fork()
    if identity == 0:
        _run_and_leave(task, Steps(die_at))
    _, status = os.waitpid(identity, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status):
        raise SystemExit("a child failed")
    return True


def _run_and_leave(task: Callable[[Steps], None], steps: Steps) -> NoReturn:
    try:
        steps.watch()
        register_handler("test.outside", lambda delivery: outside(delivery, steps))
        task(steps)
        connection.close()
    except BaseException as failure:
        sys.stderr.write(f"{failure!r}\n")
        os._exit(1)
    os._exit(0)


def outside(delivery: Delivery, steps: Steps) -> None:
    """An effect that happens once for its key, however often it is asked for.

    ``os.link`` refuses an existing name, so the file appears whole and once; ``calls`` counts
    how often the handler was really called.
    """
    with (OUTSIDE / "calls").open("a") as calls:
        calls.write(f"{delivery.key}\n")
    running = OUTSIDE / f"{delivery.key}.running"
    _note_overlap(running, delivery)
    steps()
    whole = OUTSIDE / f"{delivery.key}.{os.getpid()}.part"
    whole.write_text(json.dumps(delivery.payload))
    steps()
    try:
        os.link(whole, OUTSIDE / f"{delivery.key}.done")
    except FileExistsError:
        (OUTSIDE / "repeats").open("a").write(f"{delivery.key}\n")
    steps()
    whole.unlink()
    running.unlink(missing_ok=True)


def _note_overlap(running: Path, delivery: Delivery) -> None:
    """Another living process in the same effect would show here."""
    if running.exists() and _alive(int(running.read_text() or 0)):
        (OUTSIDE / "overlaps").open("a").write(f"{delivery.key}\n")
    running.write_text(str(os.getpid()))


def _alive(identity: int) -> bool:
    try:
        os.kill(identity, 0)
    except OSError:
        return False
    return identity != 0


def work(lease: timedelta) -> Callable[[Steps], None]:
    """A worker that delivers until nothing waits, whoever held it before."""

    def run(steps: Steps) -> None:
        end = time.monotonic() + 300
        while Effect.objects.filter(state=EffectState.WAITING).exists():
            effect = claim(lease)
            if effect is not None:
                deliver(effect)
            elif time.monotonic() > end:
                raise TimeoutError
            else:
                time.sleep(0.01)

    return run


def lines(name: str) -> list[str]:
    path = OUTSIDE / name
    return path.read_text().split() if path.exists() else []


def kill_worker_everywhere() -> None:
    """Scenario: a worker dies at step k, for every k; another one finishes."""
    die_at = 0
    finished = False
    while not finished:
        die_at += 1
        key = f"k{die_at}"
        with transaction.atomic():
            enqueue("test.outside", {"k": die_at}, key=key)
        finished = child(work(SHORT), die_at)
        if not finished:
            child(work(SHORT), 0)
        effect = Effect.objects.get(key=key)
        tell(
            k=die_at,
            state=effect.state,
            attempts=effect.attempts,
            files=sorted(path.name for path in OUTSIDE.glob(f"{key}.done")),
            content=json.loads((OUTSIDE / f"{key}.done").read_text()),
            calls=lines("calls").count(key),
            overlaps=lines("overlaps"),
        )


def kill_act_everywhere() -> None:
    """Scenario: a process dies at step k of an act, for every k: all of it stays or nothing."""
    die_at = 0
    finished = False
    while not finished:
        die_at += 1
        year = 2026 + CalendarEdition.objects.count() + 1
        before = _rows()
        finished = child(lambda steps, year=year: _enter(year), die_at)
        after = _rows()
        tell(
            k=die_at,
            added=[new - old for new, old in zip(after, before, strict=True)],
            faults=[fault.what for fault in verify()],
            waiting=Effect.objects.filter(state=EffectState.WAITING).count(),
        )


def _rows() -> list[int]:
    return [model.objects.count() for model in (CalendarEdition, LedgerEntry, Effect)]


def _enter(year: int) -> None:
    new_year = date(year, 1, 1)
    notice = Notice(
        year=year,
        title=f"国务院办公厅关于{year}年部分节假日安排的通知",
        document_number=f"国办发明电〔{year - 1}〕1号",
        issued=date(year - 1, 11, 1),
        off=(Holiday("元旦", new_year, new_year),),
        working=(),
    )
    enter_calendar_year(system_actor(None), notice)


def many_workers() -> None:
    """Scenario: three workers at once; no effect is in two hands, none is done twice."""
    keys = [f"m{number}" for number in range(30)]
    with transaction.atomic():
        for key in keys:
            enqueue("test.outside", {"key": key}, key=key)
    connection.close()
    identities = []
    for _ in range(3):
        identity = os.fork()
        if identity == 0:
            _run_and_leave(work(timedelta(seconds=60)), Steps(0))
        identities.append(identity)
    codes = [os.waitstatus_to_exitcode(os.waitpid(identity, 0)[1]) for identity in identities]
    tell(
        codes=codes,
        states=sorted(set(Effect.objects.values_list("state", flat=True))),
        calls=sorted(lines("calls")) == sorted(keys),
        overlaps=lines("overlaps"),
    )


def tell(**facts: Any) -> None:
    sys.stdout.write(f"{json.dumps(facts)}\n")
    sys.stdout.flush()


def main() -> None:
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    scenarios = (kill_worker_everywhere, kill_act_everywhere, many_workers)
    {scenario.__name__: scenario for scenario in scenarios}[sys.argv[1]]()


main()
