"""Notes, fields and links of a page."""

from collections.abc import Iterator
from ctypes import byref
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.model import Hidden, Segment, Unread
from gongkai.documents.extraction.pdf.drawing import annotation_box, annotations_of
from gongkai.documents.extraction.pdf.geometry import Box, Sheet
from gongkai.documents.extraction.pdf.strings import utf8, utf16

_NOTE_KEYS = ("Contents", "RC", "Subj", "OverlayText")

_INVISIBLE = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW

_PICTURES_AND_MEDIA = {
    raw.FPDF_ANNOT_STAMP: "图章",
    raw.FPDF_ANNOT_INK: "手写批注",
    raw.FPDF_ANNOT_SOUND: "录音",
    raw.FPDF_ANNOT_MOVIE: "影片",
    raw.FPDF_ANNOT_SCREEN: "影片",
    raw.FPDF_ANNOT_THREED: "三维图形",
    raw.FPDF_ANNOT_RICHMEDIA: "多媒体",
}

_FIELDS_WITH_TEXT = frozenset(
    {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
)


def read_annotations(
    page: Any, number: int, document: Any
) -> tuple[list[Segment], list[Unread], list[Any]]:
    """Give notes (hidden), links and values of fields (plain), what nobody reads, and the files
    pinned to the page as handles of PDFium.
    """
    segments: list[Segment] = []
    unread: list[Unread] = []
    files: list[Any] = []
    for count, handle in enumerate(annotations_of(page), start=1):
        place, label = f"page:{number}/note:{count}", f"第{number}页批注{count}"
        kind = raw.FPDFAnnot_GetSubtype(handle)
        segments.extend(_texts(handle, kind, place, number, document))
        if kind in _PICTURES_AND_MEDIA:
            unread.append(
                Unread(place, label, f"这一处是{_PICTURES_AND_MEDIA[kind]}，须由人打开查看。")
            )
        if kind == raw.FPDF_ANNOT_FILEATTACHMENT:
            pinned = raw.FPDFAnnot_GetFileAttachment(handle)
            if pinned:
                files.append(pinned)
    return segments, unread, files


def boxes_to_redact(page: Any, sheet: Sheet) -> list[Box]:
    """Where somebody marked text for blackening without ever applying it."""
    boxes: list[Box] = []
    for handle in annotations_of(page):
        if raw.FPDFAnnot_GetSubtype(handle) == raw.FPDF_ANNOT_REDACT:
            boxes.extend(_quads(handle, sheet) or [annotation_box(handle, sheet)])
    return boxes


def _quads(handle: Any, sheet: Sheet) -> list[Box]:
    boxes = []
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(handle), 1_000)):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(handle, number, byref(quad)):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            down = (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append(sheet.displayed(min(across), min(down), max(across), max(down)))
    return boxes


def _texts(handle: Any, kind: int, place: str, number: int, document: Any) -> Iterator[Segment]:
    if kind == raw.FPDF_ANNOT_LINK:
        yield from _link(handle, place, number, document)
    elif kind == raw.FPDF_ANNOT_WIDGET:
        yield from _field(handle, place, number, document.formenv)
    else:
        yield from _note(handle, place, number)


def _note(handle: Any, place: str, number: int) -> Iterator[Segment]:
    seen: set[str] = set()
    for key in _NOTE_KEYS:
        text = _string(handle, key)
        if text and text not in seen:
            seen.add(text)
            yield Segment(f"{place}/{key}", f"第{number}页批注", text, hidden=Hidden.ANNOTATION)
    if raw.FPDFAnnot_GetSubtype(handle) == raw.FPDF_ANNOT_REDACT and not seen:
        yield Segment(
            place, f"第{number}页涂黑标记", "（没有执行的涂黑标记）", hidden=Hidden.ANNOTATION
        )


def _link(handle: Any, place: str, number: int, document: Any) -> Iterator[Segment]:
    link = raw.FPDFAnnot_GetLink(handle)
    action = raw.FPDFLink_GetAction(link) if link else None
    address = _address(action, document) if action else ""
    if address:
        yield Segment(place, f"第{number}页链接地址", address)
    contents = _string(handle, "Contents")
    if contents and contents != address:
        yield Segment(f"{place}/Contents", f"第{number}页链接说明", contents)


def _address(action: Any, document: Any) -> str:
    address = utf8(lambda b, n: raw.FPDFAction_GetURIPath(document.raw, action, b, n))
    return address or utf8(lambda b, n: raw.FPDFAction_GetFilePath(action, b, n))


def _field(handle: Any, place: str, number: int, form: Any) -> Iterator[Segment]:
    flags = raw.FPDFAnnot_GetFlags(handle)
    hidden = Hidden.HIDDEN_TEXT if flags & _INVISIBLE else None
    name = utf16(lambda b, n: raw.FPDFAnnot_GetFormFieldName(form, handle, b, n))
    kind = raw.FPDFAnnot_GetFormFieldType(form, handle)
    value = utf16(lambda b, n: raw.FPDFAnnot_GetFormFieldValue(form, handle, b, n))
    label = f"第{number}页表单“{name}”" if name else f"第{number}页表单"
    if kind in _FIELDS_WITH_TEXT and value:
        yield Segment(f"{place}/value", label, value, hidden=hidden)
    tip = utf16(lambda b, n: raw.FPDFAnnot_GetFormFieldAlternateName(form, handle, b, n))
    if tip and tip != name:
        yield Segment(f"{place}/tip", f"{label}的提示", tip)


def _string(handle: Any, key: str) -> str:
    name = key.encode("ascii")
    return utf16(lambda b, n: raw.FPDFAnnot_GetStringValue(handle, name, b, n))
