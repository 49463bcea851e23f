"""One paragraph of a Word document: what is seen of it, and what is not."""

import re
from dataclasses import dataclass, field
from typing import Literal

from gongkai.documents.extraction.crops import is_cut
from gongkai.documents.extraction.model import Hidden
from gongkai.documents.extraction.package import (
    Element,
    Relation,
    attribute,
    attributes,
    children,
    local,
)
from gongkai.documents.extraction.pieces import Atom, joined
from gongkai.documents.extraction.word.styles import Setting, Styles

_TEXTS = frozenset({"t", "delText"})
_CODES = frozenset({"instrText", "delInstrText"})
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INSERTED = {"ins": "插入", "moveTo": "移动到此处"}
_DELETED = {"del": "删除", "moveFrom": "从此处移走"}
_FILE_NAME = re.compile(r"\.\w{3,4}$")
_DRAWN = frozenset({"drawing", "pict", "object"})
_SPOKEN = {"descr": "图片的替代文字", "title": "图片的标题", "alt": "图片的替代文字"}
_FORM = frozenset({"default", "listEntry", "helpText", "statusText"})
_ASIDE = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr"})


@dataclass(frozen=True)
class Found:
    """Something beside the plain text of a paragraph: atoms, why hidden, what goes with it."""

    label: str
    atoms: tuple[Atom, ...]
    hidden: Hidden | None = None
    nodes: tuple[Element, ...] = ()
    remedy: Literal["remove", "unwrap"] = "remove"


@dataclass
class Paragraph:
    """What a paragraph holds: its visible atoms, the rest, and the text boxes anchored in it."""

    atoms: tuple[Atom, ...] = ()
    rest: list[Found] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def read_paragraph(
    paragraph: Element, styles: Styles, setting: Setting, relations: dict[str, Relation]
) -> Paragraph:
    """Read a ``w:p``. Text of fields is their result; their codes are pieces of the rest."""
    reader = _Reader(styles, setting, relations)
    reader.inline(paragraph)
    return reader.finish()


def text_below(element: Element) -> tuple[Atom, ...]:
    """Give all text below an element, deleted or not, codes left out."""
    atoms: list[Atom] = []
    for each in element.iter():
        if local(each) == "p" and atoms and each is not element:
            atoms.append(Atom(each, "whole", "\n"))
        atoms += _atom(each)
    return tuple(atoms)


def _atom(element: Element) -> list[Atom]:
    tag = local(element)
    if tag in _TEXTS or (tag == "t" and element.text):
        return [Atom(element, "text", element.text)] if element.text else []
    if tag in _SIGNS and local(element.getparent()) == "r":  # type: ignore[arg-type]
        return [Atom(element, "whole", _SIGNS[tag])]
    if tag == "sym":
        code = attribute(element, "char") or ""
        return [Atom(element, "whole", chr(int(code, 16)))] if code else []
    return []


