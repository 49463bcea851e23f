"""The process group of ``make run``: office, public site, its dynamic pages, outbox worker.

For one town on one machine. A district runs the same programs under its own service manager
(docs/operations.md).
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

HOST = "127.0.0.1"
READY_SECONDS = 60
STOP_SECONDS = 15
# Granian's default thread count took 2.2 GB; this many is plenty for one town.
BLOCKING_THREADS = 4

Say = Callable[[str], None]


class ServingError(Exception):
    """The group cannot run; ``str()`` says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Child:
    """A program of the group: its name, its command, the port and path at which it must answer."""

    name: str
    command: Sequence[str]
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    path: str = "/"


def children(office_port: int, site_port: int, public_port: int) -> list[Child]:
    """The four programs of the group."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    # A browser that keeps its connection would hold a stopping server for ever.
    granian += ["--no-ws", "--http", "1", "--log-level", "error", "--workers-kill-timeout", "3"]
    office = [*granian, "--port", str(office_port), "--blocking-threads", str(BLOCKING_THREADS)]
    office += ["--static-path-mount", str(settings.STATIC_ROOT), "--static-path-expires", "60"]
    site = [*granian, "--port", str(site_port), "--blocking-threads", str(BLOCKING_THREADS)]
    public = [*granian, "--port", str(public_port), "--blocking-threads", str(BLOCKING_THREADS)]
    return [
        Child("办公系统", [*office, "gongkai.wsgi:application"], office_port),
        Child(
            "公开网站",
            [*site, "gongkai.demo.static_site:application"],
            site_port,
            {
                "GONGKAI_SERVED_TREE": str(settings.SITE_ROOT),
                "GONGKAI_PUBLIC_PORT": str(public_port),
            },
        ),
        Child(
            "在线查找和办理",
            [*public, "gongkai.public_wsgi:application"],
            public_port,
            path="/health/",
        ),
        Child("后台任务", [sys.executable, "-m", "gongkai", "worker"]),
    ]


def check_ports(ports: Mapping[str, int]) -> None:
    """Raise ServingError for the first port that another program holds.

    ports: name of the environment variable → port.
    """
    for variable, port in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                raise ServingError(
                    f"端口{port}已被其他程序占用。请先停止那个程序，或者换一个端口启动，"
                    f"例如：{variable}={port + 100} make run"
                ) from None


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C (SIGINT) and SIGTERM set, while the block runs."""
    event = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        event.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """What is started in the block never gets SIGINT.

    A terminal sends Ctrl-C to the whole process group at once; only this process shall hear it
    and stop the others in its own time. Programs inherit the mask and keep it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Group:
    """The running programs. All share the process group of the caller."""

    def __init__(self, programs: Sequence[Child]) -> None:
        self._running: list[tuple[Child, subprocess.Popen[bytes]]] = []
        with deaf_to_ctrl_c():
            for child in programs:
                environment = {**os.environ, **child.environment}
                process = subprocess.Popen(child.command, env=environment)  # noqa: S603
                self._running.append((child, process))

    def ended(self) -> Child | None:
        """The first program that ended by itself; None while all run."""
        return next((child for child, process in self._running if process.poll() is not None), None)

    def wait_until_ready(self, stop: threading.Event) -> None:
        """Return when every address answers or a stop is asked for.

        Raises ServingError when a program ends or an address stays silent too long.
        """
        end = time.monotonic() + READY_SECONDS
        waiting = [child for child, _ in self._running if child.port]
        while waiting and not stop.is_set():
            self.check()
            waiting = [c for c in waiting if not answers(c.port or 0, c.path)]
            if waiting and time.monotonic() > end:
                raise ServingError(f"{waiting[0].name}在{READY_SECONDS}秒内没有应答，已停止启动。")
            stop.wait(0.2)

    def run(self, stop: threading.Event) -> None:
        """Return when a stop is asked for; ServingError when a program ends by itself."""
        while not stop.wait(0.5):
            self.check()

    def check(self) -> None:
        """Raise ServingError if a program ended by itself."""
        if child := self.ended():
            raise ServingError(f"{child.name}意外停止，已停止其余程序。原因见上面的输出。")

    def stop(self) -> None:
        """Ask every program to stop, wait, and end by force what does not."""
        for _, process in self._running:
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for _, process in self._running:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(port: int, path: str = "/") -> bool:
    """Whether a page, of whatever content, comes from that port of this machine."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        headers = {"Host": f"localhost:{port}", "Connection": "close"}
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def serve(programs: Sequence[Child], when_ready: Callable[[], None], say: Say) -> None:
    """Run the group until Ctrl-C. ``when_ready`` is called once, when every address answers.

    Raises ServingError when it cannot run or stops by itself; nothing is left running.
    """
    with stopping() as stop:
        group = Group(programs)
        try:
            group.wait_until_ready(stop)
            if not stop.is_set():
                when_ready()
            group.run(stop)
            say("正在停止…")
        finally:
            group.stop()
    say("已停止。")
