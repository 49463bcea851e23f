"""The sample of the web server: nginx itself serves a tree with it."""

import getpass
import http.client
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from system import PATIENCE, free_port, need, wait_for

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"


def sample_on(port: int, folder: Path, application: int = 9, *, logged: bool = True) -> str:
    """The sample with a port of this machine instead of TLS, and with ``folder`` as its root.

    application: the port of the program behind the dynamic addresses. logged: whether the public
    hosts write their log, at once.
    """
    proxy = (DEPLOY / "gongkai-proxy.conf").as_posix()
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"^ *(listen \[::\]|ssl_certificate).*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"listen (443 ssl|80);", f"listen 127.0.0.1:{port};", text)
    # The included file itself includes another, so it is put in its place.
    site = (DEPLOY / "gongkai-site.conf").read_text(encoding="utf-8")
    text = text.replace("include /etc/nginx/gongkai-site.conf;", site)
    text = text.replace("/etc/nginx/gongkai-proxy.conf", proxy)
    text = text.replace("http://127.0.0.1:8002", f"http://127.0.0.1:{application}")
    # Nobody answers for the office.
    text = text.replace("http://127.0.0.1:8000", "http://127.0.0.1:9")
    text = text.replace("/srv/gongkai/site", (folder / "site").as_posix())
    if not logged:
        text = re.sub(r"access_log .*gongkai-site.log.*;", "", text)
    text = text.replace(" buffer=64k flush=5s", "").replace("/var/log/nginx", folder.as_posix())
    # The last server block answers the same names on port 80: here under a name of its own.
    text, plain = text[: text.rindex("server {")], text[text.rindex("server {") :]
    text += re.sub("server_name .*;", "server_name plain.example.gov.cn;", plain)
    return (
        f"{as_this_user()}pid {folder}/pid; error_log {folder}/error.log; daemon off;\n"
        "worker_processes 1; events {}\n"
        "http {\n"
        "types { text/html html; text/css css; application/pdf pdf; }\n"
        f"access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n"
        f"{text}\n}}\n"
    )


def as_this_user() -> str:
    """Started by root, nginx would read as another user, who may not enter the test's folder."""
    return f"user {getpass.getuser()};" if os.getuid() == 0 else ""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """nginx with the sample and the tree of one town."""
    write_tree(tmp_path)
    # Nobody answers for the application either, also where `make run` runs beside the tests.
    with nginx(tmp_path, application=9) as number:
        yield number


def write_tree(tmp_path: Path) -> None:
    """The tree of one town, with a page of each kind."""
    tree = tmp_path / "site" / "poli"
    (tree / "records" / "r1").mkdir(parents=True)
    (tree / "index.html").write_text("首页", encoding="utf-8")
    (tree / "index.html.gz").write_bytes(b"packed")
    (tree / "404.html").write_text("没有", encoding="utf-8")
    (tree / "records" / "r1" / "index.html").write_text("信息", encoding="utf-8")
    (tmp_path / "site" / ".poli.lock").write_text("x")
    (tree / "410.html").write_text("不再提供", encoding="utf-8")
    write_withdrawn(tree / "records" / "w1", "已撤下，页面如常")
    write_withdrawn(tree / "records" / "g1", "已撤下")
    (tree / "records" / "g1" / "gone").write_bytes(b"")
    (tree / "assets").mkdir()
    (tree / "assets" / "gongkai-0123.css").write_text("p{}")
    (tree / "lists").mkdir()
    (tree / "lists" / "rss.xml").write_text("<rss/>")
    (tree / "data").mkdir()
    (tree / "data" / "catalog.jsonld").write_text("{}")
    (tree / "robots.txt").write_text("User-agent: *")


def write_withdrawn(folder: Path, page: str) -> None:
    """What the writer leaves at the address of a withdrawn record."""
    folder.mkdir()
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "index.html.gz").write_bytes(b"packed")
    (folder / "record.json").write_text("{}")


