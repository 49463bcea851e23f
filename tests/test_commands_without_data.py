"""A command on a data folder that is not there, or not to be written, says so in one sentence."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError
from pytest_django import Settings

from gongkai.__main__ import main
from gongkai.settings.faults import in_words

pytestmark = pytest.mark.once

On = Callable[[Path], None]


@pytest.fixture
def on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> On:
    """Let the settings name a data folder, with SQLite in it."""

    def name(folder: Path) -> None:
        settings.DATA_ROOT, settings.SITE_ROOT = folder, folder / "site"
        settings.FILES_ROOT = folder / "files"
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "gongkai.sqlite3"}
        monkeypatch.setitem(settings.DATABASES, "default", file)

    return name


def opened(folder: Path, statement: str = "CREATE TABLE a (b)") -> OperationalError:
    """What the driver says to a statement on the database of this folder."""
    with pytest.raises(sqlite3.OperationalError) as told:
        sqlite3.connect(folder / "gongkai.sqlite3").execute(statement)
    return OperationalError(str(told.value))


def test_migrate_ends_with_one_line(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    given = {
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.demonstration",
        "GONGKAI_DATA": str(absent),
        "GONGKAI_DATABASE": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "migrate"],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"没有数据文件夹 {absent}。请先建好")
    assert done.stderr.count("\n") == 1
    assert not absent.exists()


def test_who_asks_for_everything_gets_the_fault_itself(
    tmp_path: Path, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = opened(tmp_path / "absent")

    def fails(arguments: list[str]) -> None:
        raise fault

    on(tmp_path / "absent")
    monkeypatch.setattr("django.core.management.execute_from_command_line", fails)
    monkeypatch.setattr(sys, "argv", ["gongkai", "migrate"])
    with pytest.raises(SystemExit):
        main()
    monkeypatch.setattr(sys, "argv", ["gongkai", "migrate", "--traceback"])
    with pytest.raises(OperationalError):
        main()


def test_what_is_in_its_place_is_no_folder(tmp_path: Path, on: On) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    on(taken)
    assert f"{taken} 不是文件夹" in in_words(opened(taken))


def test_a_folder_or_a_database_that_cannot_be_written(tmp_path: Path, on: On) -> None:
    on(Path("/proc"))  # Not even root makes a file there.
    assert "不能读写数据文件夹 /proc " in in_words(opened(Path("/proc")))
    on(tmp_path)
    readonly = OperationalError("attempt to write a readonly database")
    assert "其中的 gongkai.sqlite3" in in_words(readonly)


def test_a_database_without_tables_asks_for_migrate(tmp_path: Path, on: On) -> None:
    on(tmp_path)
    assert "gongkai migrate" in in_words(opened(tmp_path, "SELECT * FROM ledger_entry"))


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EACCES, "没有读写"), (errno.EROFS, "不能写"), (errno.ENOSPC, "已满")],
)
def test_files_of_the_data_folder(tmp_path: Path, on: On, number: int, said: str) -> None:
    on(tmp_path)
    assert said in in_words(OSError(number, "as the system says it", str(tmp_path / "site" / "a")))


def test_a_folder_that_cannot_be_made(tmp_path: Path, on: On) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    on(taken)
    with pytest.raises(FileExistsError) as told:
        taken.mkdir()
    assert f"{taken} 应当是文件夹" in in_words(told.value)
    with pytest.raises(NotADirectoryError) as below:
        (taken / "site").mkdir()
    assert "不是文件夹" in in_words(below.value)


def test_what_is_no_matter_of_the_folder_is_left_as_it_is(tmp_path: Path, on: On) -> None:
    on(tmp_path)
    for fault in (
        OperationalError("near FROM: syntax error"),
        FileNotFoundError(errno.ENOENT, "a file of ours is missing", str(tmp_path / "site" / "a")),
        FileExistsError(errno.EEXIST, "made twice", str(tmp_path / "site")),
        PermissionError(errno.EACCES, "somebody's own file", "/elsewhere/list.xlsx"),
        ValueError("wrong"),
    ):
        assert in_words(fault) == ""


def test_postgresql_that_does_not_answer_or_has_no_tables(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = {"ENGINE": "django.db.backends.postgresql"}
    monkeypatch.setitem(settings.DATABASES, "default", server)
    silent = OperationalError("connection failed: refused\nIs the server running?")
    silent.__cause__ = psycopg.OperationalError()
    assert "连不上数据库（connection failed: refused）" in in_words(silent)
    empty = ProgrammingError('relation "ledger_entry" does not exist\nLINE 1')
    empty.__cause__ = psycopg.errors.UndefinedTable()
    assert "gongkai migrate" in in_words(empty)
    deadlock = OperationalError("deadlock detected")
    deadlock.__cause__ = psycopg.errors.DeadlockDetected()
    assert in_words(deadlock) == ""
