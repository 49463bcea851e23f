"""A folder of this machine, or one that is mounted here."""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gongkai.portal.targets.transport import TargetFault

_WORDS: Final = {
    errno.EACCES: "没有权限，请让运行后台任务的账户可以写入。",
    errno.EPERM: "没有权限，请让运行后台任务的账户可以写入。",
    errno.EEXIST: "那里或者它的上级是一个文件，不是目录。",
    errno.ENOTDIR: "那里或者它的上级是一个文件，不是目录。",
    errno.ENOSPC: "磁盘已满。",
    errno.EDQUOT: "这个账户的空间已用完。",
    errno.EROFS: "那里是只读的，请核对挂载方式。",
    errno.ESTALE: "挂载已经失效，请重新挂载。",
    errno.EIO: "读写出错，请检查磁盘或者挂载。",
}
_UNFINISHED = ".gongkai-unfinished"


class Directory:
    """Copies into a folder: beside the file first, then renamed over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, source: Path, paths: Sequence[str]) -> None:
        """Put files there."""
        with _said(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self.folder / _UNFINISHED
            for path in paths:
                with unfinished.open("wb") as file:
                    file.write((source / path).read_bytes())
                    file.flush()
                    os.fsync(file.fileno())
                unfinished.chmod(0o644)
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                unfinished.replace(target)

    def remove(self, paths: Sequence[str]) -> None:
        """Take files away, with the folders that they leave empty."""
        with _said(self.folder):
            for path in paths:
                target = self.folder / path
                target.unlink(missing_ok=True)
                for folder in target.parents:
                    if folder == self.folder or not folder.is_dir() or any(folder.iterdir()):
                        break
                    folder.rmdir()

    def read(self, path: str) -> bytes | None:
        """What stands there."""
        with _said(self.folder):
            try:
                return (self.folder / path).read_bytes()
            except FileNotFoundError:
                return None


@contextmanager
def _said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        words = _WORDS.get(fault.errno or 0, "请核对目录是否存在、磁盘是否已满、权限是否足够。")
        raise TargetFault(f"目录{folder}不能写入：{words}") from fault
