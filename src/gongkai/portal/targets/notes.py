"""What each other place still has to be told, noted beside the tree before the tree changes.

For each active target there is a folder ``.<town>.targets/<id>`` beside the tree: ``todo`` and
``doing`` hold one JSON string a line, ``known`` what was taken there. A path is noted before the
file changes, so a process that dies in between leaves a note too many and never one too few.
The caller of everything that writes ``todo`` holds the tree (``writing.sole_writer``).
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

EVERYTHING: Final = "*"


@dataclass(frozen=True)
class Mark:
    """That a release has to be looked for at the target once its files are there; ``removed``:
    that it has to be gone.
    """

    release: int
    removed: bool


@dataclass(frozen=True)
class Notes:
    """What is to be done: paths, whether everything, and what to look for afterwards.

    ``size``: of what is noted, in bytes; it grows with every note.
    """

    paths: tuple[str, ...]
    everything: bool
    marks: tuple[Mark, ...]
    size: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.paths or self.everything or self.marks)


def folder_of(root: Path, target: int) -> Path:
    """The folder of a target beside the tree at ``root``."""
    return _folders(root) / str(target)


def begin(root: Path, target: int) -> None:
    """Note that a target has to be told everything; from now on changes are noted for it."""
    folder_of(root, target).mkdir(parents=True, exist_ok=True)
    _append(folder_of(root, target) / "todo", [EVERYTHING])


def end(root: Path, target: int) -> None:
    """Note nothing more for a target."""
    shutil.rmtree(folder_of(root, target), ignore_errors=True)


def note_paths(root: Path, paths: Iterable[str]) -> None:
    """Note for every target that these files are about to change."""
    lines = list(paths)
    for folder in _targets(root) if lines else ():
        _append(folder / "todo", lines)


def note_everything(root: Path) -> None:
    """Note for every target that the tree is another one."""
    for folder in _targets(root):
        _append(folder / "todo", [EVERYTHING])


def note_mark(root: Path, mark: Mark) -> None:
    """Note for every target what to look for once its files are there."""
    for folder in _targets(root):
        _append(folder / "todo", [{"release": mark.release, "removed": mark.removed}])


def forget_known(root: Path, target: int) -> None:
    """Forget what the files there are, so that all are taken there again; not that they are."""
    known = read_known(root, target)
    _write(folder_of(root, target) / "known", ((path, "") for path in known))


def take(root: Path, target: int) -> Notes:
    """Take what is to be done; it stays noted until ``done``."""
    folder = folder_of(root, target)
    todo, doing = folder / "todo", folder / "doing"
    if todo.exists():
        with doing.open("ab") as file:
            file.write(todo.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        todo.unlink()
    return _read(doing)


def done(root: Path, target: int, taken: Notes) -> None:
    """What was taken is done. Where somebody has taken more since, all of it stays noted."""
    doing = folder_of(root, target) / "doing"
    if _read(doing).size == taken.size:
        doing.unlink(missing_ok=True)


def has_more(root: Path, target: int) -> bool:
    """Whether something is noted that nobody has taken."""
    return (folder_of(root, target) / "todo").exists()


def read_known(root: Path, target: int) -> dict[str, str]:
    """What was taken there: path and digest (empty: to be taken again)."""
    try:
        lines = (folder_of(root, target) / "known").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    known: dict[str, str] = {}
    for path, digest in map(json.loads, filter(_whole, lines)):
        if digest is None:
            known.pop(path, None)
        else:
            known[path] = digest
    return known


def add_known(root: Path, target: int, files: Iterable[tuple[str, str | None]]) -> None:
    """Add what was taken there (path and digest) or away (None)."""
    _append(folder_of(root, target) / "known", list(files))


def write_known(root: Path, target: int, known: dict[str, str]) -> None:
    """Write anew what is there."""
    _write(folder_of(root, target) / "known", known.items())


def digest_of(data: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(data).hexdigest()[:32]


def _folders(root: Path) -> Path:
    return root.parent / f".{root.name}.targets"


def _targets(root: Path) -> list[Path]:
    folders = _folders(root)
    return sorted(folders.iterdir()) if folders.is_dir() else []


def _append(file: Path, lines: Iterable[object]) -> None:
    """Add lines; a line that a dying process cut off is ended first, and not read."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    with file.open("ab") as opened:
        if opened.tell() and not _ends_whole(file):
            opened.write(b"\n")
        opened.write(text.encode())
        opened.flush()
        os.fsync(opened.fileno())


def _ends_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(-1, os.SEEK_END)
        return opened.read(1) == b"\n"


def _write(file: Path, lines: Iterable[object]) -> None:
    unfinished = file.with_name(f"{file.name}.new")
    unfinished.unlink(missing_ok=True)
    _append(unfinished, lines)
    unfinished.replace(file)


def _whole(line: str) -> bool:
    """Whether a line is a whole note."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _read(file: Path) -> Notes:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        data = b""
    lines = data.decode(errors="replace").splitlines()
    found = [json.loads(line) for line in lines if _whole(line)]
    paths = dict.fromkeys(note for note in found if isinstance(note, str) and note != EVERYTHING)
    marks = dict.fromkeys(
        Mark(int(note["release"]), bool(note["removed"]))
        for note in found
        if isinstance(note, dict)
    )
    return Notes(tuple(paths), EVERYTHING in found, tuple(marks), len(data))
