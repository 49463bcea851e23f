"""Reading an HTML body, each piece with where its characters stand in the source.

The source is taken apart and never rebuilt, so that what edits and marks leave alone stays as it
is to the last character.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.documents.extraction.model import Extraction, Hidden, Segment
from gongkai.documents.extraction.package import words

_TOKEN = re.compile(
    r"""(?P<comment><!--.*?(?:-->|\Z)|<[!?][^>]*>)"""
    r"""|(?P<tag></?[a-zA-Z][^\s/>]*(?:[^>"']|"[^"]*"|'[^']*')*>)"""
    r"""|(?P<entity>&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)""",
    re.DOTALL,
)
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_SPACE = re.compile(r"[\t\n\r\f]")
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?![.\d])"
)

_BLOCKS = words(
    "address article aside blockquote body caption dd div dl dt figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead "
    "tr ul title head script style template noscript"
)
_CELLS = frozenset({"td", "th"})
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_NEVER_SEEN = frozenset({"script", "style", "template", "noscript", "head", "title"})
_TELLING = {"alt": "图片说明", "title": "提示文字", "href": "链接地址", "aria-label": "提示文字"}


@dataclass(frozen=True)
class Run:
    """Characters of a piece and the source they were written as.

    is_plain: each character stands for itself; otherwise source and text go only as a whole.
    """

    text: str
    start: int
    end: int
    is_plain: bool = True


@dataclass(frozen=True)
class Block:
    """A piece of a body and its runs; ``is_attribute`` where it is the value of an attribute.

    start and end: what has to go from the source if the piece, being hidden, has to go.
    """

    segment: Segment
    runs: tuple[Run, ...]
    is_attribute: bool = False
    start: int = 0
    end: int = 0


def extract_html(body: str) -> Extraction:
    """Give the text of a body, one piece per block or cell; places are ``body:12``.

    Alternative texts and addresses of links are pieces of their own. Comments and hidden elements
    do not survive the sanitiser, but a scan may come before it: they are marked as hidden.
    """
    return Extraction(tuple(block.segment for block in blocks(body)))


def blocks(body: str) -> list[Block]:
    """Take a body apart."""
    reader = _Reader()
    at = 0
    for token in _TOKEN.finditer(body):
        reader.text(body, at, token.start())
        reader.token(token)
        at = token.end()
    reader.text(body, at, len(body))
    reader.flush()
    return reader.found


@dataclass
class _Open:
    name: str
    hidden: bool


@dataclass
class _Reader:
    found: list[Block] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _late: list[tuple[str, Run]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _paragraph: int = 0
    _table: int = 0
    _row: int = 0
    _cell: int = 0
    _row_has_text: bool = False

    def text(self, body: str, start: int, end: int) -> None:
        if start < end:
            self._runs.append(Run(_SPACE.sub(" ", body[start:end]), start, end))

    def token(self, token: re.Match[str]) -> None:
        if token["entity"]:
            text = html.unescape(token["entity"])
            self._runs.append(Run(text, *token.span(), is_plain=False))
        elif token["comment"]:
            self._comment(token)
        else:
            self._tag(token)

    def _comment(self, token: re.Match[str]) -> None:
        text = re.sub(r"^<!--|-->$|^<[!?]|>$", "", token[0])
        if text.strip():
            start = token.start() + token[0].index(text)
            run = Run(text, start, start + len(text))
            self._add([run], Hidden.HIDDEN_TEXT, "网页注释", whole=token.span())

    def _tag(self, token: re.Match[str]) -> None:
        name = _NAME.match(token[0])[1].lower()  # type: ignore[index]
        if name == "br":
            self._runs.append(Run("\n", *token.span(), is_plain=False))
        elif name in _BLOCKS:
            self.flush()
        if token[0].startswith("</"):
            self._close(name)
            return
        hidden = self._is_hidden or _hides(name, token[0])
        if hidden and not self._is_hidden:
            self.flush()
        self._late += _told(token)
        if name not in _VOID and not token[0].endswith("/>"):
            self._open.append(_Open(name, hidden))
        self._count(name)

    def _close(self, name: str) -> None:
        names = [each.name for each in self._open]
        if name not in names:
            return
        at = len(names) - 1 - names[::-1].index(name)
        if self._is_hidden and not (at and self._open[at - 1].hidden):
            self.flush()
        del self._open[at:]

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1].hidden

    def _count(self, name: str) -> None:
        if name == "table":
            self._table += 1
            self._row = 0
        elif name == "tr":
            self._row, self._cell, self._row_has_text = self._row + 1, 0, False
        elif name in _CELLS:
            self._cell += 1

    def flush(self) -> None:
        runs, self._runs = self._runs, []
        if "".join(run.text for run in runs).strip():
            hidden = Hidden.HIDDEN_TEXT if self._is_hidden else None
            whole = (runs[0].start, runs[-1].end)
            self._add(runs, hidden, self._label(hidden), whole=whole)
        late, self._late = self._late, []
        for label, run in late:
            self._add([run], None, label, whole=(run.start, run.end), is_attribute=True)

    def _label(self, hidden: Hidden | None) -> str:
        aside = "（隐藏文字）" if hidden else ""
        names = [each.name for each in self._open]
        if _CELLS & set(names):
            return f"正文第{self._table}个表格第{self._row}行第{self._cell}格{aside}"
        if "caption" in names:
            return f"正文第{self._table}个表格的标题{aside}"
        if "figcaption" in names:
            return f"正文图片的说明文字{aside}"
        self._paragraph += 1
        return f"正文第{self._paragraph}段{aside}"

    def _add(
        self,
        runs: list[Run],
        hidden: Hidden | None,
        label: str,
        whole: tuple[int, int],
        is_attribute: bool = False,
    ) -> None:
        in_cell = not is_attribute and any(each.name in _CELLS for each in self._open)
        joint = "\t" if in_cell and self._row_has_text and self._is_new_cell else "\n"
        self._row_has_text = self._row_has_text or in_cell
        self._last_cell = (self._table, self._row, self._cell)
        text = "".join(run.text for run in runs)
        segment = Segment(f"body:{len(self.found) + 1}", label, text, joint, hidden)
        self.found.append(Block(segment, tuple(runs), is_attribute, *whole))

    _last_cell: tuple[int, int, int] = (0, 0, 0)

    @property
    def _is_new_cell(self) -> bool:
        return self._last_cell != (self._table, self._row, self._cell)


def _hides(name: str, tag: str) -> bool:
    values = {key: value for key, value, _ in _attributes(tag)}
    style = values.get("style", "").lower()
    return name in _NEVER_SEEN or "hidden" in values or bool(_INVISIBLE.search(style))


def _told(token: re.Match[str]) -> Iterator[tuple[str, Run]]:
    for key, value, at in _attributes(token[0]):
        if key in _TELLING and value.strip() and not value.startswith("#"):
            start = token.start() + at
            text = html.unescape(value)
            yield _TELLING[key], Run(text, start, start + len(value), is_plain=text == value)


def _attributes(tag: str) -> Iterator[tuple[str, str, int]]:
    """Give name, source of the value without quotes, and where that starts in the tag."""
    first = _NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, first.end() if first else 0):
        value, at = match[2] or "", match.start(2)
        if value[:1] in {'"', "'"}:
            value, at = value[1:-1], at + 1
        yield match[1].lower(), value, at
