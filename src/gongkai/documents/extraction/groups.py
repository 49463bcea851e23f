"""Putting hidden pieces together the way a person would name them: a column, all comments."""

import re

from gongkai.documents.extraction.model import Hidden, Segment

_CELL = re.compile(r"^(sheet:\d+)!([A-Z]+)\d+(?:#formula)?$")
_SHEET = re.compile(r"^sheet:\d+")
_SHEET_LABEL = re.compile(r"^第\d+个工作表“.*?”(?=[A-Z]+\d+单元格|[的中])", re.DOTALL)
_INSIDE = re.compile(r"^([^>]+)>")

WORDS: dict[Hidden, str] = {
    Hidden.HIDDEN_SHEET: "隐藏工作表",
    Hidden.HIDDEN_ROW: "隐藏行",
    Hidden.HIDDEN_COLUMN: "隐藏列",
    Hidden.COMMENT: "批注",
    Hidden.TRACKED_CHANGE: "修订记录",
    Hidden.HIDDEN_TEXT: "隐藏文字",
    Hidden.ANNOTATION: "注释",
    Hidden.COVERED_TEXT: "被遮盖的文字",
    Hidden.CROPPED: "裁剪过的图片",
    Hidden.EMBEDDED_FILE: "嵌入的文件",
    Hidden.GPS: "图片的拍摄位置",
    Hidden.CACHED_DATA: "缓存的数据",
}
"""Each reason for hiding, in the words that people read."""


def group_of(segment: Segment) -> tuple[str, str]:
    """Give place and label of the group that a hidden piece belongs to, such as a hidden column.

    Of a piece that is not hidden it gives its own place and label. ``remove_hidden`` takes
    places of groups as well as those of pieces.
    """
    if segment.hidden is None:
        return segment.place, segment.label
    if segment.hidden is Hidden.EMBEDDED_FILE:
        return _inside(segment)
    sheet = _SHEET_LABEL.match(segment.label)
    label = sheet[0] if sheet else ""
    match segment.hidden:
        case Hidden.HIDDEN_SHEET:
            return _hidden_sheet(segment, label)
        case Hidden.HIDDEN_COLUMN | Hidden.HIDDEN_ROW:
            return _line(segment, label)
    of = f"{label}的" if label else ""
    return f"{_holder(segment.place)}!{segment.hidden}", f"{of}{WORDS[segment.hidden]}"


def _inside(segment: Segment) -> tuple[str, str]:
    inside = _INSIDE.match(segment.place)
    place = inside[1] if inside else segment.place
    return place, segment.label.partition("”")[0] + "”" if "”" in segment.label else segment.label


def _hidden_sheet(segment: Segment, label: str) -> tuple[str, str]:
    # What hangs on a hidden sheet in a part of its own has no number of the sheet in its place.
    number = re.match(r"^第(\d+)个", label)
    place = f"sheet:{number[1]}" if number else segment.place
    return place, f"隐藏的{label}"


def _line(segment: Segment, label: str) -> tuple[str, str]:
    cell = _CELL.match(segment.place)
    if cell is None:
        return segment.place, segment.label
    if segment.hidden is Hidden.HIDDEN_ROW:
        return f"{cell[1]}!rows", f"{label}的隐藏行"
    return f"{cell[1]}!col:{cell[2]}", f"{label}的隐藏列 {cell[2]} 列"


def _holder(place: str) -> str:
    sheet = _SHEET.match(place)
    return sheet[0] if sheet else place.partition("!")[0]
