"""Telling what a file is by its first bytes (names lie), and refusing what cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from gongkai.catalogue.reading.delimited import read_delimited
from gongkai.catalogue.reading.errors import ReadingError
from gongkai.catalogue.reading.grid import Grid
from gongkai.catalogue.reading.spreadsheets import read_xls, read_xlsx
from gongkai.catalogue.reading.webpage import read_html, read_mht
from gongkai.catalogue.reading.word import read_docx

MAX_BYTES = 30 * 2**20
MAX_UNPACKED = 300 * 2**20
MAX_RATIO = 200

_ADVICE = "请另存为 .xlsx、.docx、.html 或 .csv 再导入。"
_REFUSED = (
    (b"%PDF", "PDF 文件不能直接导入。请找到原来的 Word 或 Excel 文件，或转换后" + _ADVICE[1:]),
    (b"{\\rtf", "RTF 文件不能直接导入。" + _ADVICE),
    (b"\x89PNG", "图片不能导入。" + _ADVICE),
    (b"\xff\xd8\xff", "图片不能导入。" + _ADVICE),
    (b"Rar!", "压缩包不能导入。请先解压，再导入里面的文件。"),
    (b"7z\xbc\xaf", "压缩包不能导入。请先解压，再导入里面的文件。"),
)
_HTML = re.compile(
    rb"<\s*(?:!doctype html|html|head|body|table|meta|div|p|tr|\?xml)", re.IGNORECASE
)


def load(source: str | Path | bytes) -> bytes:
    """The bytes of a file, refused when it is missing, empty or too large (30 MiB)."""
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        if not path.is_file():
            raise ReadingError(f"找不到文件：{path.name}。")
        if path.stat().st_size > MAX_BYTES:
            raise ReadingError("文件超过 30 MB，不像公开目录。请去掉图片等内容后再导入。")
        data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise ReadingError("文件超过 30 MB，不像公开目录。请去掉图片等内容后再导入。")
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise ReadingError("文件是空的。请重新选择文件。")
    return data


def grids_of(data: bytes, *, nested: bool = False) -> list[Grid]:
    """The tables of a file, by what its bytes are.

    nested: tables inside the cells of a Word table are tables of their own, as they always are on
    web pages.

    Raises ReadingError for kinds that cannot be read, with what to do instead.
    """
    for start, message in _REFUSED:
        if data.startswith(start):
            raise ReadingError(message)
    if data.startswith(b"PK"):
        return _package(data, nested)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    head = data[:4096]
    if re.match(rb"\s*(?:MIME-Version|From:|Content-Type:)", head, re.IGNORECASE):
        return read_mht(data)
    wide = head.replace(b"\0", b"")
    if _HTML.search(wide):
        return read_html(_narrow(data) if b"\0" in head else data)
    return read_delimited(data)


def _narrow(data: bytes) -> bytes:
    """A UTF-16 page as UTF-8 (Excel writes its "Unicode" web pages so)."""
    encoding = "utf-16-le" if data[1:2] == b"\0" or data[:2] == b"\xff\xfe" else "utf-16-be"
    return b"\xef\xbb\xbf" + data.decode(encoding, "replace").lstrip("\ufeff").encode()


def _package(data: bytes, nested: bool) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            unpacked = sum(info.file_size for info in package.infolist())
    except zipfile.BadZipFile as error:
        raise ReadingError("文件已损坏，打不开。请重新下载或另存后再导入。") from error
    if unpacked > MAX_UNPACKED or unpacked > max(MAX_RATIO * len(data), 2**24):
        raise ReadingError("文件解压后太大，不像公开目录，没有打开。")
    if "word/document.xml" in names:
        return read_docx(data, nested=nested)
    if any(name.startswith("xl/workbook") for name in names):
        return read_xlsx(data)
    raise ReadingError("压缩包或不认识的文件不能导入。" + _ADVICE)


def _compound(data: bytes) -> list[Grid]:
    """An old Office file: a workbook can be read, a document or a locked file cannot."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadingError("文件加了密码。请先去掉密码，另存后再导入。")
    if "WordDocument".encode("utf-16-le") in data:
        raise ReadingError("旧的 .doc 文件不能直接导入。请在文字处理软件里另存为 .docx 再导入。")
    return read_xls(data)
