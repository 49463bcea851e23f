"""Changing Word documents: the true value is gone from every part, the rest is as it was."""

import io
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.office_files import (
    ID,
    PHONE,
    RELATIONS,
    W,
    hidden_kinds,
    is_anywhere,
    p,
    paragraphs,
    parts,
    patched,
    r,
    related,
    roster,
    texts,
    where,
    word,
    word_body,
)
from gongkai.documents.extraction import CannotEdit, Edit, Hidden, extract, group_of
from gongkai.documents.redacting import apply_edits, remove_hidden

NAME = "通知.docx"
BODY = "word/document.xml"
MASK = "3*****************4"


def mask(data: bytes, value: str, replacement: str) -> bytes:
    piece = where(NAME, data, value)
    at = piece.text.index(value)
    return apply_edits(NAME, data, [Edit(piece.place, at, at + len(value), replacement)])


def everything_hidden_removed(data: bytes) -> bytes:
    groups = {group_of(each)[0] for each in extract(NAME, data).segments if each.hidden}
    return remove_hidden(NAME, data, groups)


def lines(data: bytes) -> list[str]:
    """What python-docx reads."""
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_masked_value_takes_the_format_of_its_first_run() -> None:
    data = word_body(p(r("证号"), r(ID[:5], "<w:b/>"), r(ID[5:12]), r(ID[12:] + "。", "<w:i/>")))
    result = mask(data, ID, MASK)
    runs = docx.Document(io.BytesIO(result)).paragraphs[0].runs
    assert [run.text for run in runs] == ["证号", MASK, "", "。"]
    assert runs[1].bold
    assert runs[3].italic
    assert not is_anywhere(result, ID)
    changed = {name for name, old in parts(data).items() if parts(result).get(name) != old}
    assert changed <= {BODY, "docProps/thumbnail.jpeg", "_rels/.rels"}


def test_the_picture_of_the_former_state_goes() -> None:
    data = paragraphs(f"电话{PHONE}")
    assert any("thumbnail" in name for name in parts(data))
    assert not any("thumbnail" in name for name in parts(mask(data, PHONE, "138****5678")))


def test_a_value_over_tabs_and_breaks() -> None:
    signs = "<w:r><w:t>138</w:t><w:tab/><w:t>1234</w:t><w:br/><w:t>5678</w:t></w:r>"
    data = word_body(p(signs))
    result = mask(data, "138 1234\n5678", "138****5678")
    assert lines(result)[0] == "138****5678"


@given(
    cuts=st.lists(st.integers(0, 12), max_size=4),
    span=st.tuples(st.integers(0, 12), st.integers(0, 12)),
    new=st.sampled_from(["", "*", " 某 ", "<&>"]),
)
@settings(max_examples=25, deadline=None)
def test_an_edit_gives_the_text_that_it_says(
    cuts: list[int], span: tuple[int, int], new: str
) -> None:
    text = "家住泊里镇某村三组张某某"
    bounds = sorted({0, len(text), *cuts})
    runs = [r(text[first:last]) for first, last in pairwise(bounds)]
    start, end = min(span), max(span)
    result = apply_edits(NAME, word_body(p(*runs)), [Edit("word/document.xml!1", start, end, new)])
    assert lines(result)[0] == text[:start] + new + text[end:]


