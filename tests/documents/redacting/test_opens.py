"""What was changed opens in an office program, too."""

import io
import subprocess
from pathlib import Path

import openpyxl

from documents.office_files import ID, related, roster, shared, where, word, workbook
from gongkai.documents.extraction import Edit, extract, group_of
from gongkai.documents.redacting import apply_edits, remove_hidden
from system import need


def changed(name: str, data: bytes) -> bytes:
    piece = where(name, data, ID)
    at = piece.text.index(ID)
    edited = apply_edits(name, data, [Edit(piece.place, at, at + 18, "370***234")])
    groups = {group_of(each)[0] for each in extract(name, edited).segments if each.hidden}
    return remove_hidden(name, edited, groups)


def document() -> bytes:
    def build(file) -> None:  # type: ignore[no-untyped-def]
        paragraph = file.add_paragraph(f"证号{ID}")
        file.add_comment(paragraph.runs, text="批注", author="李四")
        paragraph.add_run("暗").font.hidden = True

    return related(word(build), "word/document.xml", "package", "word/embeddings/B.xlsx", roster())


def book() -> bytes:
    def build(file: openpyxl.Workbook) -> None:
        file.active.append(["证号", ID])
        file.create_sheet("底稿").sheet_state = "hidden"
        file["底稿"].append(["暗"])
        file.active.column_dimensions["A"].hidden = True

    return shared(workbook(build))


def test_libreoffice_opens_what_was_changed(tmp_path: Path) -> None:
    program = need("soffice")
    (tmp_path / "a.docx").write_bytes(changed("a.docx", document()))
    (tmp_path / "b.xlsx").write_bytes(changed("b.xlsx", book()))
    for name, kind in (
        ("a.docx", "txt:Text (encoded):UTF8"),
        ("b.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"),
    ):
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(tmp_path),
                str(tmp_path / name),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
    assert "证号370***234" in (tmp_path / "a.txt").read_text("utf-8-sig")
    assert (tmp_path / "b.csv").read_text("utf-8-sig").strip() == ",370***234"


def test_the_changed_workbook_opens_in_openpyxl() -> None:
    file = openpyxl.load_workbook(io.BytesIO(changed("b.xlsx", book())))
    assert file.sheetnames == ["Sheet"]
