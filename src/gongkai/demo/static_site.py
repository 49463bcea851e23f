"""The static public site of ``make run``: files of the tree, as nginx serves them elsewhere.

Knows neither Django nor the database, because reading the site must need neither; the few
addresses that the application answers are handed on to it (``handing_on``). Granian's own
static mount finds no pages in folders and sends neither charset nor ETag; in production nginx
does this work (deploy/nginx.conf).
"""

import mimetypes
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongkai.demo.handing_on import hand_on
from gongkai.portal.dynamic import is_dynamic

_BLOCK = 256 * 1024
_PAGE_ENDS = ("/", "/index.html")
# The writer puts this empty file beside the page of a record that is gone for good.
_MARK_OF_GONE = "gone"
_PAGE_OF_GONE = ("index.html", _MARK_OF_GONE)
_PLAIN = "没有这个页面。".encode()
_OFFICE = "application/vnd.openxmlformats-officedocument."
# What Python's own table lacks or what a system's table may spell otherwise.
_TYPES = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".ofd": "application/ofd",
}
_TEXT = ("text/", "application/json", "application/ld+json", "application/xml", "image/svg")

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the file of the address, its folder's index.html, or the town's 404.html.

    A record that is gone for good answers 410: its address with its own page, what else is
    missing in its folder with the town's 410.html. The folder that holds the towns' trees is in
    the environment as ``GONGKAI_SERVED_TREE``. With one town, the bare address leads to it.
    """
    path = environ.get("PATH_INFO", "/").encode("latin-1", "replace").decode("utf-8", "replace")
    if is_dynamic(path) and "GONGKAI_PUBLIC_PORT" in os.environ:
        return hand_on(environ, start_response, int(os.environ["GONGKAI_PUBLIC_PORT"]))
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        start_response("405 Method Not Allowed", [("Allow", "GET, HEAD")])
        return []
    return _from_tree(path, environ, start_response)


def _from_tree(
    path: str, environ: dict[str, Any], start_response: StartResponse
) -> Iterable[bytes]:
    root = Path(os.environ["GONGKAI_SERVED_TREE"]).resolve()
    found = _file_of(root, path)
    if found is not None and found.name == "index.html" and not path.endswith(_PAGE_ENDS):
        return _moved("301 Moved Permanently", f"{path}/", start_response)
    if found is not None and found.name in _PAGE_OF_GONE and _is_gone(root, found.parent):
        return _refused("410 Gone", found.with_name("index.html"), start_response)
    if found is not None:
        return _sent(found, environ, start_response)
    only = _only_town(root) if path == "/" else None
    if only:
        return _moved("302 Found", f"/{only}/", start_response)
    return _missing(root, path, start_response)


def _only_town(root: Path) -> str | None:
    """The one town that has a tree here; None where there are none or several."""
    towns = sorted(page.parent.name for page in root.glob("[a-z0-9]*/index.html"))
    return towns[0] if len(towns) == 1 else None


def _moved(status: str, path: str, start_response: StartResponse) -> Iterable[bytes]:
    start_response(status, [("Location", quote(path))])
    return []


def _file_of(root: Path, path: str) -> Path | None:
    """The file for an address; None where there is none, or where it leads out of the folder."""
    if "\0" in path or any(part.startswith(".") for part in path.split("/")):
        return None
    target = (root / path.lstrip("/")).resolve()
    if not target.is_relative_to(root):
        return None
    if target.is_dir():
        target = target / "index.html"
    return target if target.is_file() else None


def _sent(file: Path, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    headers = [("Content-Type", _media_type(file)), ("Vary", "Accept-Encoding")]
    # A withdrawn page must be gone at the next look, so the browser always asks again.
    headers += [("Cache-Control", "no-cache"), ("X-Content-Type-Options", "nosniff")]
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        packed = file.with_name(file.name + ".gz")
        if packed.is_file():
            headers.append(("Content-Encoding", "gzip"))
            file = packed
    opened = file.open("rb")
    facts = os.fstat(opened.fileno())
    tag = f'"{facts[stat.ST_INO]:x}-{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers += [("ETag", tag), ("Last-Modified", formatdate(facts.st_mtime, usegmt=True))]
    if environ.get("HTTP_IF_NONE_MATCH") == tag:
        opened.close()
        start_response("304 Not Modified", headers)
        return []
    start_response("200 OK", [*headers, ("Content-Length", str(facts.st_size))])
    if environ["REQUEST_METHOD"] == "HEAD":
        opened.close()
        return []
    return _blocks(opened)


def _blocks(opened: Any) -> Iterator[bytes]:
    with opened:
        while block := opened.read(_BLOCK):
            yield block


def _missing(root: Path, path: str, start_response: StartResponse) -> Iterable[bytes]:
    """404, or 410 in the folder of what is gone, with the page that the town's tree has for it."""
    town, *inside = [*filter(None, path.split("/")), ""]
    status, name = "404 Not Found", "404.html"
    if len(inside) > 2 and _is_gone(root, root.joinpath(town, *inside[:2])):
        status, name = "410 Gone", "410.html"
    return _refused(status, _file_of(root, f"/{town}/{name}"), start_response)


def _is_gone(root: Path, folder: Path) -> bool:
    """Whether a folder is that of a record that is gone for good."""
    inside = folder.relative_to(root).parts
    if len(inside) != 3 or inside[1] != "records":
        return False
    return _file_of(root, f"/{'/'.join(inside)}/{_MARK_OF_GONE}") is not None


def _refused(status: str, page: Path | None, start_response: StartResponse) -> Iterable[bytes]:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-cache")]
    start_response(status, headers)
    return [page.read_bytes() if page else _PLAIN]


def _media_type(file: Path) -> str:
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    kind = kind or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind
