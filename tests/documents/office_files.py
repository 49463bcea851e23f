"""Office files for tests: built by the usual libraries, then changed by hand where these cannot."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
import openpyxl
from openpyxl.workbook import Workbook

from gongkai.documents.extraction import Extraction, Hidden, Segment, extract

ID = "370283199001011234"
PHONE = "13812345678"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Change = Callable[[str], str]


def word(build: Callable[[docx.document.Document], None] | None = None) -> bytes:
    document = docx.Document()
    if build is not None:
        build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_body(xml: str) -> bytes:
    """A document whose body is this XML; ``w:`` is bound."""
    return patched(
        word(),
        {"word/document.xml": lambda old: old.replace("<w:body>", f"<w:body>{xml}", 1)},
    )


def paragraphs(*texts: str) -> bytes:
    def build(document: docx.document.Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return word(build)


def workbook(build: Callable[[Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    build(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def roster() -> bytes:
    """A workbook with names, identity numbers and telephones."""

    def build(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "名单"
        sheet.append(["姓名", "身份证号", "电话"])
        sheet.append(["张三", ID, int(PHONE)])

    return workbook(build)


def shared(data: bytes) -> bytes:
    """The workbook with its texts in the shared strings, as Excel writes them."""
    strings: list[str] = []

    def into(match: re.Match[str]) -> str:
        strings.append(f"<si>{match[2]}</si>")
        return f'{match[1]} t="s"><v>{len(strings) - 1}</v></c>'

    sheets = {name: old.decode() for name, old in parts(data).items() if "worksheets/s" in name}
    inline = re.compile(r'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>')
    sheets = {name: inline.sub(into, old) for name, old in sheets.items()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = f'<sst xmlns="{main}">{"".join(strings)}</sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    data = patched(data, sheets)
    return related(
        data, "xl/workbook.xml", "sharedStrings", "xl/sharedStrings.xml", table, "rIdSst", kind
    )


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return out.getvalue()


def patched(data: bytes, changes: Mapping[str, Change | str | bytes]) -> bytes:
    """The package with parts changed or added."""
    contents = parts(data)
    for name, change in changes.items():
        if callable(change):
            contents[name] = change(contents[name].decode()).encode()
        else:
            contents[name] = change.encode() if isinstance(change, str) else change
    return packed(contents)


def related(
    data: bytes,
    source: str,
    kind: str,
    target: str,
    content: str | bytes,
    relation_id: str = "rIdT1",
    content_type: str = "application/xml",
) -> bytes:
    """The package with a new part and an arrow to it."""
    folder, _, file = source.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    kind = kind if "://" in kind else f"{RELATIONS}/{kind}"
    arrow = f'<Relationship Id="{relation_id}" Type="{kind}" Target="/{target}"/>'
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    old = parts(data).get(rels, f"{empty}</Relationships>".encode()).decode()
    override = f'<Override PartName="/{target}" ContentType="{content_type}"/>'
    return patched(
        data,
        {
            rels: old.replace("</Relationships>", f"{arrow}</Relationships>"),
            target: content,
            "[Content_Types].xml": lambda old: old.replace("</Types>", f"{override}</Types>"),
        },
    )


def pieces(name: str, data: bytes, hidden: Hidden | None) -> list[Segment]:
    return [each for each in extract(name, data).segments if each.hidden is hidden]


def texts(name: str, data: bytes, hidden: Hidden | None) -> list[str]:
    return [each.text for each in pieces(name, data, hidden)]


def where(name: str, data: bytes, text: str) -> Segment:
    """The first piece that holds a text."""
    return next(each for each in extract(name, data).segments if text in each.text)


def hidden_kinds(extraction: Extraction) -> set[Hidden]:
    return {each.hidden for each in extraction.segments if each.hidden is not None}


def is_anywhere(data: bytes, value: str) -> bool:
    """Whether any part of the package holds a value in any usual encoding."""
    forms = [value.encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return any(form in content for content in parts(data).values() for form in forms)


def p(*runs: str) -> str:
    """A paragraph of WordprocessingML."""
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of WordprocessingML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
