"""DOCX to a body: we say what each paragraph is, mammoth writes, we finish tables and notes."""

import io
import re
import zipfile
from typing import Final

import mammoth
from lxml import etree

from gongkai.documents.conversion.model import Converted
from gongkai.documents.conversion.word import unseen
from gongkai.documents.conversion.word.finish import finish
from gongkai.documents.conversion.word.looks import Styles
from gongkai.documents.conversion.word.numbers import write_numbers
from gongkai.documents.conversion.word.package import Element, Package, value, w
from gongkai.documents.conversion.word.pictures import Pictures
from gongkai.documents.conversion.word.roles import OURS, mark_roles
from gongkai.documents.conversion.word.tables import mark_headers
from gongkai.documents.inspect import UploadError

_DOCUMENT: Final = "word/document.xml"
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)


def _lists() -> list[str]:
    """Items of a list, to the depth that Word knows."""
    rules, inside = [], ""
    for depth in range(1, 10):
        for kind, element in (("unordered", "ul"), ("ordered", "ol")):
            rules.append(f"p:{kind}-list({depth}) => {inside}{element} > li:fresh")
        inside += "ul|ol > li > "
    return rules


_STYLE_MAP: Final = "\n".join(
    [
        *(f"p.{OURS}{heading} => {heading}:fresh" for heading in ("h2", "h3", "h4")),
        *(
            f"p.{OURS}{role} => p.{role}:fresh"
            for role in ("right", "center", "caption", "figcaption")
        ),
        "r[style-name='Strong'] => strong",
        "r[style-name='Emphasis'] => em",
        *_lists(),
    ]
)


def convert_word(name: str, data: bytes) -> Converted:
    """Give the body of a DOCX.

    :raises UploadError: if the document cannot be read.
    """
    try:
        package = Package(data)
        title, warnings = _prepared(name, package)
    except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UploadError(_unreadable(name)) from error
    pictures = Pictures()
    written, lost_signs = _written(name, package.stream(), pictures)
    if lost_signs:
        warnings.append("原文有网页不能显示的特殊符号，没有转换，请对照原文补上。")
    return Converted(
        title,
        finish(written),
        tuple(pictures.found),
        (*warnings, *_about_pictures(pictures)),
    )


def _unreadable(name: str) -> str:
    return f"《{name}》里没有可以读出的正文。请用 Word 或 WPS 打开检查，重新保存为 .docx 后上传。"


def _prepared(name: str, package: Package) -> tuple[str, list[str]]:
    """Bring the document into a form that mammoth converts without loss; title and warnings."""
    tree = package.tree(_DOCUMENT)
    body = None if tree is None else tree.find(w("body"))
    if body is None:
        raise UploadError(_unreadable(name))
    found = _prepare(package, body)
    package.put(_DOCUMENT, tree)
    return found


def _prepare(package: Package, body: Element) -> tuple[str, list[str]]:
    styles = Styles(package.tree("word/styles.xml"))
    unseen.open_controls(body)
    boxes = unseen.open_alternatives(body)
    warnings = _warnings(package, body, boxes)
    if unseen.take_out_hidden(styles, body):
        warnings.append("原文有隐藏文字，没有转换。请确认原文件是否应当带着隐藏文字上传。")
    if _take_out_contents(styles, body):
        warnings.append("原文的目录没有转换：网页上没有页码。")
    write_numbers(package, styles, body)
    title = mark_roles(styles, body)
    mark_headers(styles, body)
    return title, warnings


def _warnings(package: Package, body: Element, boxes: bool) -> list[str]:
    found = (
        (unseen.has_changes(body), "原文有修订痕迹，已按接受修订后的文字转换，请核对。"),
        (unseen.has_comments(package), "原文有批注，没有转换。请确认原文件是否应当带着批注上传。"),
        (boxes, "原文有文本框，其中的文字放在所在段落之后，请核对次序。"),
        (unseen.has_formulas(body), "原文有公式，没有转换，请用文字或图片补上。"),
        (unseen.has_charts(body), "原文有图表或嵌入的对象，没有转换，请改用图片或表格补上。"),
        (unseen.has_struck_text(body), "原文有带删除线的文字，已按普通文字转换，请核对是否保留。"),
        (unseen.has_headers(package), "原文的页眉、页脚没有转换。"),
    )
    return [warning for is_so, warning in found if is_so]


def _take_out_contents(styles: Styles, body: Element) -> bool:
    found = [
        paragraph
        for paragraph in body.iter(w("p"))
        if any(
            _CONTENTS.match(value(style, "name") or "")
            for style in styles.paragraph_chain(paragraph)[:1]
        )
    ]
    for paragraph in found:
        paragraph.getparent().remove(paragraph)
    return bool(found)


def _written(name: str, stream: io.BytesIO, pictures: Pictures) -> tuple[str, bool]:
    """The HTML, and whether signs of symbol fonts were lost in it."""
    try:
        result = mammoth.convert_to_html(
            stream,
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=pictures.keep,
        )
    except Exception as error:
        # mammoth has no errors of its own: a document it cannot read fails anywhere in it.
        raise UploadError(_unreadable(name)) from error
    return result.value, any("w:sym" in message.message for message in result.messages)


def _about_pictures(pictures: Pictures) -> list[str]:
    warnings = []
    without = [image.name for image in pictures.found if not image.alt]
    if without:
        warnings.append(f"有{len(without)}张图片没有文字说明（{'、'.join(without)}），请补写。")
    if pictures.lost:
        warnings.append(
            f"有{pictures.lost}张图片的格式网页不能显示，没有转换，请另存为 PNG 后插入。"
        )
    return warnings
