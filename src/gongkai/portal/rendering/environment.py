"""The Jinja2 environment of the public pages and the words that its filters make. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gongkai.portal.facts import RelationFacts, Site
from gongkai.rules.metadata import pub_date
from gongkai.search.results import Piece

_KINDS: Final = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".doc": "Word",
    ".xlsx": "Excel",
    ".xls": "Excel",
    ".ofd": "OFD",
    ".png": "图片",
    ".jpg": "图片",
    ".jpeg": "图片",
    ".txt": "文本",
    ".csv": "表格",
    ".zip": "压缩包",
}


def day(value: date) -> Markup:
    """A day for people and machines."""
    # A day holds no sign that would have to be escaped.
    return Markup(f'<time datetime="{value.isoformat()}">{value.isoformat()}</time>')  # noqa: S704


def moment(value: datetime) -> Markup:
    """A minute for people and machines."""
    return Markup(f'<time datetime="{value.isoformat()}">{pub_date(value)}</time>')  # noqa: S704


def _marked(pieces: Iterable[Piece]) -> Markup:
    """Pieces of a hit one behind the other, the words of the query marked."""
    parts = (
        f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)
        for piece in pieces
    )
    # Each text is escaped above.
    return Markup("".join(parts))  # noqa: S704


@dataclass(frozen=True)
class Choice:
    """A value of a filter: what it is called, how many of the hits have it, its address."""

    label: str
    count: int
    address: str


def _choices(choices: Iterable[Choice]) -> Markup:
    """The lines of a list of choices. In Python, as there are more of them than of anything else
    on a page: drawn by the template they took a tenth of its time.
    """
    lines = (
        f'<li><a href="{escape(one.address)}">{escape(one.label)}</a><span class="number">'
        f'{one.count}<span class="visually-hidden">条</span></span></li>\n'
        for one in choices
    )
    # Each text is escaped above.
    return Markup("".join(lines))  # noqa: S704


def _day_of(value: datetime) -> Markup:
    return day(value.date())


def _size(count: int) -> str:
    if count < 1024:
        return f"{count} 字节"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"


def _by_label(relations: tuple[RelationFacts, ...]) -> list[list[RelationFacts]]:
    """The relations under their labels, in the order in which the labels come up."""
    groups: dict[str, list[RelationFacts]] = {}
    for relation in relations:
        groups.setdefault(relation.label, []).append(relation)
    return list(groups.values())


def _file_kind(name: str) -> str:
    return _KINDS.get(PurePosixPath(name).suffix.lower(), "文件")


class Shell(NamedTuple):
    """What stands above and below the content of a page."""

    name: Markup
    navigation: Markup
    foot: Markup


@lru_cache(maxsize=256)
def shell_of(site: Site, root: str, here: str, exact: bool) -> Shell:
    """The shell of all pages of a town that stand equally deep and at the same place of the
    navigation: rendered once, and the same bytes as for each of them.
    """
    macros: Any = ENVIRONMENT.get_template("shell.html").module
    return Shell(
        macros.name(site, root),
        macros.navigation(site, root, here, exact),
        macros.foot(site, root),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day,
        "day_of": _day_of,
        "moment": moment,
        "marked": _marked,
        "choices": _choices,
        "size": _size,
        "file_kind": _file_kind,
        "by_label": _by_label,
    }
    environment.globals["shell_of"] = shell_of
    return environment


ENVIRONMENT: Final = _environment()
