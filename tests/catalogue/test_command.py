"""``gongkai catalogue``: reading without a database, importing, exporting, comparing."""

import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

import factories
from gongkai.catalogue.actions import load_national
from gongkai.catalogue.models import Edition
from gongkai.organisation.actor import system_actor

CSV = """社会救助领域基层政务公开标准目录,,,,,,,,,,
序号,一级事项,二级事项,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,公开方式,公开层级
1,综合业务,政策法规文件,名称,《条例》,20个工作日内,镇政府,■政府网站,全社会,主动,县级、乡级
2,低保,政策文件,文件,《条例》,及时公开,镇政府,■政府网站,全社会,主动,县级
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "目录.csv"
    path.write_bytes(CSV.encode("gbk"))
    return path


def run(capsys, *arguments):
    call_command("catalogue", *map(str, arguments))
    return capsys.readouterr().out


def test_read_needs_no_database(capsys, file):
    answer = json.loads(run(capsys, "read", file, "--json"))
    assert [row["level2"] for row in answer["rows"]] == ["政策法规文件", "政策文件"]
    assert answer["rows"][0]["time_limit"]["days"] == 20
    assert "共读出2项" in run(capsys, "read", file)


def test_read_from_the_shell_where_there_is_no_database(file, tmp_path):
    environment = {
        **os.environ,
        "GONGKAI_PROFILE": "test",
        "GONGKAI_DATA": str(tmp_path / "nowhere"),
        "DJANGO_SETTINGS_MODULE": "gongkai.settings.test",
    }
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "catalogue", "read", str(file), "--json"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["rows"]) == 2


def test_files_are_compared_without_a_database(capsys, file, tmp_path):
    other = tmp_path / "新.csv"
    other.write_text(CSV.replace("20个工作日", "10个工作日"))
    answer = json.loads(run(capsys, "diff", file, other, "--json"))
    assert (len(answer["changed"]), answer["unchanged"]) == (1, 1)
    assert "公开时限" in run(capsys, "diff", file, other)


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("catalogue", "read", str(tmp_path / "没有.xlsx"))


@pytest.mark.django_db
def test_import_makes_a_draft(capsys, file, town):
    answer = json.loads(
        run(capsys, "import", file, "--town", town.slug, "--township-only", "--json")
    )
    assert (answer["created"], answer["edition"]) == (1, 1)
    assert "不到乡级" in answer["left_out"][0]["reason"]
    edition = Edition.objects.get()
    assert (edition.state, edition.name) == ("draft", "目录")
    with pytest.raises(CommandError, match="草稿里已经有"):
        call_command("catalogue", "import", str(file), "--town", town.slug, "--edition", "1")
    said = run(
        capsys, "import", file, "--town", town.slug, "--edition", 1, "--existing", "keep",
        "--leave-out", "第4行",
    )  # fmt: skip
    assert "未导入：第4行（命令行指定不导入）" in said


@pytest.mark.django_db
def test_an_import_is_all_or_nothing(file, town):
    file.write_text(CSV.replace("社会救助", "涉农补贴"))
    with pytest.raises(CommandError, match="没有叫“涉农补贴”的领域"):
        call_command("catalogue", "import", str(file), "--town", town.slug)
    assert not Edition.objects.exists()
    call_command("catalogue", "import", str(file), "--town", town.slug, "--field", "涉农补贴=03")
    assert Edition.objects.get().items.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("--town", "nowhere"),
        ("--town", "here", "--leave-out", "第99行"),
        ("--town", "here", "--field", "没有等号"),
        ("--town", "here", "--edition", "7"),
    ],
)
def test_wrong_arguments_change_nothing(file, arguments):
    factories.make_town("here")
    with pytest.raises(CommandError):
        call_command("catalogue", "import", str(file), *arguments)
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_export_and_compare_with_the_file(capsys, town, tmp_path):
    edition = factories.make_edition(town, number=1)
    edition.state = "draft"
    edition.effective_from = None
    edition.save()
    load_national(system_actor(town), edition)
    path = tmp_path / "目录.json"
    with pytest.raises(CommandError, match="没有施行中的目录"):
        call_command("catalogue", "export", "--town", town.slug, "--format", "json", str(path))
    run(capsys, "export", "--town", town.slug, "--edition", 1, "--format", "json", path)
    assert len(json.loads(path.read_text())["rows"]) == 154
    sheet = tmp_path / "目录.xlsx"
    run(capsys, "export", "--town", town.slug, "--edition", 1, "--format", "xlsx", sheet)
    answer = json.loads(run(capsys, "diff", f"{town.slug}:1", sheet, "--json"))
    assert not answer["added"]
    assert not answer["removed"]
    changed = {cell["column"] for change in answer["changed"] for cell in change["cells"]}
    assert changed <= {"basis", "elements"}
