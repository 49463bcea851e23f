"""What may be attached, and what people read when it may not."""

import hashlib
import io
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from docx import Document
from openpyxl import Workbook
from PIL import Image

from gongkai.documents import inspect
from gongkai.documents.inspect import MediaType, Upload, UploadError, check_upload, media_type

LIMIT = 1024 * 1024
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def pdf_file(pages: int = 2) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    return saved(document.save)


def docx_file() -> bytes:
    document = Document()
    document.add_paragraph("示例")
    return saved(document.save)


def xlsx_file(sheets: int = 3) -> bytes:
    book = Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"表{number}")
    return saved(book.save)


def image_file(kind: str) -> bytes:
    return saved(lambda file: Image.new("RGB", (4, 4), "white").save(file, kind))


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(name, content)
    return file.getvalue()


class TestAccepted:
    @pytest.mark.parametrize(
        ("name", "data", "kind", "pages"),
        [
            ("通知.pdf", pdf_file(2), MediaType.PDF, 2),
            ("通知.PDF", pdf_file(1), MediaType.PDF, 1),
            ("方案.docx", docx_file(), MediaType.DOCX, None),
            ("名单.xlsx", xlsx_file(3), MediaType.XLSX, 3),
            ("照片.png", image_file("PNG"), MediaType.PNG, None),
            ("照片.jpg", image_file("JPEG"), MediaType.JPEG, None),
            ("照片.jpeg", image_file("JPEG"), MediaType.JPEG, None),
            ("说明.txt", "说明".encode(), MediaType.TXT, None),
            ("名单.csv", "姓名,村\n张三,甲村\n".encode("gb18030"), MediaType.CSV, None),
            ("名单.csv", "姓名,村\n".encode("utf-16"), MediaType.CSV, None),
        ],
    )
    def test_type_size_and_pages_are_read_from_the_content(self, name, data, kind, pages):
        upload = check_upload(name, data, LIMIT)
        assert upload == Upload(name, kind, len(data), pages)

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.pdf", pdf_file()), ("a.docx", docx_file()), ("a.xlsx", xlsx_file())],
    )
    def test_the_beginning_of_a_file_is_enough_for_its_type(self, name: str, data: bytes):
        assert media_type(name, data[:2000]).extensions == (name[1:],)

    def test_a_text_may_be_cut_within_a_character(self):
        assert media_type("a.txt", "公开".encode()[:5]) is MediaType.TXT

    def test_the_limit_itself_is_allowed(self):
        assert check_upload("a.txt", b"12345", 5).size == 5


class TestRefusedByContent:
    @pytest.mark.parametrize(
        ("name", "data", "advice"),
        [
            ("a.doc", OLE2, r"旧版.*另存为 \.docx"),
            ("a.wps", OLE2, r"旧版.*另存为 \.docx"),
            ("a.xls", OLE2, r"旧版.*另存为 \.xlsx"),
            ("a.ppt", OLE2, "导出为 PDF"),
            ("a.docx", OLE2 + "EncryptedPackage".encode("utf-16-le"), "加密.*取消打开密码"),
            ("a.zip", package("a.txt"), "压缩包.*逐个上传"),
            ("a.docx", package("a.txt"), "压缩包"),
            ("a.rar", b"Rar!\x1a\x07\x00", "压缩包"),
            ("a.pptx", package("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿.*PDF"),
            ("a.odt", package("mimetype", "content.xml"), "OpenDocument.*另存为"),
            ("a.ofd", package("OFD.xml"), "OFD.*PDF"),
            ("a.xlsb", package("[Content_Types].xml", "xl/workbook.bin"), "二进制.*xlsx"),
            ("a.rtf", rb"{\rtf1}", "RTF.*docx"),
            ("a.gif", b"GIF89a" + bytes(9), "PNG 或 JPG"),
            ("a.exe", b"MZ\x90\x00\x03" + bytes(60), "程序文件"),
            ("a.pdf", bytes(range(256)) * 4, "无法识别"),
        ],
    )
    def test_the_message_says_what_it_is_and_what_to_do(self, name, data, advice):
        with pytest.raises(UploadError, match=advice) as refused:
            check_upload(name, data, LIMIT)
        assert f"《{name}》" in str(refused.value)

    @pytest.mark.parametrize("name", ["a.docm", "a.docx"])
    def test_macros_are_refused_whatever_the_name_says(self, name: str):
        data = with_part(docx_file(), "word/vbaProject.bin")
        with pytest.raises(UploadError, match="宏"):
            check_upload(name, data, LIMIT)

    def test_a_macro_type_is_refused_even_without_macros(self):
        types = (
            b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled"/></Types>'
        )
        data = package("[Content_Types].xml", "xl/workbook.xml", content=types)
        with pytest.raises(UploadError, match="宏"):
            check_upload("a.xlsm", data, LIMIT)

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("a.pdf", image_file("PNG"), r"扩展名是 \.pdf，但内容是PNG 图片.*改为 \.png"),
            ("a.png", image_file("JPEG"), r"改为 \.jpg"),
            ("a.xlsx", docx_file(), r"内容是Word 文档（DOCX）.*改为 \.docx"),
            ("a.docx", "文字".encode(), r"改为 \.csv或 \.txt"),
            ("a.html", b"<html></html>", "纯文本"),
            ("附件", pdf_file(), r"没有扩展名.*加上扩展名 \.pdf"),
        ],
    )
    def test_name_and_content_must_agree(self, name: str, data: bytes, words: str):
        with pytest.raises(UploadError, match=words):
            check_upload(name, data, LIMIT)


