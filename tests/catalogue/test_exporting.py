"""The standard layout, and that an export reads back equal."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

import factories
from gongkai.catalogue.actions import import_reading
from gongkai.catalogue.exporting import FORMATS, export
from gongkai.catalogue.exporting.table import boxes, runs
from gongkai.catalogue.fields import ensure_fields
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.models import Edition, Standing
from gongkai.catalogue.reading import read

COLUMNS = (
    "field", "level1", "level2", "elements", "basis", "time_limit", "publisher", "channels",
    "audience", "audience_group", "mode", "levels",
)  # fmt: skip
READABLE = ("xlsx", "docx", "csv")


def rows_of(content, name):
    return [
        {column: row[column] or None for column in COLUMNS}
        for row in read(content, name).as_import_json()["rows"]
    ]


def stored_rows(edition):
    return [
        {column: row[column] or None for column in COLUMNS}
        for row in json.loads(export(edition, "json"))["rows"]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", READABLE)
def test_the_export_of_the_national_catalogue_reads_back_equal(national, ending):
    found = rows_of(export(national, ending), f"目录.{ending}")
    wanted = stored_rows(national)
    assert len(found) == len(wanted) == 154
    for was, is_now in zip(wanted, found, strict=True):
        assert without_blanks(is_now) == without_blanks(was)


def without_blanks(row):
    """A reading takes blanks between Han characters for layout; printed text has some."""
    return {c: "".join(v.split()) if isinstance(v, str) else v for c, v in row.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", READABLE)
def test_the_export_of_an_import_reads_back_equal(draft, office, ending):
    first = read(EXAMPLE.encode("gbk"), "目录.csv").as_import_json()
    import_reading(office, draft, first, Decisions(), name="目录.csv")
    found = rows_of(export(draft, ending), f"目录.{ending}")
    wanted = [{column: row[column] or None for column in COLUMNS} for row in first["rows"]]
    assert found == wanted


EXAMPLE = """泊里镇社会救助领域基层政务公开标准目录,,,,,,,,,,,,,
序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级,
,一级事项,二级事项,,,,,,全社会,特定群体,主动,依申请,县级,乡级
1,综合业务,政策法规文件,文件名称,《条例》,20个工作日内,镇政府,■政府网站 □两微一端,√,,√,,√,√
2,综合业务,指南,指南,《条例》,长期公开,镇政府,■公开查阅点 ■政府网站 ■甲平台,,√（困难群众）,√,,,√
3,最低生活保障,政策文件,文件,,及时公开,,,√,,,√,,√
"""


@pytest.mark.django_db
def test_the_header_has_two_rows_and_merged_cells(national):
    book = openpyxl.load_workbook(io.BytesIO(export(national, "xlsx")))
    assert len(book.sheetnames) == 16
    sheet = book["社会救助"]
    assert sheet["A1"].value == "社会救助领域基层政务公开标准目录"
    assert [sheet["B2"].value, sheet["B3"].value, sheet["C3"].value] == [
        "公开事项",
        "一级事项",
        "二级事项",
    ]
    assert {"B2:C2", "A2:A3", "I2:J2", "K2:L2"} <= {str(area) for area in sheet.merged_cells}
    assert "村级" in [cell.value for cell in sheet[3]]


@pytest.mark.django_db
def test_rows_to_check_say_so(national):
    book = openpyxl.load_workbook(io.BytesIO(export(national, "xlsx")))
    remarks = [row[-1].value for sheet in book for row in sheet.iter_rows(min_row=4)]
    assert remarks.count("待核对") == 87
    national.items.update(standing=Standing.CONFIRMED)
    book = openpyxl.load_workbook(io.BytesIO(export(national, "xlsx")))
    assert "备注" not in [cell.value for cell in book["就业"][2]]


@pytest.mark.django_db
def test_the_present_name_of_a_field_is_shown(national):
    book = openpyxl.load_workbook(io.BytesIO(export(national, "xlsx")))
    assert "乡村振兴" in book.sheetnames
    assert "扶贫" not in book.sheetnames


@pytest.mark.django_db
def test_text_that_looks_like_a_formula_stays_text(draft):
    field = ensure_fields(["03"])["03"]
    factories.make_item(draft, field=field, elements="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(export(draft, "xlsx")))["社会救助"]
    assert (sheet["D4"].value, sheet["D4"].data_type) == ("=1+1", "s")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", FORMATS)
def test_an_empty_edition_can_be_exported(draft, ending):
    content = export(draft, ending)
    if ending in ("xlsx", "docx"):
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert content


@pytest.mark.django_db
def test_csv_opens_in_spreadsheet_programs(national):
    content = export(national, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(lines) == 155
    assert lines[1][1] == "重大建设项目"


@pytest.mark.django_db
def test_json_names_units_and_standing(draft, unit):
    factories.make_item(draft, units=(unit,))
    answer = json.loads(export(Edition.objects.get(pk=draft.pk), "json"))
    assert answer["edition"]["number"] == 1
    assert answer["rows"][0]["units"] == [unit.slug]


def test_boxes_stand_in_the_standard_order():
    text = boxes(["政府网站", "某平台"])
    assert text.startswith("■政府网站\n□政府公报")
    assert text.endswith("□其他\n■某平台")
    assert boxes(["公开查阅点", "政府网站"]).startswith("■公开查阅点\n■政府网站\n□政府公报")
    assert boxes(None) == boxes([]) == ""


def test_equal_neighbours_are_one_run():
    rows = [["a"], ["a"], ["b"], [""], [""], ["a"]]
    assert runs(rows, 0) == [(0, 1), (2, 2), (3, 3), (4, 4), (5, 5)]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM(A1)", "'=1", "'quoted"])
def test_csv_holds_no_formula_and_reads_back_equal(draft, text):
    field = ensure_fields(["03"])["03"]
    factories.make_item(draft, field=field, elements=f"{text}；名称", publisher="镇政府")
    content = export(draft, "csv")
    cells = [c for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for c in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert rows_of(content, "目录.csv")[0]["elements"] == f"{text}；名称"
