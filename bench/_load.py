"""Asking a web server as fast as it answers: by ``ab`` where it is installed, else by a small
client of our own, which on a fast server measures itself more than the server.
"""

import asyncio
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

AT_ONCE = 16
HEADERS = {"Host": "www.example.gov.cn", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Speed:
    """Requests a second, and the milliseconds within which 99 of 100 were answered."""

    per_second: float
    p99: float


def ask(port: int, path: str, requests: int) -> Speed:
    """Ask for one address again and again over kept connections."""
    program = shutil.which("ab")
    if program is None:
        return asyncio.run(_ask(port, path, requests))
    headers = [part for name, value in HEADERS.items() for part in ("-H", f"{name}: {value}")]
    command = [program, "-q", "-k", "-c", str(AT_ONCE), "-n", str(requests), *headers]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    )
    failed = re.search(r"Failed requests:\s+(\d+)|Non-2xx responses:\s+(\d+)", done.stdout)
    if failed and (failed[1] or "0") != "0":
        raise RuntimeError(done.stdout)
    per_second = re.search(r"Requests per second:\s+([\d.]+)", done.stdout)
    p99 = re.search(r"^\s+99%\s+(\d+)", done.stdout, re.MULTILINE)
    assert per_second and p99
    return Speed(float(per_second[1]), float(p99[1]))


def client() -> str:
    """What asks."""
    return "ab" if shutil.which("ab") else "own client"


async def _ask(port: int, path: str, requests: int) -> Speed:
    times: list[float] = []
    left = iter(range(requests))
    started = time.perf_counter()
    await asyncio.gather(*(_one(port, path, left, times) for _ in range(AT_ONCE)))
    seconds = time.perf_counter() - started
    return Speed(requests / seconds, statistics.quantiles(times, n=100)[98] * 1000)


async def _one(port: int, path: str, left: Iterator[int], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    request = f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode()
    for _ in left:
        started = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if b" 200 " not in head[:16] or length is None:
            raise RuntimeError(head.decode())
        await reader.readexactly(int(length[1]))
        times.append(time.perf_counter() - started)
    writer.close()