class TestDamagedAndProtected:
    def test_an_empty_file(self):
        with pytest.raises(UploadError, match=r"《a\.pdf》是空文件"):
            check_upload("a.pdf", b"", LIMIT)

    def test_a_file_over_the_limit(self):
        with pytest.raises(UploadError, match=r"大小为 2\.0 MB，超过上限 1\.0 MB"):
            check_upload("a.txt", b"x" * 2 * LIMIT, LIMIT)

    def test_a_pdf_that_needs_a_password(self):
        data = protected_pdf(opens_without_password=False)
        with pytest.raises(pypdfium2.PdfiumError, match="password"):
            pypdfium2.PdfDocument(data)
        with pytest.raises(UploadError, match="密码"):
            check_upload("a.pdf", data, LIMIT)

    def test_a_pdf_that_opens_but_restricts_its_use(self):
        data = protected_pdf(opens_without_password=True)
        assert len(pypdfium2.PdfDocument(data)) == 1
        with pytest.raises(UploadError, match="限制"):
            check_upload("a.pdf", data, LIMIT)

    def test_a_broken_pdf(self):
        with pytest.raises(UploadError, match="已损坏"):
            check_upload("a.pdf", b"%PDF-1.7\n" + b"x" * 300, LIMIT)

    @pytest.mark.parametrize(("name", "make"), [("a.docx", docx_file), ("a.xlsx", xlsx_file)])
    def test_a_cut_office_document(self, name: str, make: Callable[[], bytes]):
        data = make()
        with pytest.raises(UploadError, match="已损坏"):
            check_upload(name, data[: len(data) // 2], LIMIT)

    def test_a_workbook_whose_parts_say_nothing(self):
        data = package("[Content_Types].xml", "xl/workbook.xml", content=b"not xml")
        with pytest.raises(UploadError, match="已损坏"):
            check_upload("a.xlsx", data, LIMIT)

    def test_an_office_package_of_no_known_kind(self):
        data = package("[Content_Types].xml", "other/part.xml")
        with pytest.raises(UploadError, match="已损坏"):
            check_upload("a.docx", data, LIMIT)

    def test_a_package_that_unpacks_without_end(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(inspect, "LARGEST_UNPACKED", 1000)
        data = with_part(docx_file(), "word/media/image1.png", bytes(2000))
        with pytest.raises(UploadError, match="展开后超过"):
            check_upload("a.docx", data, LIMIT)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("", "文件名是空的"),
            (" . ", "文件名是空的"),
            ("../a.pdf", "不能使用的符号“/”"),
            ("C:\\a.pdf", "不能使用的符号“:”"),
            ("a\\b.pdf", "符号"),
            ('a"b.pdf', "符号"),
            ("a\x00.pdf", "控制字符"),
            ("a\n.pdf", "控制字符"),
            ("fdp\u202e.exe", "控制字符"),
            ("a\ue000.pdf", "自造字"),
            (".htaccess", "开头或结尾"),
            ("a.pdf.", "开头或结尾"),
            ("长" * 117 + ".pdf", "121 个字符，超过 120 个"),
        ],
    )
    def test_unsafe_names_are_refused(self, name: str, words: str):
        with pytest.raises(UploadError, match=words):
            check_upload(name, pdf_file(), LIMIT)

    def test_ordinary_chinese_names_pass(self):
        name = "关于印发《泊里镇政务公开实施方案》的通知（2025）—附件 1、名单.pdf"
        assert check_upload(name, pdf_file(), LIMIT).media_type is MediaType.PDF
        assert check_upload("长" * 116 + ".pdf", pdf_file(), LIMIT).pages == 2


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
OWNER = b"\x11" * 32
PERMISSIONS = -44


def protected_pdf(*, opens_without_password: bool) -> bytes:
    """A document with the standard security handler, revision 2 (ISO 32000-1, 7.6.3)."""
    identity = bytes(16)
    user = _user_entry(identity) if opens_without_password else b"\x22" * 32
    handler = b"/Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>" % (
        PERMISSIONS,
        OWNER.hex().encode(),
        user.hex().encode(),
    )
    body = (
        b"%PDF-1.4\n"
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"4 0 obj<<" + handler + b">>endobj\n"
    )
    offsets = [body.index(b"%d 0 obj" % number) for number in range(1, 5)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    mark = identity.hex().encode()
    return (
        body
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%s><%s>]>>\n" % (mark, mark)
        + b"startxref\n%d\n%%%%EOF" % len(body)
    )


def _user_entry(identity: bytes) -> bytes:
    permissions = PERMISSIONS.to_bytes(4, "little", signed=True)
    key = hashlib.md5(PADDING + OWNER + permissions + identity).digest()[:5]
    return Cipher(ARC4(key), mode=None).encryptor().update(PADDING)
