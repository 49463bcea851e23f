"""Covering for good: what comes out holds no text, no note, no property of what went in."""

import io

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from documents.pdf_writing import pdf, words
from gongkai.documents.extraction.model import CannotEdit
from gongkai.documents.extraction.pdf import extract_pdf
from gongkai.documents.extraction.pdf.boxes import boxes_at
from gongkai.documents.redacting.burning import Cover, burn
from gongkai.documents.rendering import page_image, pages_of

SECRET = "110105194912310028"


def two_pages() -> bytes:
    return pdf(words("first page"), words(f"number {SECRET} end"))


def place_of(data: bytes, text: str) -> tuple[str, int, int]:
    [segment] = [s for s in extract_pdf(data).segments if text in s.text]
    at = segment.text.index(text)
    return segment.place, at, at + len(text)


def words_in(data: bytes) -> list[str]:
    return [s.text for s in extract_pdf(data).segments if not s.place.startswith("property:")]


def points(data: bytes, page: int) -> Image.Image:
    return Image.open(io.BytesIO(page_image(data, page, 1200))).convert("L")


def dark(picture: Image.Image, cover: Cover) -> float:
    """The share of dark points within a rectangle."""
    box = (
        round(cover.left * picture.width),
        round(cover.top * picture.height),
        round(cover.right * picture.width),
        round(cover.bottom * picture.height),
    )
    inside = picture.crop(box)
    return sum(inside.histogram()[:64]) / max(inside.width * inside.height, 1)


def test_the_box_of_a_number_covers_it_and_nothing_else() -> None:
    data = two_pages()
    stretch = place_of(data, SECRET)
    page, box = boxes_at(data, [stretch])[stretch]
    cover = Cover(page, *box)
    assert page == 2
    burned = burn("名单.pdf", data, [cover])
    assert dark(points(burned, 2), cover) > 0.97
    before = points(data, 2)
    beside = place_of(data, "number")
    _, box = boxes_at(data, [beside])[beside]
    word = Cover(2, *box)
    assert dark(points(burned, 2), word) == pytest.approx(dark(before, word), abs=0.1)


def word_cover(
    found: tuple[int, tuple[float, float, float, float]],
) -> tuple[int, float, float, float, float]:
    return found[0], *found[1]


def test_no_text_stays_in_the_file() -> None:
    burned = burn("名单.pdf", two_pages(), [Cover(2, 0, 0, 1, 0.3)])
    assert not words_in(burned)
    assert SECRET.encode() not in burned
    assert pages_of(burned) == 2
    told = pypdfium2.PdfDocument(burned).get_metadata_dict(skip_empty=True)
    assert told.keys() <= {"Creator", "Producer", "CreationDate"}


def test_without_boxes_only_what_is_hidden_goes() -> None:
    data = two_pages()
    burned = burn("名单.pdf", data, [])
    assert not words_in(burned)
    page = Cover(1, 0, 0, 1, 1)
    assert dark(points(burned, 1), page) == pytest.approx(dark(points(data, 1), page), abs=0.01)


def test_sizes_of_pages_stay() -> None:
    data = two_pages()
    before, after = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(burn("名单.pdf", data, []))
    assert [page.get_size() for page in after] == [page.get_size() for page in before]


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_loses_what_was_covered_and_its_notes(form: str) -> None:
    stream = io.BytesIO()
    picture = Image.new("RGB", (200, 100), "white")
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET)
    exif = Image.Exif()
    exif[0x0112], exif[0x9286] = 6, SECRET
    picture.save(stream, form, exif=exif, **({"pnginfo": notes} if form == "PNG" else {}))
    burned = burn(f"照片.{form.lower()}", stream.getvalue(), [Cover(1, 0, 0, 0.5, 0.5)])
    after = Image.open(io.BytesIO(burned))
    assert (after.format, after.size) == (form, (100, 200))
    assert SECRET.encode() not in burned
    assert not after.getexif()
    assert dark(after.convert("L"), Cover(1, 0, 0, 0.5, 0.5)) == 1
    assert dark(after.convert("L"), Cover(1, 0.6, 0, 1, 1)) == 0


@pytest.mark.parametrize(
    ("cover", "sentence"),
    [
        (Cover(3, 0, 0, 1, 1), "没有第3页"),
        (Cover(0, 0, 0, 1, 1), "没有第0页"),
        (Cover(1, 0, 0, 1.2, 1), "超出了页面"),
        (Cover(1, 0.5, 0, 0.5, 1), "超出了页面"),
    ],
)
def test_a_box_outside_is_refused(cover: Cover, sentence: str) -> None:
    with pytest.raises(CannotEdit, match=sentence):
        burn("名单.pdf", two_pages(), [cover])


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(CannotEdit, match="脱敏"):
        burn("名单.txt", "文字".encode(), [])
