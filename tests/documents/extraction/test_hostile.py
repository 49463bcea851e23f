"""Hostile and damaged files give a sentence, never a trace of the program."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.office_files import ID, packed, paragraphs, parts, patched, related, roster, shared
from gongkai.documents.extraction import CannotEdit, Edit, extract
from gongkai.documents.inspect import UploadError
from gongkai.documents.redacting import apply_edits, remove_hidden

FILES = {"a.docx": paragraphs("甲", ID), "a.xlsx": shared(roster())}
MAIN = {"a.docx": "word/document.xml", "a.xlsx": "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        "<x>" * 5000,
        "<x>" * 300 + "</x>" * 300,
        "no xml",
        "",
    ],
)
def test_hostile_xml_is_refused(name: str, xml: str) -> None:
    with pytest.raises(UploadError):
        extract(name, patched(FILES[name], {MAIN[name]: xml}))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.extraction.package.LARGEST_UNPACKED", 1 << 20)
    data = patched(FILES["a.xlsx"], {"xl/media/x.bin": bytes(2 << 20)})
    with pytest.raises(UploadError, match="展开后过大"):
        extract("a.xlsx", data)


def test_files_within_files_end() -> None:
    data = FILES["a.xlsx"]
    for _ in range(6):
        data = related(FILES["a.xlsx"], MAIN["a.xlsx"], "package", "xl/embeddings/Book1.xlsx", data)
    assert extract("a.xlsx", data).unread


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts(FILES["a.docx"]).items():
            package.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("word/document.xml", "<x/>")
    with pytest.raises(UploadError):
        extract("a.docx", out.getvalue())


def _try(name: str, data: bytes) -> None:
    with contextlib.suppress(UploadError, CannotEdit):
        read = extract(name, data)
        hidden = {each.place for each in read.segments if each.hidden}
        long = [each for each in read.segments if len(each.text) > 7]
        apply_edits(name, data, [Edit(each.place, 0, 7, "*") for each in long[:2]])
        remove_hidden(name, data, hidden)


@pytest.mark.parametrize("name", FILES)
@given(cut=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_truncated_files(name: str, cut: int) -> None:
    _try(name, FILES[name][:cut])


@pytest.mark.parametrize("name", FILES)
@given(flips=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 7)), min_size=1))
@settings(max_examples=25, deadline=None)
def test_flipped_bits(name: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[name])
    for at, bit in flips:
        data[at % len(data)] ^= 1 << bit
    _try(name, bytes(data))


@pytest.mark.parametrize("name", FILES)
@given(choice=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_flipped_bits_within_parts(name: str, choice) -> None:  # type: ignore[no-untyped-def]
    contents = dict(parts(FILES[name]))
    part = choice.choice([each for each in contents if each.endswith((".xml", ".rels"))])
    data = bytearray(contents[part])
    for _ in range(choice.randint(1, 4)):
        at = choice.randrange(len(data))
        data[at] = choice.choice(b'0129<>"/a ')
    contents[part] = bytes(data)
    _try(name, packed(contents))
