"""Old formats through LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from documents.conversion.papers import RIGHT, Paper, sheet, workbook
from gongkai.documents.conversion import convert, legacy, legacy_available
from gongkai.documents.inspect import UploadError
from system import missing

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real DOC, RTF and XLS, written by LibreOffice itself."""
    program = shutil.which("soffice")
    if program is None:
        missing("缺少soffice，请安装：apt-get install -y libreoffice-writer libreoffice-calc")
    place = tmp_path_factory.mktemp("old")
    paper = Paper()
    paper.title("关于维修水渠的通知")
    paper.line("一、总体要求", "黑体")
    paper.line("各村要认真组织实施，确保按期完成，遇到问题及时报告镇人民政府。")
    paper.table(("项目", "金额"), ("水渠", "12"))
    paper.line("2026年3月1日", align=RIGHT)
    (place / "a.docx").write_bytes(paper.data)
    (place / "b.xlsx").write_bytes(workbook(sheet(("村", "户数"), ("甲村", 12), name="名单")))
    for kind, name in (("doc", "a.docx"), ("rtf", "a.docx"), ("xls", "b.xlsx")):
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                *("--headless", "--convert-to", kind, "--outdir", str(place), str(place / name)),
            ],
            check=True,
            capture_output=True,
            timeout=600,
            env={"PATH": "/usr/bin:/bin", "HOME": str(place)},
        )
    return place


@pytest.mark.parametrize("name", ["a.doc", "a.rtf"])
def test_an_old_text_is_converted(old: Path, name: str) -> None:
    found = convert(name, (old / name).read_bytes())
    assert found.title == "关于维修水渠的通知"
    assert found.html == (
        "<h2>一、总体要求</h2>"
        "<p>各村要认真组织实施，确保按期完成，遇到问题及时报告镇人民政府。</p>"
        '<table><thead><tr><th scope="col">项目</th><th scope="col">金额</th></tr></thead>'
        '<tbody><tr><td>水渠</td><td>12</td></tr></tbody></table><p class="right">2026年3月1日</p>'
    )
    assert "旧格式" in found.warnings[0]


def test_wps_text_is_a_doc_by_another_name(old: Path) -> None:
    assert convert("a.wps", (old / "a.doc").read_bytes()).title == "关于维修水渠的通知"


def test_an_old_sheet_is_converted(old: Path) -> None:
    found = convert("b.xls", (old / "b.xls").read_bytes())
    assert "<caption>名单</caption>" in found.html
    assert "<tr><td>甲村</td><td>12</td></tr>" in found.html


def test_a_damaged_old_text_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not legacy_available():
        missing("缺少soffice，请安装：apt-get install -y libreoffice-writer libreoffice-calc")
    monkeypatch.setattr(legacy.tempfile, "tempdir", str(tmp_path))
    for name, newer in (("坏.xls", "xlsx"), ("坏.wps", "docx")):
        with pytest.raises(UploadError, match=rf"另存为 \.{newer}"):
            convert(name, OLD)
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "_program", lambda: None)
    assert not legacy_available()
    with pytest.raises(UploadError, match=r"另存为 \.docx 后上传"):
        convert("旧.doc", OLD)


def test_a_conversion_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(legacy, "_program", lambda: str(program))
    monkeypatch.setattr(legacy, "_SECONDS", 0.2)
    with pytest.raises(UploadError, match="已停止"):
        convert("旧.doc", OLD)