def test_copies_in_headers_comments_properties_and_fallbacks_go_too() -> None:
    box = f"<w:txbxContent>{p(r(ID[:7]), r(ID[7:]))}</w:txbxContent>"

    def build(document) -> None:  # type: ignore[no-untyped-def]
        paragraph = document.add_paragraph(f"证号{ID}")
        document.add_comment(paragraph.runs, text=f"原号{ID}", author="李四")
        document.sections[0].header.paragraphs[0].text = ID
        document.core_properties.title = ID

    choice = p(
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    data = patched(
        word(build), {BODY: lambda old: old.replace("<w:sectPr", f"{choice}<w:sectPr", 1)}
    )
    result = mask(data, ID, MASK)
    assert not is_anywhere(result, ID)
    assert ID not in extract(NAME, result).text
    assert "mc:Fallback" not in parts(result)[BODY].decode()


def test_a_link_to_the_number_is_changed_with_it() -> None:
    link = f'<w:hyperlink r:id="rIdL">{r(PHONE)}</w:hyperlink>'
    data = patched(
        word_body(p(link)),
        {
            "word/_rels/document.xml.rels": lambda old: old.replace(
                "</Relationships>",
                '<Relationship Id="rIdL" Type="http://schemas.openxmlformats.org/officeDocument/'
                f'2006/relationships/hyperlink" Target="tel:{PHONE}" TargetMode="External"/>'
                "</Relationships>",
            )
        },
    )
    assert not is_anywhere(mask(data, PHONE, "138****5678"), PHONE)


def test_comments_go_with_their_anchors() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        paragraph = document.add_paragraph("张三")
        document.add_comment(paragraph.runs, text="批注一", author="李四")
        document.add_comment(paragraph.runs, text="批注二", author="李四")

    data = word(build)
    one = remove_hidden(NAME, data, [where(NAME, data, "批注一").place])
    assert texts(NAME, one, Hidden.COMMENT) == ["批注二"]
    assert len(list(docx.Document(io.BytesIO(one)).comments)) == 1
    result = everything_hidden_removed(data)
    assert "word/comments.xml" not in parts(result)
    assert b"comment" not in parts(result)[BODY]
    assert lines(result) == ["张三"]


def test_insertions_are_accepted_and_deletions_dropped() -> None:
    data = word_body(
        p(
            r("张三，"),
            f"<w:del>{r(ID, tag='delText')}</w:del>",
            f"<w:ins>{r('证号略', '<w:b/><w:rPrChange><w:rPr/></w:rPrChange>')}</w:ins>",
            r("。"),
        )
        + p(
            "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>", f"<w:moveFrom>{r('甲')}</w:moveFrom>"
        )
        + p(f"<w:moveTo>{r('甲')}</w:moveTo>", r("乙"))
    )
    result = everything_hidden_removed(data)
    assert lines(result)[:2] == ["张三，证号略。", "甲乙"]
    assert not is_anywhere(result, ID)
    xml = parts(result)[BODY].decode()
    assert not any(f"<w:{tag}" in xml for tag in ("ins ", "ins>", "del", "move", "rPrChange"))


def test_hidden_text_goes_and_the_rest_stays() -> None:
    data = word_body(p(r("见"), r(ID, "<w:vanish/>"), r("后")))
    result = everything_hidden_removed(data)
    assert lines(result)[0] == "见后"
    assert not is_anywhere(result, ID)


def test_a_hidden_run_with_a_field_keeps_its_field() -> None:
    field = (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    result = everything_hidden_removed(word_body(p(field)))
    assert not is_anywhere(result, "暗")
    assert parts(result)[BODY].count(b"fldChar ") == 2


def test_text_under_a_merge_goes() -> None:
    data = word_body(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + p(r("上"))
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + p(r(ID))
        + "</w:tc></w:tr></w:tbl>"
    )
    result = everything_hidden_removed(data)
    assert not is_anywhere(result, ID)
    docx.Document(io.BytesIO(result))


def cropped_document(form: str = "PNG") -> bytes:
    picture = Image.new("RGB", (40, 20), "red")
    picture.paste("blue", (20, 0, 40, 20))
    out = io.BytesIO()
    picture.save(out, form)

    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_picture(io.BytesIO(out.getvalue()))

    cut = "<a:stretch"
    return patched(
        word(build), {BODY: lambda old: old.replace(cut, f'<a:srcRect r="50000"/>{cut}', 1)}
    )


def test_a_cropped_picture_is_cut_for_good() -> None:
    result = everything_hidden_removed(cropped_document())
    media = {name: data for name, data in parts(result).items() if "media/" in name}
    assert len(media) == 1
    with Image.open(io.BytesIO(next(iter(media.values())))) as picture:
        assert picture.size == (20, 20)
        assert picture.convert("RGB").getcolors() == [(400, (255, 0, 0))]
    assert not hidden_kinds(extract(NAME, result))
    assert len(docx.Document(io.BytesIO(result)).inline_shapes) == 1


def test_an_embedded_workbook_goes() -> None:
    data = related(word(), BODY, "package", "word/embeddings/Book1.xlsx", roster(), "rIdE")
    ole = (
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:r="{RELATIONS}" r:id="rIdE"/></w:object></w:r>'
    )
    data = patched(data, {BODY: lambda old: old.replace("<w:body>", f"<w:body>{p(ole)}", 1)})
    result = everything_hidden_removed(data)
    assert not any("embeddings" in name for name in parts(result))
    assert b"OLEObject" not in parts(result)[BODY]
    assert not hidden_kinds(extract(NAME, result))


def test_a_place_of_a_picture_goes() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (35.0, 42.0, 3.0), 3: "E", 4: (119.0, 48.0, 5.0)}
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)

    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_picture(io.BytesIO(out.getvalue()))

    data = word(build)
    assert len(texts(NAME, data, Hidden.GPS)) == 1
    assert not hidden_kinds(extract(NAME, everything_hidden_removed(data)))


def test_rows_that_were_deleted_go() -> None:
    deleted = p(f"<w:del>{r(ID, tag='delText')}</w:del>")
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{deleted}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc>{p(r('留'))}</w:tc></w:tr>"
    data = word_body(f"<w:tbl><w:tblPr/><w:tblGrid/>{kept}{row}</w:tbl>")
    result = everything_hidden_removed(data)
    assert not is_anywhere(result, ID)
    assert len(docx.Document(io.BytesIO(result)).tables[0].rows) == 1


@pytest.mark.parametrize(
    "edit",
    [
        Edit("word/document.xml!99", 0, 1, "x"),
        Edit("word/document.xml!1", 0, 99, "x"),
        Edit("word/document.xml!1", 0, 1, "\x00"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        apply_edits(NAME, paragraphs("甲乙"), [edit])


def test_a_binary_part_that_keeps_the_value_is_named() -> None:
    data = related(paragraphs(ID), BODY, "other", "word/other.bin", b"\x00" + ID.encode() + b"\x00")
    with pytest.raises(CannotEdit, match=r"word/other\.bin"):
        mask(data, ID, MASK)


def test_a_note_outside_the_root_is_purged() -> None:
    note = f"<!-- {ID} --><w:footnotes {W}/>"
    data = related(paragraphs(ID), BODY, "footnotes", "word/footnotes.xml", note)
    assert not is_anywhere(mask(data, ID, MASK), ID)
