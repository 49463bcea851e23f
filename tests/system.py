"""Pieces of the system that some tests need: skipped where missing, failed under CI=true.

And ports of this machine for the programs that a test starts.
"""

import itertools
import os
import random
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import NoReturn

import pytest

_PACKAGES = {
    "chromium": "chromium",
    "nginx": "nginx-light",
    "rsync": "rsync",
    "sftp": "openssh-client",
    "sshd": "openssh-server",
    "pdftotext": "poppler-utils",
    "initdb": "postgresql",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
}


PATIENCE = 120
"""Seconds until a program is said not to answer, or not to end: the machine may have other work."""

_PORTS = range(20_000, 30_000)
_next_ports = itertools.cycle(random.SystemRandom().sample(_PORTS, len(_PORTS)))


def free_port() -> int:
    """A port for a program that is about to start; nobody else is given it meanwhile.

    Not one that the system picks for whoever asks for any (those begin at 32768): between
    the asking and the start another test's server might get the very same.
    """
    for port in _next_ports:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("every port is taken")


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Until the port answers. Fails where ``process``, whose port it is, ends before."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        except OSError:
            assert process is None or process.poll() is None, "the program has ended"
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def need(program: str) -> str:
    """The path of ``program``; without it the test is skipped, or fails under CI=true."""
    found = shutil.which(program) or _elsewhere(program)
    if found is None:
        missing(f"缺少{program}，请安装：apt-get install -y {_PACKAGES[program]}")
    return found


def missing(word: str) -> NoReturn:
    """Skip the test with a word, or fail it under CI=true."""
    if os.environ.get("CI") == "true":
        pytest.fail(word)
    pytest.skip(word)


def _elsewhere(program: str) -> str | None:
    """Debian keeps some programs outside an ordinary PATH."""
    places = [Path("/usr/sbin") / program]
    places += sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return next((str(place) for place in reversed(places) if place.exists()), None)
