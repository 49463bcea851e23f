"""What can be asked of a public tree on disk."""

import gzip
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from gongkai.portal.dynamic import is_dynamic

_LINK = re.compile(r'(?:href|src)="([^"#?]*)')


def files_of(tree: Path) -> dict[str, bytes]:
    """Every file of a tree by path."""
    return {
        str(path.relative_to(tree)): path.read_bytes() for path in tree.rglob("*") if path.is_file()
    }


def broken_links(files: dict[str, bytes], base: str) -> list[tuple[str, str]]:
    """Page and target of every link within the site that leads nowhere: to no file, and to nothing
    that the application answers.
    """
    return [
        (path, link)
        for path, data in files.items()
        if path.endswith(".html")
        for link in set(_LINK.findall(data.decode()))
        if link and "://" not in link
        for target in [_target(path, unquote(link), base)]
        if target not in files and not is_dynamic(f"/{target}")
    ]


def _target(path: str, link: str, base: str) -> str:
    """The file behind a link on a page."""
    if link.startswith(base):
        joined = link.removeprefix(base)
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
        joined = "" if joined == "." else joined + ("/" if link.endswith("/") else "")
    return f"{joined}index.html" if joined in {"", "/"} or joined.endswith("/") else joined


def stale_twins(files: dict[str, bytes]) -> list[str]:
    """Compressed files that are damaged, or not what stands beside them."""
    return [
        path
        for path, data in files.items()
        if path.endswith(".gz") and gzip.decompress(data) != files.get(path.removesuffix(".gz"))
    ]
