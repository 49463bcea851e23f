"""``gongkai demo`` starts from nothing and keeps away from real towns."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

import factories
from gongkai.demo.management.commands import demo
from gongkai.organisation.models import Town

# The town itself takes long to load, and its content has tests of its own.
WITHOUT_THE_TOWN = """
import django
django.setup()
from gongkai.demo import loading
from gongkai.organisation.models import Town
loading.load = lambda: not Town.objects.exists()
from gongkai.__main__ import main
main()
"""


def test_production_takes_no_demonstration_data(settings: Settings) -> None:
    settings.CLOCK_MAY_BE_SET = False
    with pytest.raises(CommandError, match="正式环境"):
        call_command("demo")


@pytest.mark.django_db
def test_a_database_with_a_town_is_left_alone() -> None:
    factories.make_town()
    said = io.StringIO()
    call_command("demo", stdout=said)
    assert "没有改动" in said.getvalue()
    assert Town.objects.count() == 1


def run_on(data: Path) -> subprocess.CompletedProcess[str]:
    """``gongkai demo``, but for the town, in a process of its own on a folder of its own."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI")}
    mine = {
        **others,
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.demonstration",
        "GONGKAI_DATA": str(data),
        "PYTHONPATH": str(Path(demo.__file__).parents[4]),
    }
    command = [sys.executable, "-c", WITHOUT_THE_TOWN, "demo"]
    return subprocess.run(command, env=mine, capture_output=True, text=True, check=False)


@pytest.mark.once
def test_a_folder_that_is_not_there_is_made_with_its_database(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    done = run_on(data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "已装入演示镇" in done.stdout
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


@pytest.mark.once
def test_a_folder_that_cannot_be_made_is_named_in_one_sentence(
    tmp_path: Path, settings: Settings
) -> None:
    settings.DATA_ROOT = tmp_path / "taken"
    settings.DATA_ROOT.write_text("")
    with pytest.raises(CommandError, match=r"不能建立文件夹 .*taken.*GONGKAI_DATA"):
        call_command("demo")


@pytest.mark.once
def test_a_database_that_does_not_answer_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent(_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(demo, "MigrationExecutor", silent)
    with pytest.raises(CommandError, match="打不开数据库：connection refused"):
        call_command("demo")
