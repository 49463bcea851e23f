"""A second process of a worker for what is urgent: it stands behind nothing that takes long.

A full build of a site, the recognition of a scan or a calendar for all towns takes minutes; a
release and a withdrawal must not wait for them. A process and no thread: a full build forks, and a
fork copies the locks that other threads hold at that moment.
"""

import multiprocessing
import os
from multiprocessing.process import BaseProcess

import structlog
from django.db import connections

from gongkai.outbox.worker import Worker

log = structlog.get_logger(__name__)

_STOP_SECONDS = 30


class UrgentLane:
    """The process that delivers urgent effects beside its parent, and ends when that ends."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None

    def keep(self) -> bool:
        """Start the process where it does not run. Always true: a worker goes on without it."""
        if self._process is not None and not self._process.is_alive():
            log.error("urgent lane ended", code=self._process.exitcode)
            self._process = None
        if self._process is None:
            connections.close_all()
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=_run, args=(os.getpid(),))
            self._process.start()
        return True

    def stop(self) -> None:
        """Let it finish what it holds, then end it."""
        if self._process is None:
            return
        for _ in range(_STOP_SECONDS):
            # Again each second: one that has only just begun to run may not have heard the first.
            self._process.terminate()
            self._process.join(1)
            if not self._process.is_alive():
                break
        else:
            self._process.kill()
            self._process.join()
        self._process = None


def _run(parent: int) -> None:
    Worker(urgent_only=True, watch=lambda: os.getppid() == parent).run()
