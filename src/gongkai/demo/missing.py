"""What the static public site answers where no file is: the tree's own 404 page.

The server hands every address without a file to this application. It knows neither Django nor
the database, because reading the site must need neither.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_PLAIN = "没有这个页面。".encode()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Send an address without its last slash to the page; otherwise 404 with the tree's page.

    The folder of the tree is in the environment as ``GONGKAI_SERVED_TREE``.
    """
    tree = Path(os.environ.get("GONGKAI_SERVED_TREE", "")).resolve()
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    if not path.endswith("/") and _is_page(tree, path):
        start_response("301 Moved Permanently", [("Location", environ["PATH_INFO"] + "/")])
        return [b""]
    page = tree / "404.html"
    body = page.read_bytes() if page.is_file() else _PLAIN
    start_response("404 Not Found", [("Content-Type", "text/html; charset=utf-8")])
    return [body]


def _is_page(tree: Path, path: str) -> bool:
    folder = (tree / path.lstrip("/")).resolve()
    return folder.is_relative_to(tree) and (folder / "index.html").is_file()
