"""Releases while people read: real nginx, real files; no request fails or sees half a page."""

import gzip
import http.client
import json
import posixpath
import random
import re
import threading
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree as Xml

import pytest
from django.conf import settings

from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.dynamic import DYNAMIC
from portal.factory import Press, do_not_wait_for_the_disk
from system import PATIENCE
from test_deploy import nginx

LINK = re.compile(r'href="([^"#?:]+)"')
BEGIN = ("", "lists/", "lists/list.json", "lists/rss.xml", "sitemap.xml", "changes/atom.xml")


class Reader(threading.Thread):
    """Somebody who opens pages and follows their links until told to stop."""

    def __init__(self, port: int, seed: int, stop: threading.Event) -> None:
        super().__init__()
        self.port, self.stop = port, stop
        self.chance = random.Random(seed)
        self.count = 0
        self.faults: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self.stop.is_set():
            path = self.chance.choice(BEGIN)
            for _ in range(4):
                body = self.read(connection, path)
                path = self.next_of(path, body)
                if not path:
                    break
        connection.close()

    def read(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        packed = self.chance.random() < 0.5
        headers = {"Host": "www.example.gov.cn"} | ({"Accept-Encoding": "gzip"} if packed else {})
        self.count += 1
        try:
            connection.request("GET", f"/shili/{quote(path)}", headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.headers["Content-Encoding"] == "gzip":
                body = gzip.decompress(body)
        except Exception as fault:
            self.faults.append(f"{path}: {fault!r}")
            connection.close()
            return b""
        if answer.status not in {200, 410} and "/files/" not in path:
            self.faults.append(f"{path}: {answer.status}")
        elif answer.status == 200 and not whole(path, body):
            self.faults.append(f"{path}: half a page")
        return body

    def next_of(self, path: str, body: bytes) -> str:
        """A page of the site that this one links to."""
        if path and not path.endswith(("/", ".html")):
            return ""
        links = LINK.findall(body.decode())
        inside = [posixpath.join(posixpath.dirname(path), unquote(link)) for link in links]
        pages = [posixpath.normpath(link) + "/" for link in inside if link.endswith("/")]
        wanted = [page.removeprefix("./") for page in pages if not page.startswith("..")]
        still = [page for page in wanted if page.split("/")[0] not in DYNAMIC]
        return self.chance.choice(still) if still else ""


def whole(path: str, body: bytes) -> bool:
    """Whether a body is complete, by its end."""
    if path.endswith(".json"):
        json.loads(body)
        return True
    if path.endswith(".xml"):
        return bool(Xml.fromstring(body).tag)
    return path.endswith((".pdf", ".css", ".js", ".svg")) or body.rstrip().endswith(b"</html>")


@pytest.mark.django_db
def test_releases_during_a_load_break_no_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_not_wait_for_the_disk(monkeypatch)
    press = Press()
    press.flood(30)
    build(press.town)
    assert Path(settings.SITE_ROOT) == tmp_path / "site"
    stop = threading.Event()
    with nginx(tmp_path) as port:
        readers = [Reader(port, seed, stop) for seed in range(3)]
        for reader in readers:
            reader.start()
        try:
            live(press)
        finally:
            stop.set()
            for reader in readers:
                reader.join()
    assert [fault for reader in readers for fault in reader.faults] == []
    assert sum(reader.count for reader in readers) > 100
    assert not Effect.objects.exclude(state="done").exists()


def live(press: Press) -> None:
    """Release, correct and withdraw, with a full build in the midst."""
    records = [press.publish(f"第{n}条", attachments=[("附件.pdf", b"%PDF one")]) for n in range(4)]
    drain()
    press.correct(records[0], "更正过的", attachments=[("附件二.pdf", b"%PDF two")])
    press.withdraw(records[1])
    drain()
    build(press.town)
    press.withdraw(records[2], "secrecy")
    press.publish("最后一条")
    drain()
