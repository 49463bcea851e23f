"""What a command says where the data folder or the database is not as the settings name it."""

import errno
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, OperationalError, ProgrammingError

_NO_TABLES: Final = "数据库还没有建好，或者不是最新的（{}）。请先运行 gongkai migrate。"
_UNDEFINED: Final = ("42P01", "42703")
"""PostgreSQL: no such table, no such column."""
_FILES: Final = {
    errno.ENOENT: "没有文件或文件夹 {}。请先建好",
    errno.ENOTDIR: "{} 应当在一个文件夹里，这个位置却不是文件夹。请改正",
    errno.EEXIST: "{} 应当是文件夹，却是一个文件。请改正",
    errno.EACCES: "没有读写 {} 的权限。请让运行本命令的账号可以读写",
    errno.EPERM: "没有读写 {} 的权限。请让运行本命令的账号可以读写",
    errno.EROFS: "{} 所在的磁盘只能读，不能写。请换一个可以写入的位置",
    errno.ENOSPC: "{} 所在的磁盘已满。请腾出空间",
}

_OF_PLACE: Final = (errno.ENOENT, errno.ENOTDIR, errno.EEXIST)


def in_words(problem: Exception) -> str:
    """One sentence that says what is missing and what to do; "" for a fault of another kind."""
    if isinstance(problem, DatabaseError):
        said = str(problem).partition("\n")[0].strip()
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            return _of_sqlite(Path(settings.DATABASES["default"]["NAME"]), said)
        return _of_postgresql(problem, said)
    if isinstance(problem, OSError):
        return _of_files(problem)
    return ""


def _of_sqlite(file: Path, said: str) -> str:
    folder = file.parent
    if "unable to open database file" in said:
        if not folder.exists():
            return (
                f"没有数据文件夹 {folder}。请先建好，或者用环境变量 GONGKAI_DATA 指明它在哪里，"
                "然后再运行一次。"
            )
        if not folder.is_dir():
            return (
                f"{folder} 不是文件夹。请用环境变量 GONGKAI_DATA 指明数据文件夹，然后再运行一次。"
            )
    if "unable to open database file" in said or "readonly database" in said:
        return (
            f"不能读写数据文件夹 {folder} 里的数据库。请让运行本命令的账号可以读写这个文件夹和"
            f"其中的 {file.name}，或者用环境变量 GONGKAI_DATA 指明另一个文件夹。"
        )
    return _NO_TABLES.format(said) if said.startswith(("no such table", "no such column")) else ""


def _of_postgresql(problem: DatabaseError, said: str) -> str:
    state = getattr(problem.__cause__, "sqlstate", None)
    if isinstance(problem, ProgrammingError) and state in _UNDEFINED:
        return _NO_TABLES.format(said)
    if isinstance(problem, OperationalError) and state is None:
        return f"连不上数据库（{said}）。请检查数据库是否在运行，以及环境变量 GONGKAI_DATABASE。"
    return ""


def _of_files(problem: OSError) -> str:
    """Of the folders that the settings name; a file that a person named is the command's matter."""
    named = Path(str(problem.filename or ""))
    ours = (settings.DATA_ROOT, settings.SITE_ROOT, settings.FILES_ROOT)
    words = _FILES.get(problem.errno or 0)
    if words is None or not any(named.is_relative_to(folder) for folder in ours):
        return ""
    if problem.errno in _OF_PLACE and Path(settings.DATA_ROOT).is_dir():
        return ""  # The folder is there; what is missing or in the way within is a fault of ours.
    return (
        f"{words.format(named)}，然后再运行一次。数据文件夹由环境变量 GONGKAI_DATA 指明，"
        f"现在是 {settings.DATA_ROOT}。"
    )
