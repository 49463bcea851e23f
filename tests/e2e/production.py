"""The programs of a town as they run in earnest: nginx, the public application, a worker.

Each is a process of its own on the test's database, tree and files; the test itself is the
office. Needs SQLite and a test whose changes are committed (``transactional_db``).
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from gongkai.demo.serving import children
from system import free_port, wait_for
from test_deploy import nginx

HOST = "www.example.gov.cn"


@contextmanager
def production(folder: Path) -> Iterator[int]:
    """Everything running over the data in ``folder``; gives the port of nginx."""
    (folder / "gongkai.sqlite3").symlink_to(connection.settings_dict["NAME"])
    application = free_port()
    public, worker = children(free_port(), free_port(), application)[2:]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GONGKAI")},
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.demonstration",
        "GONGKAI_DATA": str(folder),
        "GONGKAI_SECRET_KEY": settings.SECRET_KEY,
        "GONGKAI_SITE_HOSTS": HOST,
        "GONGKAI_LOG": "ERROR",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with ExitStack() as running:
        started = [subprocess.Popen(each.command, env=environment) for each in (public, worker)]
        for process in started:
            running.callback(_end, process)
        wait_for(application, started[0])
        yield running.enter_context(nginx(folder, application))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
