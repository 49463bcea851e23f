"""``gongkai report check FILE``: what does not hold, by row and column."""

import json

import pytest
from django.core.management import CommandError, call_command

from foi.annual.published import TEXTS, page, report
from gongkai.documents.annual_report import annual_report_docx
from gongkai.foi.annual.reading.own_format import tables_json
from gongkai.rules.annual_report.layout import Place
from rules.annual_report.making import app, nothing, whole


def run(capsys, path, *options):
    code = 0
    try:
        call_command("report", "check", str(path), *options)
    except SystemExit as leaving:
        code = leaving.code
    return code, capsys.readouterr().out


@pytest.fixture
def given(tmp_path):
    def write(figures=None, name="a.html", **changed):
        path = tmp_path / name
        path.write_text(page(report(figures, **changed)), encoding="utf-8")
        return path

    return write


def test_a_sound_report(given, capsys):
    code, out = run(capsys, given())
    assert code == 0
    assert out.splitlines() == [
        "泊里镇人民政府2025年年度报告，读出表二10格、表三175格、表四15格",
        "各项勾稽关系全部成立，有0处疑点。",
    ]


def test_what_does_not_hold_by_row_and_column(given, capsys):
    figures = {**whole(), app("3.1", "natural"): 2}
    code, out = run(capsys, given(figures), "--json")
    found = json.loads(out)
    assert code == 1 and found["ok"] is False
    assert [error["code"] for error in found["errors"]] == ["results", "applicants"]
    first = found["errors"][0]
    assert (first["left"], first["right"]) == ("2", "3")
    cell = next(cell for cell in first["cells"] if cell["row"] == "3.1")
    assert cell["label"] == "表三“三、（一）予以公开”行“自然人”列"
    assert cell["value"] == "2" and cell["place"].startswith("表")
    assert found["doubts"][0]["code"] == "suspect"
    code, out = run(capsys, given(figures))
    assert code == 1 and "错误：表三“自然人”列不平：" in out


def test_doubts_do_not_fail(given, capsys):
    figures = {**whole(), Place("information", "rules", "in_force"): 6}
    text = {**TEXTS, "overview": "共收到政府信息公开申请30件。"}
    code, out = run(capsys, given(figures, texts=text), "--json")
    found = json.loads(out)
    assert code == 0 and found["ok"] is True
    assert [doubt["code"] for doubt in found["doubts"]] == ["town_rules", "prose"]


def test_a_town_that_does_not_say_so(given, capsys):
    figures = {**whole(), Place("information", "rules", "in_force"): 6}
    path = given(figures, issuer="某单位")
    assert "规章" not in run(capsys, path)[1]
    assert "乡镇（街道）不制定规章" in run(capsys, path, "--township")[1]


def test_against_the_year_before(given, capsys, tmp_path):
    before = tmp_path / "before.json"
    figures = {**nothing(), app("4", "natural"): 2, app("4"): 2}
    before.write_text(json.dumps({"tables": tables_json(figures)}), encoding="utf-8")
    code, out = run(capsys, given(), "--previous", str(before), "--json")
    errors = json.loads(out)["errors"]
    assert code == 1 and [error["code"] for error in errors] == ["carried", "carried"]


def test_cells_that_are_not_there_are_said_not_alarmed(tmp_path, capsys):
    path = tmp_path / "part.json"
    rows = {
        "1": {"total": 13612},
        "2": {"total": 535},
        "3.7": {"total": 13364},
        "4": {"total": 783},
    }
    path.write_text(json.dumps({"tables": {"applications": rows}}), encoding="utf-8")
    code, out = run(capsys, path, "--json")
    found = json.loads(out)
    assert code == 0 and found["errors"] == [] and found["doubts"] == []
    assert "没有找到表二" in found["missing"] and "没有找到表四" in found["missing"]
    assert "读出的数字没有发现错误" in run(capsys, path)[1]


def test_a_word_file_and_one_that_cannot_be_read(tmp_path, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(annual_report_docx(report()))
    assert run(capsys, path)[0] == 0
    for name, data in (("b.pdf", b"%PDF-1.7"), ("c.html", b"<html></html>")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CommandError) as refused:
            call_command("report", "check", str(tmp_path / name))
        assert refused.value.returncode == 2
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("report", "check", str(tmp_path / "none.docx"))
