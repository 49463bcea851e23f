"""What each other place still has to be told, noted beside the tree before the tree changes.

For each active target there is a folder ``.<town>.targets/<id>`` beside the tree: ``todo`` and
``doing`` hold one JSON string a line, ``known`` what was taken there. What is known of a place that
was stopped lies in ``.<town>.stopped/<id>`` until it begins again. A path is noted before the
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
from typing import Any, Final

EVERYTHING: Final = "*"
ANEW: Final = "**"
"""Everything, and what is known of the place holds no more."""


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

    ``anew``: everything, also what was taken there already. ``size``: of what is noted, in bytes;
    it grows with every note.
    """

    paths: tuple[str, ...]
    everything: bool
    marks: tuple[Mark, ...]
    size: int = 0
    anew: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.paths or self.everything or self.marks)


def folder_of(root: Path, target: int) -> Path:
    """The folder of a target beside the tree at ``root``."""
    return _folders(root) / str(target)


def begin(root: Path, target: int, *, anew: bool = False) -> None:
    """Note that a target has to be told everything; from now on changes are noted for it.

    anew: also what it was told before. Whoever takes this note forgets what is known, not who
    writes it: a push that is on its way still tells the place as it was, and notes what it told.
    """
    folder = folder_of(root, target)
    folder.mkdir(parents=True, exist_ok=True)
    stopped = _stopped(root, target)
    if stopped.exists():
        stopped.replace(folder / "known")
    _append(folder / "todo", [ANEW if anew else EVERYTHING])


def is_kept(root: Path, target: int) -> bool:
    """Whether changes are noted for a target."""
    return folder_of(root, target).is_dir()


def end(root: Path, target: int) -> None:
    """Note nothing more for a target. What was taken there stays known: what is withdrawn from now
    on has to go there, too, should the target begin again.
    """
    folder, stopped = folder_of(root, target), _stopped(root, target)
    if (folder / "known").exists():
        stopped.parent.mkdir(exist_ok=True)
        (folder / "known").replace(stopped)
    shutil.rmtree(folder, ignore_errors=True)


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
    """Take what is to be done; it stays noted until ``done``. Only who alone pushes may."""
    folder = folder_of(root, target)
    todo, doing = folder / "todo", folder / "doing"
    if todo.exists():
        with doing.open("ab") as file:
            file.write(todo.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        todo.unlink()
    taken = _read(doing)
    return _forgotten(root, target) if taken.anew else taken


def _forgotten(root: Path, target: int) -> Notes:
    """Forget what is known before anything is taken there, once: trying again goes on where the
    try before came to its end.
    """
    doing = folder_of(root, target) / "doing"
    forget_known(root, target)
    _write(doing, (EVERYTHING if note == ANEW else note for note in _notes_of(_bytes_of(doing))))
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
        lines = _lines((folder_of(root, target) / "known").read_bytes())
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


def _stopped(root: Path, target: int) -> Path:
    return root.parent / f".{root.name}.stopped" / str(target)


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


def _lines(data: bytes) -> list[str]:
    """The lines of a file of notes: a name may hold signs that Python takes for ends of lines."""
    return data.decode(errors="replace").split("\n")


def _whole(line: str) -> bool:
    """Whether a line is a whole note."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _notes_of(data: bytes) -> list[Any]:
    """The notes of a file; what a dying process cut off is none."""
    return [json.loads(line) for line in filter(_whole, _lines(data))]


def _read(file: Path) -> Notes:
    data = _bytes_of(file)
    found = _notes_of(data)
    words = [note for note in found if isinstance(note, str)]
    paths = dict.fromkeys(note for note in words if note not in (EVERYTHING, ANEW))
    marks = dict.fromkeys(
        Mark(int(note["release"]), bool(note["removed"]))
        for note in found
        if isinstance(note, dict)
    )
    anew = ANEW in words
    return Notes(tuple(paths), anew or EVERYTHING in words, tuple(marks), len(data), anew)
