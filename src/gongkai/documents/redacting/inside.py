"""Changing files that lie inside a package."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.extraction.attached import INSIDE
from gongkai.documents.extraction.model import CannotEdit, Edit
from gongkai.documents.extraction.package import Package
from gongkai.documents.recognition import Content, recognise

_NAMES = {Content.DOCX: "inner.docx", Content.XLSX: "inner.xlsx"}


def is_inside(place: str) -> bool:
    """Say whether a place lies in a file within the file."""
    return INSIDE in place


def edit_inside(package: Package, edits: Sequence[Edit]) -> None:
    """Apply edits to embedded documents, each by its own part.

    :raises CannotEdit: for an embedded file that cannot be changed.
    """
    from gongkai.documents.redacting import apply_edits

    by_part: dict[str, list[Edit]] = {}
    for edit in edits:
        part, _, place = edit.place.partition(INSIDE)
        by_part.setdefault(part, []).append(replace(edit, place=place))
    for part, its in by_part.items():
        name = _NAMES.get(recognise(package.read(part)))
        if name is None:
            raise CannotEdit(
                "嵌入的文件或图片不能在这里修改。请先清除嵌入的文件，或者在原文件中处理后重新上传。"
            )
        package.put(part, apply_edits(name, package.read(part), its))
