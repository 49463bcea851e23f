"""Promise 8: originals never leak.

What the public can reach holds only the reviewed rendition; unmasked originals are not
reachable from public code.
"""

import ast
import gzip
from pathlib import Path

import pytest
from pytest_django import Settings

import factories
import gongkai.portal
from gongkai.outbox.models import Effect
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.checks import originals_apart
from gongkai.portal.released import DamagedRenditionError
from gongkai.publication.files import path_of, store
from gongkai.publication.models import Attachment, StoredFile, Version, VersionState
from gongkai.release.models import Delivery, Release
from portal.factory import Press, do_not_wait_for_the_disk

PORTAL = Path(gongkai.portal.__file__).parent
SECRET = "身份证号370211199001011234"
ORIGINAL = f"%PDF {SECRET}".encode()
MASKED = b"%PDF 3702***********1234"


@pytest.fixture
def press(db: None, monkeypatch: pytest.MonkeyPatch) -> Press:
    do_not_wait_for_the_disk(monkeypatch)
    return Press()


def public_bytes(press: Press) -> bytes:
    """Everything that the public can reach, unpacked, with the names of the files."""
    files = press.files()
    unpacked = [gzip.decompress(d) if p.endswith(".gz") else d for p, d in files.items()]
    return "\n".join(files).encode() + b"\n".join(unpacked)


def leaked(press: Press) -> bool:
    return SECRET.encode() in public_bytes(press)


def test_drafts_and_versions_in_review_never_reach_the_tree(press: Press) -> None:
    record = press.publish("公开的一条")
    for state in (VersionState.DRAFT, VersionState.FROZEN):
        version = factories.make_version(record, title=SECRET, body=SECRET, state=state)
        file = store(press.town, ORIGINAL, "application/pdf", 1)
        Attachment.objects.create(version=version, file=file, name=f"{SECRET}.pdf", order=1)
    factories.make_record(
        unit=press.units[0], item=press.items[0], version={"title": SECRET, "body": SECRET}
    )
    drain()
    build(press.town)
    assert "公开的一条".encode() in public_bytes(press)
    assert not leaked(press)


def test_a_rendition_that_was_replaced_is_gone(press: Press) -> None:
    record = press.publish("名单", attachments=[("名单.pdf", ORIGINAL)])
    drain()
    assert leaked(press)
    press.correct(record, "名单", attachments=[("名单(脱敏).pdf", MASKED)])
    drain()
    assert not leaked(press)
    assert MASKED in public_bytes(press)


@pytest.mark.parametrize("reason", ["personal_data", "secrecy", "exempt", "scope"])
def test_after_a_withdrawal_neither_text_nor_files_nor_title_are_left(
    press: Press, reason: str
) -> None:
    record = press.publish(
        f"标题{SECRET}", body=f"<p>{SECRET}</p>", attachments=[(f"{SECRET}.pdf", ORIGINAL)]
    )
    drain()
    press.withdraw(record, reason)
    drain()
    assert not leaked(press)
    assert "已撤下" in press.files()[f"records/{record.slug}/index.html"].decode()
    assert Delivery.objects.get().state == "removed"


def test_a_withdrawal_that_overtakes_its_release_shows_nothing(press: Press) -> None:
    build(press.town)
    record = press.publish(SECRET, attachments=[("名单.pdf", ORIGINAL)])
    press.withdraw(record)
    drain()
    assert not leaked(press)


def test_a_release_that_does_not_go_to_the_website_stays_off_it(press: Press) -> None:
    press.publish(SECRET, attachments=[("名单.pdf", ORIGINAL)])
    Delivery.objects.all().delete()
    build(press.town)
    assert not leaked(press)


@pytest.mark.parametrize("what", ["not current", "not live"])
def test_a_version_that_is_not_live_and_current_is_not_read(press: Press, what: str) -> None:
    press.publish(SECRET)
    if what == "not current":
        Release.objects.update(current=False)
    else:
        Version.objects.update(state=VersionState.PAST)
    build(press.town)
    assert not leaked(press)


def test_bytes_swapped_in_the_store_are_not_published(press: Press) -> None:
    """The effect gets stuck with a sentence for a person, and nothing appears."""
    build(press.town)
    press.publish("名单", attachments=[("名单.pdf", MASKED)])
    path_of(StoredFile.objects.get()).write_bytes(ORIGINAL)
    drain()
    effect = Effect.objects.get()
    assert (effect.state, "与审查时不一致" in effect.last_error) == ("stuck", True)
    assert not leaked(press)
    with pytest.raises(DamagedRenditionError):
        build(press.town)
    assert not leaked(press)


def test_only_one_module_of_the_portal_reads_contents_and_files() -> None:
    """``released`` asks for live versions of current releases; nothing else may ask at all."""
    guarded = {"Attachment", "StoredFile", "Version", "read", "store", "path_of", "FILES_ROOT"}
    offenders = [
        f"{path.name}: {name}"
        for path in PORTAL.rglob("*.py")
        if path.name not in {"released.py", "checks.py", "preview.py"}
        and "migrations" not in path.parts
        for name in _names_taken(ast.parse(path.read_text()))
        if name in guarded
    ]
    assert offenders == []


def test_the_preview_of_the_office_is_no_part_of_the_tree() -> None:
    """It reads drafts, so nothing that makes the public tree may know it."""
    knowing = [
        path.name
        for path in PORTAL.rglob("*.py")
        if path.name not in {"urls.py", "preview.py"}
        and ("portal.preview" in path.read_text() or "import preview" in path.read_text())
    ]
    assert knowing == []


def _names_taken(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongkai.publ"):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.Attribute) and node.attr in {"FILES_ROOT", "versions"}:
            names.append("FILES_ROOT")
    return names


def test_originals_are_kept_apart_from_the_tree(settings: Settings, tmp_path: Path) -> None:
    assert originals_apart(None) == []
    settings.FILES_ROOT = Path(settings.SITE_ROOT) / "files"
    assert [error.id for error in originals_apart(None)] == ["portal.E001"]
