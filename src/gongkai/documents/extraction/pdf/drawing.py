"""What is drawn on a page, in the order of drawing: texts, pictures, and what may cover them."""

from collections.abc import Iterator
from ctypes import addressof, byref, c_float, c_int
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from gongkai.documents.extraction.pdf.geometry import Box, Sheet

MOST_OBJECTS = 200_000
"""Drawn objects of one page that are looked at; more is a map or an attack, for a person."""

_DEEPEST_FORM = 16
_THIN = 1.5
"""Points: a rule of a table is thinner than anything that could hide a character."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_PASSING_ANNOTATIONS = frozenset(
    {
        raw.FPDF_ANNOT_LINK,
        raw.FPDF_ANNOT_POPUP,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
    }
)


class TooManyObjects(ValueError):
    """A page is drawn with more objects than anybody waits for."""


@dataclass(frozen=True)
class Cover:
    """Something drawn that could hide what was drawn before it."""

    order: int
    box: Box


@dataclass
class Drawing:
    """All that is drawn on a page; texts and invisible texts by the address of their object."""

    texts: dict[int, int] = field(default_factory=dict)
    handles: list[Any] = field(default_factory=list)
    invisible: set[int] = field(default_factory=set)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[tuple[Box, Any]] = field(default_factory=list)
    paths: int = 0
    count: int = 0


def drawing_of(page: Any, sheet: Sheet) -> Drawing:
    """Walk the objects of a page, those inside forms too, and its annotations on top.

    :raises TooManyObjects: for more than ``MOST_OBJECTS``.
    """
    drawing = Drawing()
    for handle, matrix in _objects(page):
        drawing.count += 1
        if drawing.count > MOST_OBJECTS:
            raise TooManyObjects("the page is drawn with too many objects")
        _note(drawing, sheet, handle, matrix)
    _note_annotations(drawing, page, sheet)
    return drawing


def annotations_of(page: Any) -> Iterator[Any]:
    """Give each annotation of a page as an open handle, closed when the next one is asked."""
    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        handle = raw.FPDFPage_GetAnnot(page.raw, number)
        if not handle:
            continue
        try:
            yield handle
        finally:
            raw.FPDFPage_CloseAnnot(handle)


def annotation_box(handle: Any, sheet: Sheet) -> Box:
    """Give the displayed rectangle of an annotation; an empty box if it has none."""
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(handle, byref(rect)):
        return Box(0.0, 0.0, 0.0, 0.0)
    return sheet.displayed(rect.left, rect.bottom, rect.right, rect.top)


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _unfolded(raw.FPDFPage_GetObject(page.raw, number), _IDENTITY, 0)


def _unfolded(handle: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    if not handle:
        return
    yield handle, matrix
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM or depth >= _DEEPEST_FORM:
        return
    inner = _product(_matrix_of(handle), matrix)
    for number in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _unfolded(raw.FPDFFormObj_GetObject(handle, number), inner, depth + 1)


def _matrix_of(handle: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, byref(matrix)):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _note(drawing: Drawing, sheet: Sheet, handle: Any, matrix: _Matrix) -> None:
    match raw.FPDFPageObj_GetType(handle):
        case raw.FPDF_PAGEOBJ_TEXT:
            _note_text(drawing, handle)
        case raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(handle, matrix, sheet)
            drawing.pictures.append((box, handle))
            drawing.covers.append(Cover(drawing.count, box))
        case raw.FPDF_PAGEOBJ_SHADING:
            drawing.covers.append(Cover(drawing.count, _bounds(handle, matrix, sheet)))
        case raw.FPDF_PAGEOBJ_PATH:
            drawing.paths += 1
            box = _bounds(handle, matrix, sheet)
            if box.width >= _THIN and box.height >= _THIN and _is_filled_or_thick(handle):
                drawing.covers.append(Cover(drawing.count, box))


def _note_text(drawing: Drawing, handle: Any) -> None:
    address = addressof(handle.contents)
    drawing.texts[address] = drawing.count
    drawing.handles.append(handle)
    if raw.FPDFTextObj_GetTextRenderMode(handle) in {
        raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        raw.FPDF_TEXTRENDERMODE_CLIP,
    }:
        drawing.invisible.add(address)


def _is_filled_or_thick(handle: Any) -> bool:
    mode, stroke, width = c_int(), c_int(), c_float()
    if not raw.FPDFPath_GetDrawMode(handle, byref(mode), byref(stroke)):
        return True
    if mode.value != raw.FPDF_FILLMODE_NONE:
        return True
    # A thick line drawn over words hides them as well as a filled box does.
    raw.FPDFPageObj_GetStrokeWidth(handle, byref(width))
    return bool(stroke.value) and width.value >= _THIN


def _bounds(handle: Any, matrix: _Matrix, sheet: Sheet) -> Box:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(handle, byref(left), byref(bottom), byref(right), byref(top)):
        return Box(0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    corners = [
        sheet.place(a * x + c * y + e, b * x + d * y + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return Box(min(across), min(down), max(across), max(down))


def _note_annotations(drawing: Drawing, page: Any, sheet: Sheet) -> None:
    for handle in annotations_of(page):
        if raw.FPDFAnnot_GetSubtype(handle) not in _PASSING_ANNOTATIONS:
            drawing.covers.append(Cover(MOST_OBJECTS + 1, annotation_box(handle, sheet)))