@dataclass
class _Reader:
    styles: Styles
    setting: Setting
    relations: dict[str, Relation]
    _seen: list[Atom] = field(default_factory=list)
    _rest: list[Found] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _why: Hidden | None = None
    _unseen: list[Atom] = field(default_factory=list)
    _unseen_runs: list[Element] = field(default_factory=list)
    _code: list[Atom] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    """For each open field, whether its result has begun."""

    def finish(self) -> Paragraph:
        self._end_unseen()
        self._end_code()
        return Paragraph(tuple(self._seen), self._rest, self._boxes)

    def inline(self, holder: Element) -> None:
        for each in holder:
            tag = local(each)
            if tag == "r":
                self._run(each)
            elif tag in _INSERTED:
                self._inserted(each, _INSERTED[tag])
            elif tag in _DELETED:
                self._deleted(each, _DELETED[tag])
            elif tag not in _ASIDE:
                self._other(each, tag)

    def _other(self, each: Element, tag: str) -> None:
        if tag == "AlternateContent":
            self._alternative(each)
        elif tag == "hyperlink":
            self._link(each)
            self.inline(each)
        elif tag == "fldSimple":
            self._attribute(each, "instr", "域代码")
            self.inline(each)
        elif tag == "t":
            self._seen += _atom(each)
        else:
            self._controls(each, tag)
            self.inline(each)

    def _controls(self, each: Element, tag: str) -> None:
        if tag == "sdt":
            from gongkai.documents.extraction.word.story import control_texts

            self._rest += control_texts(each)

    def _link(self, link: Element) -> None:
        relation = self.relations.get(attribute(link, "id") or "")
        if relation is not None and relation.external:
            self._rest.append(
                Found("的超链接", (Atom(relation.element, "@Target", relation.target),))
            )
        self._attribute(link, "tooltip", "超链接的提示")

    def _attribute(self, element: Element, name: str, label: str) -> None:
        for key, value in attributes(element):
            if key.rpartition("}")[2] == name and value.strip():
                self._rest.append(Found(f"的{label}", (Atom(element, f"@{key}", value),)))

    def _inserted(self, change: Element, words: str) -> None:
        label = f"（修订：{words}{_by(change)}）"
        self._rest.append(Found(label, (), Hidden.TRACKED_CHANGE, (change,), "unwrap"))
        self.inline(change)

    def _deleted(self, change: Element, words: str) -> None:
        label = f"（修订：{words}{_by(change)}）"
        atoms = text_below(change)
        if joined(atoms):
            self._rest.append(Found(label, atoms, Hidden.TRACKED_CHANGE, (change,)))
        elif len(change):
            self._rest.append(Found(label, (), Hidden.TRACKED_CHANGE, (change,)))

    def _alternative(self, alternative: Element) -> None:
        chosen = children(alternative, "Choice")[:1]
        for each in chosen or children(alternative, "Fallback"):
            self._drawn(each) if chosen else self.inline(each)
        if chosen:
            self._compare(chosen[0], children(alternative, "Fallback"))

    def _compare(self, chosen: Element, fallbacks: list[Element]) -> None:
        """Older programs show the fallback: text that only stands there is hidden from others."""
        shown = joined(text_below(chosen))
        for each in fallbacks:
            atoms = text_below(each)
            if joined(atoms).strip() not in shown:
                found = Found("的兼容内容", atoms, Hidden.HIDDEN_TEXT, (each,))
                self._rest.append(found)

    def _run(self, run: Element) -> None:
        hidden = self.styles.hides(run, self.setting)
        if hidden is not self._why:
            self._end_unseen()
            self._why = hidden
        for each in run:
            tag = local(each)
            if tag == "fldChar":
                self._field(each)
            elif tag in _CODES:
                self._code.append(Atom(each, "text", each.text or ""))
            elif tag in _DRAWN:
                self._drawn(each)
            elif tag == "AlternateContent":
                self._alternative(each)
            elif tag == "ruby":
                self._ruby(each)
            else:
                self._text(run, _atom(each), hidden)

    def _text(self, run: Element, atoms: list[Atom], hidden: Hidden | None) -> None:
        if self._fields and not all(self._fields):
            self._code += atoms
        elif not hidden:
            self._seen += atoms
        elif atoms:
            self._unseen += atoms
            if run not in self._unseen_runs:
                self._unseen_runs.append(run)

    def _ruby(self, ruby: Element) -> None:
        for base in children(ruby, "rubyBase"):
            self.inline(base)
        for guide in children(ruby, "rt"):
            self._rest.append(Found("的拼音指南", text_below(guide)))

    def _field(self, sign: Element) -> None:
        kind = attribute(sign, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
            self._form(sign)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
            self._end_code()
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._end_code()

    def _form(self, sign: Element) -> None:
        for each in sign.iter():
            if local(each) in _FORM:
                self._attribute(each, "val", "窗体域")

    def _end_code(self) -> None:
        atoms, self._code = tuple(self._code), []
        # A code without words of its own, such as PAGE, says nothing.
        if '"' in joined(atoms) or any(atom.element.tag.endswith("}t") for atom in atoms):
            self._rest.append(Found("的域代码", atoms))

    def _end_unseen(self) -> None:
        atoms, self._unseen = tuple(self._unseen), []
        runs, self._unseen_runs = tuple(self._unseen_runs), []
        if joined(atoms).strip():
            label = "（文字与底色相同）" if self._why is Hidden.COVERED_TEXT else "（隐藏文字）"
            self._rest.append(Found(label, atoms, self._why, runs))

    def _drawn(self, drawing: Element) -> None:
        for each in drawing:
            tag = local(each)
            if tag == "txbxContent":
                self._boxes.append(each)
            elif tag == "AlternateContent":
                self._alternative(each)
            elif tag == "r":
                self._run(each)
            else:
                self._picture(each, tag)
                self._drawn(each)

    def _picture(self, each: Element, tag: str) -> None:
        for key, label in _SPOKEN.items():
            self._attribute(each, key, label)
        if tag == "cNvPr" and _FILE_NAME.search(attribute(each, "name") or ""):
            self._attribute(each, "name", "图片的文件名")
        if tag == "imagedata" and any("crop" in key for key, _ in attributes(each)):
            self._rest.append(Found("中裁剪过的图片", (), Hidden.CROPPED))
        if tag == "textpath":
            self._attribute(each, "string", "艺术字")
        elif tag == "srcRect" and is_cut(each):
            self._rest.append(Found("中裁剪过的图片", (), Hidden.CROPPED, (each,)))
        elif tag == "t" and each.text:
            self._rest.append(Found("的图形中的文字", tuple(_atom(each))))


def _by(change: Element) -> str:
    author = attribute(change, "author")
    return f"，作者{author}" if author else ""
