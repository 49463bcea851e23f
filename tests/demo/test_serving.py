"""The process group of ``make run`` and the static site that it serves."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from gongkai.demo import serving, static_site
from gongkai.demo.serving import Child, Group, ServingError
from system import free_port


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree of one town, 泊里 (``/poli/``), with a file outside the public folder."""
    folder = tmp_path / "public" / "poli"
    (folder / "records" / "r1").mkdir(parents=True)
    (folder / "index.html").write_text("首页", encoding="utf-8")
    (folder / "404.html").write_text("没有", encoding="utf-8")
    (folder / "records" / "r1" / "index.html").write_text("信息", encoding="utf-8")
    (folder / "records" / "r1" / "附件.docx").write_bytes(b"docx")
    (folder / "list.json").write_text("[]")
    (folder / "list.json.gz").write_bytes(b"packed")
    (tmp_path / "secret").write_text("原件", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_SERVED_TREE", str(tmp_path / "public"))
    return folder


def get(path: str, method: str = "GET", **headers: Any) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of an answer of the static site."""
    seen: dict[str, Any] = {}

    def start_response(status: str, given: list[tuple[str, str]]) -> None:
        seen.update(status=status, headers=dict(given))

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1"), **headers}
    body = b"".join(static_site.application(environ, start_response))
    return seen["status"][:3], seen["headers"], body


def test_pages_and_files_are_served(tree: Path) -> None:
    status, headers, body = get("/poli/")
    assert (status, body.decode()) == ("200", "首页")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert get("/poli/records/r1/")[2].decode() == "信息"
    assert get("/poli/records/r1/附件.docx")[1]["Content-Type"].endswith(
        "wordprocessingml.document"
    )
    assert get("/poli/list.json", HTTP_ACCEPT_ENCODING="gzip")[2] == b"packed"
    assert get("/poli/list.json")[2] == b"[]"
    assert get("/poli/", method="HEAD")[2] == b""
    assert get("/poli/", method="POST")[0] == "405"


def test_a_page_without_its_last_slash_is_found(tree: Path) -> None:
    status, headers, _ = get("/poli/records/r1")
    assert (status, headers["Location"]) == ("301", "/poli/records/r1/")


def test_an_unchanged_page_is_not_sent_again(tree: Path) -> None:
    tag = get("/poli/")[1]["ETag"]
    assert get("/poli/", HTTP_IF_NONE_MATCH=tag)[0] == "304"
    replaced = tree / "new"
    replaced.write_text("首页2", encoding="utf-8")
    replaced.replace(tree / "index.html")
    assert get("/poli/", HTTP_IF_NONE_MATCH=tag)[0] == "200"


@pytest.mark.parametrize(
    "path",
    [
        "/poli/../../secret",
        "/poli/records/../../../secret",
        "/poli/link",
        "/poli/.hidden",
        "/poli/a\0b",
        "/poli/nothing",
        "/poli/records",
    ],
)
def test_nothing_outside_the_tree_is_reachable(tree: Path, path: str) -> None:
    (tree / "link").symlink_to(tree.parent.parent / "secret")
    (tree / ".hidden").write_text("x")
    status, _, body = get(path)
    assert (status, body.decode()) == ("404", "没有")


def test_a_tree_without_its_own_page_still_answers(tree: Path) -> None:
    (tree / "404.html").unlink()
    assert "没有这个页面" in get("/poli/nothing")[2].decode()
    assert "没有这个页面" in get("/../secret")[2].decode()


@pytest.fixture
def gone(tree: Path) -> Path:
    """The folder of a record that is gone for good, beside one that was withdrawn otherwise."""
    (tree / "410.html").write_text("不再提供", encoding="utf-8")
    outside = tree.parent.parent / "records" / "x1"
    outside.mkdir(parents=True)
    (outside / "gone").write_bytes(b"")
    for slug in ("g1", "w1"):
        (tree / "records" / slug).mkdir()
        (tree / "records" / slug / "index.html").write_text("已撤下", encoding="utf-8")
        (tree / "records" / slug / "record.json").write_text("{}")
    (tree / "records" / "g1" / "gone").write_bytes(b"")
    return tree / "records" / "g1"


@pytest.mark.parametrize(
    "path",
    [
        "/poli/records/g1/",
        "/poli/records/g1/index.html",
        "/poli/records/g1/gone",
        "//poli/records//g1/",
    ],
)
def test_what_is_gone_answers_so_with_its_own_page(gone: Path, path: str) -> None:
    status, headers, body = get(path)
    assert (status, body.decode()) == ("410", "已撤下")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"


def test_the_files_of_what_is_gone_are_gone_too(gone: Path) -> None:
    status, _, body = get("/poli/records/g1/files/名单.pdf")
    assert (status, body.decode()) == ("410", "不再提供")
    assert get("/poli/records/g1/record.json")[2] == b"{}"
    assert get("/poli/records/g1")[0] == "301"


def test_other_withdrawn_pages_stay_pages(gone: Path) -> None:
    status, _, body = get("/poli/records/w1/")
    assert (status, body.decode()) == ("200", "已撤下")
    for path in ("/poli/records/w1/gone", "/poli/records/w1/a.pdf", "/../records/x1/a.pdf"):
        assert get(path)[0] == "404"


def test_the_bare_address_leads_to_the_one_town(tree: Path) -> None:
    status, headers, _ = get("/")
    assert (status, headers["Location"]) == ("302", "/poli/")
    (tree.parent / "other").mkdir()
    (tree.parent / "other" / "index.html").write_text("另一镇", encoding="utf-8")
    assert get("/")[0] == "404"


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, dict[str, str], bytes]]]:
    """What a program behind the site was asked; it answers with a cookie and two words."""
    asked: list[tuple[str, dict[str, str], bytes]] = []

    class Behind(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.path, dict(self.headers), body))
            self.send_response(404)
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
            self.wfile.write("没有".encode())

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("GONGKAI_PUBLIC_PORT", str(server.server_port))
    yield asked
    server.shutdown()
    server.server_close()


def test_dynamic_addresses_are_handed_on(
    tree: Path, behind: list[tuple[str, dict[str, str], bytes]]
) -> None:
    given = {"HTTP_HOST": "localhost:8001", "REMOTE_ADDR": "10.0.0.9", "HTTP_CONNECTION": "x"}
    status, headers, body = get("/poli/search/", QUERY_STRING="q=%E5%85%AC", **given)
    assert (status, headers["Set-Cookie"], body.decode()) == ("404", "a=b", "没有")
    path, sent, _ = behind[0]
    assert path == "/poli/search/?q=%E5%85%AC"
    assert (sent["Host"], sent["X-Forwarded-For"]) == ("localhost:8001", "10.0.0.9")
    sent_in = {"wsgi.input": BytesIO(b"a=1&b=2"), "CONTENT_LENGTH": "7"}
    get(
        "/poli/apply/泊里/",
        method="POST",
        CONTENT_TYPE="application/x-www-form-urlencoded",
        **sent_in,
    )
    path, sent, body = behind[1]
    assert (path, body) == ("/poli/apply/%E6%B3%8A%E9%87%8C/", b"a=1&b=2")
    assert sent["Content-Type"] == "application/x-www-form-urlencoded"
    assert get("/poli/")[2].decode() == "首页"
    assert len(behind) == 2


def test_without_the_application_the_site_says_so_and_the_tree_is_served(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("GONGKAI_PUBLIC_PORT", str(nobody.getsockname()[1]))
        status, headers, body = get("/poli/search/")
        assert (status, headers["Retry-After"]) == ("503", "10")
        assert "暂时不能使用" in body.decode()
        assert get("/poli/")[0] == "200"


def test_a_port_in_use_is_named_in_one_line() -> None:
    with socket.socket() as other:
        port = free_port()
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(ServingError, match=f"端口{port}已被其他程序占用.*GONGKAI_OFFICE_PORT"):
            serving.check_ports({"GONGKAI_OFFICE_PORT": port})
    serving.check_ports({"GONGKAI_OFFICE_PORT": port})


def test_the_group_is_office_site_its_dynamic_pages_and_worker() -> None:
    programs = serving.children(8000, 8001, 8002)
    assert [(child.name, child.port) for child in programs] == [
        ("办公系统", 8000),
        ("公开网站", 8001),
        ("在线查找和办理", 8002),
        ("后台任务", None),
    ]


def program(source: str) -> Child:
    return Child("试验程序", [sys.executable, "-c", source])


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts, as in a terminal: what a shell starts behind it ignores the signal."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_stops_every_program() -> None:
    said: list[str] = []
    sleeper = program("import time; time.sleep(600)")
    interrupt = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    serving.serve([sleeper, sleeper], interrupt.start, said.append)
    assert said == ["正在停止…", "已停止。"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_reaches_the_group_but_not_its_programs() -> None:
    group = Group([program("import signal, time; signal.raise_signal(2); time.sleep(600)")])
    time.sleep(0.3)
    assert group.ended() is None
    group.stop()
    assert group.ended() is not None
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_a_program_that_ends_stops_the_others() -> None:
    sleeper = program("import time; time.sleep(600)")
    with pytest.raises(ServingError, match="试验程序意外停止"):
        serving.serve([sleeper, program("raise SystemExit(1)")], lambda: None, lambda _: None)


def test_a_program_that_will_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "STOP_SECONDS", 0.2)
    source = "import signal, sys, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"
    group = Group([program(source)])
    group.stop()
    assert group.ended() is not None


def test_a_silent_address_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "READY_SECONDS", 0.3)
    with socket.socket() as mute:
        # Held, so that nobody else answers there.
        mute.bind(("127.0.0.1", 0))
        port = mute.getsockname()[1]
        silent = Child("试验程序", [sys.executable, "-c", "import time; time.sleep(600)"], port)
        group = Group([silent])
        with pytest.raises(ServingError, match="没有应答"):
            group.wait_until_ready(threading.Event())
        group.stop()
