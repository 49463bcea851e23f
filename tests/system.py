"""Pieces of the system that some tests need: skipped where missing, failed under CI=true."""

import os
import shutil
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
