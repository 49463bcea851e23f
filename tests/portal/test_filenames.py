"""Names of attachments in the public tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.filenames import LONGEST_BYTES, file_names


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert file_names(["附件1 名单.docx"]) == {"附件1 名单.docx": "附件1 名单.docx"}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        (".htaccess", "htaccess"),
        ("表?#%.xlsx", "表-.xlsx"),
        ("...", "附件1"),
        ("a\x00b.pdf", "a-b.pdf"),
    ],
)
def test_a_dangerous_name_is_made_harmless(name: str, file: str) -> None:
    assert file_names([name]) == {name: file}


def test_no_file_takes_the_name_that_another_was_given() -> None:
    files = file_names(["3-a-b.pdf", "a:b.pdf", "a*b.pdf"])
    assert list(files.values()) == ["3-a-b.pdf", "a-b.pdf", "3-3-a-b.pdf"]


def test_a_long_name_keeps_its_ending() -> None:
    (file,) = file_names(["名" * 120 + ".docx"]).values()
    assert len(file.encode()) <= LONGEST_BYTES
    assert file.endswith("名.docx")


@given(st.lists(st.text(min_size=1, max_size=120), unique=True, max_size=8))
def test_names_are_different_short_and_in_their_folder(names: list[str]) -> None:
    files = list(file_names(names).values())
    assert len({file.casefold() for file in files}) == len(names)
    for file in files:
        assert 0 < len(file.encode()) <= LONGEST_BYTES + 8
        assert "/" not in file
        assert not file.startswith(".")
