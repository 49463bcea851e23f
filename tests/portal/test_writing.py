"""Files appear whole; one writer at a time."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.portal.building import _exchange, compare
from gongkai.portal.writing import (
    Change,
    TreeBusyError,
    apply,
    extra_files,
    sole_writer,
    with_compressed,
)


def test_text_has_the_same_compressed_twin_every_time(tmp_path: Path) -> None:
    first, second = with_compressed("a/index.html", b"x" * 1000), with_compressed("b.html", b"y")
    assert [change.path for change in first] == ["a/index.html", "a/index.html.gz"]
    apply(tmp_path / "tree", [*first, *second])
    twin = (tmp_path / "tree/a/index.html.gz").read_bytes()
    assert gzip.decompress(twin) == b"x" * 1000
    assert twin == with_compressed("a/index.html", b"x" * 1000)[1].data
    assert [change.path for change in with_compressed("files/a.pdf", b"x")] == ["files/a.pdf"]


def test_a_file_that_is_as_it_should_be_is_not_written_again(tmp_path: Path) -> None:
    change = Change("a.txt", b"one")
    assert apply(tmp_path / "tree", [change]) == ["a.txt"]
    assert apply(tmp_path / "tree", [change]) == []


def test_a_removal_takes_empty_folders_with_it(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    apply(tree, [Change("records/a/files/1.pdf", b"1"), Change("records/b/2.pdf", b"2")])
    apply(tree, [Change("records/a/files/1.pdf", None), Change("records/a/none.pdf", None)])
    assert not (tree / "records/a").exists()
    assert (tree / "records/b/2.pdf").exists()


def test_nothing_but_whole_files_is_ever_in_the_tree(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    apply(tree, [Change("a.pdf", b"1")])
    assert [path.name for path in tree.rglob("*")] == ["a.pdf"]


def test_files_that_do_not_belong_are_named(tmp_path: Path) -> None:
    (tmp_path / "old.pdf").write_bytes(b"")
    assert extra_files(tmp_path, ["new.pdf"]) == ["old.pdf"]
    assert extra_files(tmp_path / "none", []) == []


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\nfrom gongkai.portal.writing import sole_writer\n"
        "with sole_writer(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.readline()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "tree")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(TreeBusyError), sole_writer(tmp_path / "tree", 0.1):
        pass
    holder.kill()
    holder.wait()
    with sole_writer(tmp_path / "tree", 5):
        pass


def test_two_trees_are_exchanged_at_once(tmp_path: Path) -> None:
    for name in ("fresh", "living"):
        apply(tmp_path / name, [Change("name.txt", name.encode())])
    _exchange(tmp_path / "fresh", tmp_path / "living")
    assert (tmp_path / "living/name.txt").read_text() == "fresh"


def test_differences_are_named_by_kind(tmp_path: Path) -> None:
    apply(tmp_path / "wanted", [Change("a", b"1"), Change("b", b"1")])
    apply(tmp_path / "living", [Change("b", b"2"), Change("c", b"1")])
    found = compare(tmp_path / "wanted", tmp_path / "living")
    assert [(d.path, d.what) for d in found] == [
        ("a", "missing"),
        ("b", "different"),
        ("c", "extra"),
    ]
