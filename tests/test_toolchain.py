"""The project's own furniture: lock files, factories, the purity of the law."""

import ast
import re
from pathlib import Path

import pytest

import factories
from gongkai.organisation.models import Role, Unit
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
    assert draft.item is not None
    assert live.item is not None
    assert draft.item.edition == live.item.edition
    assert live.versions.get().digest
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
