"""Putting other characters in the place of those of a piece."""

from collections.abc import Iterable, Sequence

from lxml import etree

from gongkai.documents.extraction.model import CannotEdit, Edit, Segment
from gongkai.documents.extraction.package import Element, Package, local
from gongkai.documents.extraction.pieces import Atom, Piece

MISPLACED = "要修改的位置与文件内容对不上，文件可能已经换过。请重新扫描后再操作。"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BAD_SIGN = "替换的文字含有文件不能保存的符号。请换一种写法。"


def by_place(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    """Put edits together by their piece, the last stretch of each first."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.place, []).append(edit)
    for each in found.values():
        each.sort(key=lambda edit: (edit.start, edit.end), reverse=True)
    return found


def check(segment: Segment, edits: Sequence[Edit]) -> None:
    """Refuse edits that lie outside the piece or over one another; ``edits`` run backwards.

    :raises CannotEdit: if they do.
    """
    limit = len(segment.text)
    for edit in edits:
        if not 0 <= edit.start <= edit.end <= limit:
            raise CannotEdit(MISPLACED)
        limit = edit.start


def edited(segment: Segment, edits: Sequence[Edit]) -> str:
    """Give the text of a piece after its edits, which run backwards."""
    check(segment, edits)
    text = segment.text
    for edit in edits:
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def write(package: Package, piece: Piece, edits: Sequence[Edit]) -> None:
    """Apply edits, which run backwards, to the nodes of a piece.

    What several runs share goes to the first of them, so it takes the format of the first.

    :raises CannotEdit: if the edits do not fit the piece, or it cannot be changed by its nodes.
    """
    check(piece.segment, edits)
    if not piece.atoms:
        raise CannotEdit(f"{piece.segment.label}不能在这里修改。请在原文件中修改后重新上传。")
    for edit in edits:
        _write_one(piece.atoms, edit)
    for atom in piece.atoms:
        package.touch_holder(atom.element)
    _drop_fallbacks(piece.atoms)


def _write_one(atoms: Sequence[Atom], edit: Edit) -> None:
    replacement = edit.replacement
    touched = _touched(atoms, edit)
    if not touched and replacement:
        raise CannotEdit(MISPLACED)
    for atom, start, end in touched:
        _write_atom(atom, start, end, replacement)
        replacement = ""


def _touched(atoms: Sequence[Atom], edit: Edit) -> list[tuple[Atom, int, int]]:
    """Give the atoms that a stretch covers, each with the part of its text that is meant; for a
    place between characters, the one atom that ends or goes on there.
    """
    found = []
    at = 0
    for atom in atoms:
        start, end = max(edit.start - at, 0), min(edit.end - at, len(atom.text))
        is_point = edit.start == edit.end and start == end and atom.where != "whole"
        if start < end or is_point:
            found.append((atom, start, end))
        at += len(atom.text)
    return found[:1] if edit.start == edit.end else found


def _write_atom(atom: Atom, start: int, end: int, text: str) -> None:
    try:
        if atom.where == "text":
            old = atom.element.text or ""
            set_text(atom.element, old[:start] + text + old[end:])
        elif atom.where == "whole":
            _write_whole(atom.element, text)
        else:
            key = atom.where.removeprefix("@")
            old = str(atom.element.get(key, ""))
            atom.element.set(key, old[:start] + text + old[end:])
    except ValueError as error:
        raise CannotEdit(_BAD_SIGN) from error


def set_text(element: Element, text: str) -> None:
    """Give an element its text, so that blanks at the ends are kept."""
    element.text = text
    if local(element) in {"t", "delText", "instrText"} and text != text.strip():
        element.set(_SPACE, "preserve")


def _write_whole(element: Element, text: str) -> None:
    """Turn a tab or a break into text, or take it away."""
    parent = element.getparent()
    if parent is None:
        return
    if not text:
        remove(element)
        return
    namespace = etree.QName(element).namespace
    new = etree.Element(f"{{{namespace}}}t" if namespace else "t", nsmap=element.nsmap)  # type: ignore[arg-type]
    new.tail = element.tail
    set_text(new, text)
    parent.replace(element, new)


def remove(element: Element) -> None:
    """Take an element away and keep what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and element.tail.strip():
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, each in enumerate(list(element)):
        parent.insert(at + offset, each)
    remove(element)


def _drop_fallbacks(atoms: Iterable[Atom]) -> None:
    """Take away the copies for older programs of what was changed."""
    for atom in atoms:
        for up in list(atom.element.iterancestors()):
            if local(up) == "AlternateContent":
                for each in [each for each in up if local(each) == "Fallback"]:
                    up.remove(each)
