"""Kills a full build, with all its processes, at moments spread over its length.

Run as a program in a folder of its own: ``python -m portal.killed_build FOLDER KILLS``. After
each kill the living tree must be as it was or as the build makes it, whole; the next build must
make the same bytes. Prints ``{"kills", "faults"}`` as JSON.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any


def stage() -> Any:
    """A built tree, and records that it does not show yet."""
    from gongkai.portal import building
    from gongkai.portal.building import build
    from portal.factory import Press

    press = Press()
    # A killed process loses nothing that it handed to the system: no need to wait for the disk.
    building._sync_all = lambda _: None
    press.flood(10)
    build(press.town, processes=1)
    press.flood(50)
    return press


def in_group(work: Callable[[], None]) -> int:
    """Run ``work`` in a process group of its own; gives its leader."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        _lead(0)
        try:
            work()
        except BaseException as fault:
            sys.stderr.write(f"{fault!r}\n")
            os._exit(1)
        os._exit(0)
    _lead(child)
    return child


def _lead(process: int) -> None:
    """Make a process (0: this one) the leader of a group of its own.

    Parent and child both do: whoever of them goes on first, the group is there to be killed.
    """
    with suppress(ProcessLookupError):
        os.setpgid(process, process)


def building() -> None:
    """A full build by two processes."""
    from gongkai.organisation.models import Town
    from gongkai.portal import building

    building.build(Town.objects.get(), processes=2)


def main() -> None:
    """Build once undisturbed to learn how long it takes, then kill."""
    from portal.crash import start

    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    start(folder)
    press = stage()
    from gongkai.portal.building import build
    from gongkai.portal.writing import sole_writer
    from portal.trees import broken_links, files_of, stale_twins

    tree = folder / "site" / "shili"
    before = files_of(tree)
    started = time.monotonic()
    assert os.waitpid(in_group(building), 0)[1] == 0
    length = time.monotonic() - started
    wanted, faults = files_of(tree), []
    build(press.town, processes=1)
    if files_of(tree) != wanted:
        faults.append("two processes make other bytes than one")
    for kill in range(kills):
        child = in_group(building)
        time.sleep(length * (kill + 0.5) / kills)
        # Only the parent dies, or all: both must leave nothing behind that goes on writing.
        os.kill(child, signal.SIGKILL) if kill % 2 else os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        files = files_of(tree)
        if files not in (before, wanted):
            faults.append(f"{kill}: the living tree is neither the old one nor the new one")
        faults += [f"{kill}: {link}" for link in broken_links(files, "/shili/")]
        faults += [f"{kill}: {twin}" for twin in stale_twins(files)]
        with sole_writer(tree, 30):
            pass
    os.waitpid(in_group(building), 0)
    if files_of(tree) != wanted:
        faults.append("the build after the kills is another one")
    sys.stdout.write(json.dumps({"kills": kills, "faults": faults}) + "\n")


if __name__ == "__main__":
    main()
