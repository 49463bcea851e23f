"""``gongkai scan`` as people and programs call it (handbook 5.4)."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook

from gongkai.review.management.file_scan import scan_file
from gongkai.review.management.scan_lines import LineError, answer_line
from gongkai.rules.detectors import COMMAND_KINDS, Kind

DAY = date(2026, 11, 23)
ID_CARD = "370211199001011233"


def run(*arguments: str, given: bytes = b"", data: Path) -> subprocess.CompletedProcess[bytes]:
    settings = {"GONGKAI_PROFILE": "demonstration", "GONGKAI_DATA": str(data / "absent")}
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "scan", *arguments],
        input=given,
        capture_output=True,
        timeout=600,
        env={**os.environ, **settings, "GONGKAI_DATABASE": ""},
        check=False,
    )


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        call_command("scan", *arguments)
    said = capsys.readouterr()
    return int(str(stopped.value.code)), said.out, said.err


def test_lines_are_answered_in_order_without_a_database(tmp_path: Path) -> None:
    text = f"王芳，身份证{ID_CARD}，𠮷电话138 1234 5678"
    lines = [
        json.dumps({"id": 7, "text": text}),
        "不是 JSON",
        json.dumps({"id": "b", "text": "机密★10年"}),
        json.dumps({"id": "c", "text": "此件主动公开"}),
    ]
    done = run("-", given="\n".join(lines).encode(), data=tmp_path)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["id"] for answer in answers] == [7, None, "b", "c"]
    found = answers[0]["findings"]
    assert [one["type"] for one in found] == ["id_card", "mobile"]
    assert all(one["text"] == text[one["start"] : one["end"]] for one in found)
    assert set(found[0]) == {"type", "level", "start", "end", "text"}
    assert "JSON" in answers[1]["error"]
    assert answers[2]["findings"][0]["level"] == "hard"
    assert answers[3]["findings"] == []
    assert done.returncode == 2
    assert done.stderr == b""


def test_good_lines_alone_end_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = io.TextIOWrapper(io.BytesIO(b'{"id": 1, "text": ""}\n\n'))
    monkeypatch.setattr(sys, "stdin", given)
    assert call(capsys, "-") == (0, '{"id": 1, "findings": []}\n', "")


@pytest.mark.parametrize(
    "line",
    [b"[]", b'{"text": "x"}', b'{"id": 1}', b'{"id": 1, "text": 2}', b"\xff", b"[" * 100_000],
)
def test_bad_lines_are_told(line: bytes) -> None:
    with pytest.raises(LineError, match="。"):
        answer_line(line, DAY, COMMAND_KINDS)


def test_a_text_in_gb18030_keeps_its_offsets(tmp_path: Path) -> None:
    text = f"名单\r\n王芳\t{ID_CARD}\r\n电话1381234\r\n5678"
    path = tmp_path / "名单.txt"
    path.write_bytes(text.encode("gb18030"))
    found = scan_file(path, DAY, COMMAND_KINDS).findings
    assert [(one.finding.kind, one.place, one.label) for one in found] == [
        (Kind.ID_CARD, "line:2", "第2行"),
        (Kind.MOBILE, "line:3", "第3行"),
    ]
    for one in found:
        assert one.finding.text == text[one.finding.start : one.finding.end]


def test_the_name_of_a_file_is_scanned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"王芳{ID_CARD}.txt"
    path.write_text("正文", encoding="utf-8")
    code, out, _ = call(capsys, str(path), "--json")
    (finding,) = json.loads(out)["findings"]
    assert code == 1
    assert (finding["place"], finding["label"]) == ("name", "文件名")
    assert (finding["start"], finding["end"]) == (2, 20)


def test_hidden_columns_are_findings_and_so_is_what_they_hold(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "身份证号"])
    sheet.append(["王芳", ID_CARD])
    sheet.append(["李强", "370211198502023456"])
    sheet.column_dimensions["B"].hidden = True
    path = tmp_path / "名单.xlsx"
    book.save(path)
    found = [one.finding.kind for one in scan_file(path, DAY, COMMAND_KINDS).findings]
    assert Kind.ID_CARD in found
    assert found.count(Kind.HIDDEN_CONTENT) == 1


def test_the_list_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(f"王芳，身份证{ID_CARD}\n送审稿", encoding="utf-8")
    code, out, _ = call(capsys, str(path))
    assert code == 1
    assert "发现 1 处" in out
    assert "第1行：身份证号码（必须处理）" in out
    assert "请删除" in out
    assert "过程性信息（请核对）" in call(capsys, str(path), "--all")[1]


def test_json_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("咨询电话：0532-84181234", encoding="utf-8")
    code, out, _ = call(capsys, str(path), "--json")
    assert (code, json.loads(out)) == (0, {"file": str(path), "findings": [], "unread": []})
    assert "没有发现" in call(capsys, str(path))[1]


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, told = call(capsys, str(tmp_path / "没有.txt"))
    assert (code, out) == (2, "")
    assert "打不开" in told
    path = tmp_path / "程序.exe"
    path.write_bytes(b"MZ\x00\x01")
    code, out, told = call(capsys, str(path), "--json")
    assert (code, out) == (2, "")
    assert told.strip().endswith("。")


def test_parts_that_only_a_person_can_read_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image

    path = tmp_path / "扫描件.png"
    Image.new("RGB", (60, 40), "white").save(path)
    code, out, _ = call(capsys, str(path))
    assert "须人工打开" in out
    assert code == 0
    assert json.loads(call(capsys, str(path), "--json")[1])["unread"]