@contextmanager
def nginx(folder: Path, application: int = 9, *, logged: bool = True) -> Iterator[int]:
    """nginx with the sample over the trees in ``folder / "site"``; gives its port."""
    program = need("nginx")
    number = free_port()
    configuration = folder / "nginx.conf"
    sample = sample_on(number, folder, application, logged=logged)
    configuration.write_text(sample, encoding="utf-8")
    server = subprocess.Popen([program, "-p", str(folder), "-c", str(configuration)])
    try:
        wait_for(number, server)
        yield number
    finally:
        server.terminate()
        server.wait(PATIENCE)


def get(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Status, headers and body of a page of the public host."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": "www.example.gov.cn", **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_nginx_serves_the_public_trees(port: int) -> None:
    status, headers, body = get(port, "/poli/")
    assert (status, body.decode()) == (200, "首页")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert get(port, "/poli/", **{"Accept-Encoding": "gzip"})[2] == b"packed"
    assert get(port, "/poli/records/r1/")[2].decode() == "信息"
    assert get(port, "/poli/records/r1")[0] == 301
    assert get(port, "/")[1]["Location"].endswith("/poli/")


def test_nginx_says_how_long_to_keep_what(port: int) -> None:
    kept = {
        "/poli/": "no-cache",
        "/poli/records/r1/": "no-cache",
        "/poli/lists/rss.xml": "max-age=30",
        "/poli/assets/gongkai-0123.css": "public, max-age=31536000, immutable",
    }
    assert {path: get(port, path)[1]["Cache-Control"] for path in kept} == kept
    assert get(port, "/poli/data/catalog.jsonld")[1]["Content-Type"].startswith(
        "application/ld+json"
    )
    assert get(port, "/robots.txt")[2] == b"User-agent: *"


def test_nginx_sends_a_strict_policy(port: int) -> None:
    headers = get(port, "/poli/")[1]
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for name in ("Permissions-Policy", "Referrer-Policy", "Strict-Transport-Security"):
        assert headers[name]
    assert get(port, "/poli/", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_a_town_on_a_host_of_its_own(port: int) -> None:
    own = {"Host": "www.poli.example.gov.cn"}
    assert get(port, "/", **own)[2].decode() == "首页"
    assert get(port, "/records/r1/", **own)[2].decode() == "信息"
    assert get(port, "/records/r1", **own)[1]["Location"].endswith("/records/r1/")
    assert get(port, "/records/g1/", **own)[0] == 410
    missing = get(port, "/records/g1/files/a.pdf", **own)
    assert (missing[0], missing[2].decode()) == (410, "不再提供")
    assert [get(port, path, **own)[0] for path in ("/nothing/", "/records/r2/")] == [404, 404]
    assert get(port, "/nothing/", **own)[2].decode() == "没有"
    assert get(port, "/lists/rss.xml", **own)[1]["Cache-Control"] == "max-age=30"
    assert get(port, "/.poli.lock", **own)[0] == 404


def test_nginx_answers_with_the_towns_own_page_where_nothing_is(port: int) -> None:
    status, _, body = get(port, "/poli/records/r2/")
    assert (status, body.decode()) == (404, "没有")


@pytest.mark.parametrize(
    "path", ["/poli/records/g1/", "/poli/records/g1/index.html", "/poli/records/g1/gone"]
)
def test_nginx_answers_gone_with_the_records_own_page(port: int, path: str) -> None:
    """What ``rules.withdrawal`` calls ``gone``: the address only answers that it is gone."""
    status, headers, body = get(port, path)
    assert (status, body.decode()) == (410, "已撤下")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    # Without it a browser may keep a 410 for as long as it likes.
    assert headers["Cache-Control"] == "no-cache"
    assert "default-src" in headers["Content-Security-Policy"]
    packed = get(port, path, **{"Accept-Encoding": "gzip"})
    assert (packed[0], packed[2]) == (410, b"packed")


def test_nginx_answers_gone_to_who_has_seen_the_page_before(port: int) -> None:
    tag = get(port, "/poli/records/g1/")[1]["ETag"]
    assert get(port, "/poli/records/g1/", **{"If-None-Match": tag})[0] == 410


def test_nginx_answers_gone_for_the_files_of_what_is_gone(port: int) -> None:
    status, _, body = get(port, "/poli/records/g1/files/%E5%90%8D%E5%8D%95.pdf")
    assert (status, body.decode()) == (410, "不再提供")
    assert get(port, "/poli/records/g1")[0] == 301
    assert get(port, "/poli/records/g1/record.json")[2] == b"{}"


def test_nginx_keeps_other_withdrawn_pages_as_pages(port: int) -> None:
    status, _, body = get(port, "/poli/records/w1/")
    assert (status, body.decode()) == (200, "已撤下，页面如常")
    for path in ("/poli/records/w1/gone", "/poli/records/w1/files/a.pdf", "/poli/records/"):
        assert get(port, path)[0] in {403, 404}
    assert get(port, "/poli/records/w1/files/a.pdf")[2].decode() == "没有"


@pytest.mark.parametrize("path", ["/.poli.lock", "/poli/../.poli.lock", "/poli/%2e%2e/nginx.conf"])
def test_nginx_hides_what_is_not_a_page(port: int, path: str) -> None:
    assert get(port, path)[0] in {400, 404}


def test_the_log_keeps_the_secret_of_a_calendar_to_itself(tmp_path: Path) -> None:
    """However the address is written, and also where the application does not answer."""
    secret = "c2VjcmV0LW9mLWEtY2FsZW5kYXI"
    office, plain = {"Host": "office.example.gov.cn"}, {"Host": "plain.example.gov.cn"}
    with logging_nginx(tmp_path) as port:
        for path in (f"/duties/feed/{secret}.ics", f"//duties/%66eed/{secret}.ics?a=1"):
            assert get(port, path, **office)[0] == 502
            assert get(port, path, **plain)[0] == 301
        assert get(port, "/duties/?year=2026", **office)[0] == 502
    logs = {name: (tmp_path / f"gongkai-{name}.log").read_text() for name in ("office", "plain")}
    assert logs["office"].count('"GET /duties/feed/*** HTTP/1.1"') == 2
    assert logs["plain"].count('"GET /duties/feed/*** HTTP/1.1"') == 2
    assert '"GET /duties/?year=2026 HTTP/1.1"' in logs["office"]
    errors = (tmp_path / "error.log").read_text()
    assert "/duties/?year=2026" in errors
    assert secret not in logs["office"] + logs["plain"] + errors


def test_the_log_keeps_what_people_look_for_to_itself(tmp_path: Path) -> None:
    """Neither the request has it, nor the next one as where its reader came from, nor a fault."""
    words = "%E7%8E%8B%E7%A4%BA%E4%BE%8B"
    asked = f"/poli/search/?q={words}"
    with logging_nginx(tmp_path) as port:
        assert get(port, asked)[0] == 502
        assert get(port, f"//poli/%73earch/?q={words}", Host="plain.example.gov.cn")[0] == 301
        came = {"Referer": f"https://www.example.gov.cn{asked}"}
        assert get(port, "/poli/assets/gongkai-0123.css", **came)[0] == 200
        here = {"Referer": "https://www.example.gov.cn/poli/lists/?page=2"}
        assert get(port, "/poli/records/r1/", **here)[0] == 200
    logs = "".join(path.read_text() for path in sorted(tmp_path.glob("*.log")))
    assert words not in logs
    assert logs.count('"GET /poli/search/*** HTTP/1.1"') == 2
    assert '"https://www.example.gov.cn/poli/search/***"' in logs
    assert '"https://www.example.gov.cn/poli/lists/"' in logs


@contextmanager
def logging_nginx(folder: Path) -> Iterator[int]:
    """nginx for a test of its logs, which are read after it has ended.

    An answer is there before its line: only an nginx that has ended has written them all.
    """
    write_tree(folder)
    with nginx(folder, application=9) as number:
        yield number
