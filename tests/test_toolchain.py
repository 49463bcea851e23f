"""The project's own furniture: lock files, factories, the purity of the law."""

import ast
import os
import re
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

import factories
from gongkai.organisation.models import Role, Unit
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import RecordState, VersionState

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "src" / "gongkai" / "rules"


def _pinned(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.\-\[\]]+)==(\S+)", text, flags=re.MULTILINE))


def test_lock_files_name_no_address_and_every_file_by_hash() -> None:
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        for block in re.split(r"^(?=[A-Za-z])", text, flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in block, block[:60]


def test_tests_run_on_the_versions_that_people_install() -> None:
    runtime, dev = _pinned("runtime.txt"), _pinned("dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_law_reads_no_clock() -> None:
    """Nothing in ``rules`` depends on the day it runs; a date is always given to it."""
    clocks = {"today", "now", "utcnow", "localtime", "gmtime", "monotonic"}
    for path in sorted(RULES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            assert not (called and node.func.attr in clocks), f"{path.name}:{node.lineno}"


@pytest.mark.django_db
def test_factories_make_rows_that_the_database_accepts() -> None:
    town = factories.make_town()
    unit = factories.make_unit(town)
    person = factories.make_account(Role.LIAISON, Role.HANDLER, unit=unit)
    factories.make_liaison(unit, person)
    draft = factories.make_record(unit=unit, created_by=person)
    live = factories.make_record(
        unit=unit, state=RecordState.PUBLISHED, version={"state": VersionState.LIVE}
    )
    assert person.role_set == {"liaison", "handler"}
    drafted, out = newest(draft), newest(live)
    assert drafted.item is not None
    assert out.item is not None
    assert drafted.item.edition == out.item.edition
    assert out.digest
    assert Unit.objects.filter(town=town).count() == 2


def test_every_word_of_context_is_a_word_of_the_code() -> None:
    """CONTEXT.md names what exists; what is agreed for later stands in its last part."""
    text = (ROOT / "CONTEXT.md").read_text(encoding="utf-8").split("## Words of later rooms")[0]
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    words = {
        name.split(".")[-1]
        for line in text.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"`([A-Za-z_][\w.]*)`", line.split("|")[2])
    }
    assert words > {"Item", "ReviewSheet", "index_number"}
    assert not {word for word in words if not re.search(rf"\b{word}\b", code)}


def _check_files() -> ModuleType:
    """bin/check-files as a module."""
    loader = SourceFileLoader("check_files", str(ROOT / "bin" / "check-files"))
    module = module_from_spec(spec_from_loader("check_files", loader))
    loader.exec_module(module)
    return module


def test_addresses_in_lock_files_and_machine_paths_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = _check_files()
    monkeypatch.setattr(checker, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").write_text("x @ https://example.org/x.whl\n")
    (tmp_path / "a.md").write_text("see " + "/ro" + "ot/.cache and https://example.org/home/x\n")
    (tmp_path / "b.py").write_text("INDEX = 'py" + "pi.org'\n")
    assert "address" in checker.faults_of("requirements/runtime.txt")[0]
    assert ["path of one machine" in fault for fault in checker.faults_of("a.md")] == [True]
    assert "registry" in checker.faults_of("b.py")[0]


def test_a_missing_python_is_named_with_the_command_that_installs_it() -> None:
    done = subprocess.run(
        [str(ROOT / "bin" / "check-system"), "run"],
        env={**os.environ, "PYTHON": "no-such-python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Python 3.11" in line
    assert "apt-get install -y python3" in line


def _tree_check(folder: Path) -> subprocess.CompletedProcess[str]:
    """``bin/check-tree`` over a folder."""
    command = [str(ROOT / "bin" / "check-tree"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_check_of_a_tree_names_what_is_heavy_and_what_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.css").write_bytes(os.urandom(30_000))
    page = '<link rel="stylesheet" href="assets/a.css"><img src="files/b.png"><a href="./">一</a>'
    (tmp_path / "index.html").write_text(f'{page}<a href="search/?q=1">二</a>')
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "b.png").write_bytes(bytes(90_000))
    assert _tree_check(tmp_path).returncode == 0
    (tmp_path / "heavy.html").write_text(page + os.urandom(6_000).hex())
    (tmp_path / "dead.html").write_text('<a href="nothing/">三</a>')
    done = _tree_check(tmp_path)
    assert done.returncode == 1
    assert "heavy.html: 42" in done.stderr
    assert "dead.html: nothing/ leads nowhere" in done.stderr
    assert "index.html" not in done.stderr
