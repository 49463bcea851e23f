"""The words for what a reader of the file does not see."""

from html import escape

from gongkai.documents.extraction.model import Hidden

MARKS: dict[Hidden, str] = {
    Hidden.HIDDEN_SHEET: "隐藏的工作表",
    Hidden.HIDDEN_ROW: "隐藏的行",
    Hidden.HIDDEN_COLUMN: "隐藏的列",
    Hidden.COMMENT: "批注",
    Hidden.TRACKED_CHANGE: "修订",
    Hidden.HIDDEN_TEXT: "隐藏的文字",
    Hidden.ANNOTATION: "批注",
    Hidden.COVERED_TEXT: "被遮住的文字",
    Hidden.CROPPED: "被裁掉的内容",
    Hidden.EMBEDDED_FILE: "嵌入的文件",
    Hidden.GPS: "拍摄地点",
    Hidden.CACHED_DATA: "缓存的数据",
}


def marked(word: str) -> str:
    """Write a mark that stands before what is hidden."""
    return f'<strong class="hidden-mark">（{escape(word)}）</strong>'
