"""Changing workbooks: the true value is gone from every part, the rest is as it was."""

import io
import re
import time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from documents.office_files import (
    ID,
    PHONE,
    hidden_kinds,
    is_anywhere,
    parts,
    patched,
    pieces,
    related,
    roster,
    shared,
    texts,
    where,
    workbook,
)
from gongkai.documents.extraction import CannotEdit, Edit, Hidden, extract, group_of
from gongkai.documents.redacting import apply_edits, remove_hidden

NAME = "名单.xlsx"
SHEET = "xl/worksheets/sheet1.xml"
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MASK = "3*****************4"


def mask(data: bytes, value: str, replacement: str) -> bytes:
    piece = where(NAME, data, value)
    at = piece.text.index(value)
    return apply_edits(NAME, data, [Edit(piece.place, at, at + len(value), replacement)])


def hidden_groups(data: bytes) -> set[str]:
    return {group_of(each)[0] for each in extract(NAME, data).segments if each.hidden}


def values(data: bytes, sheet: str = "名单") -> list[list[object]]:
    """What the two usual readers see; they must agree."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    read = [[cell or "" for cell in row] for row in book[sheet].iter_rows(values_only=True)]
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as other:
        assert set(other.sheet_names) == set(book.sheetnames)
        other.get_sheet_by_name(sheet).to_python()
    return read


@pytest.mark.parametrize("keep", [lambda data: data, shared], ids=["inline", "shared"])
def test_a_masked_cell_leaves_no_copy(keep) -> None:  # type: ignore[no-untyped-def]
    data = keep(roster())
    result = mask(data, ID, MASK)
    assert values(result)[1][:2] == ["张三", MASK]
    assert not is_anywhere(result, ID)
    changed = {name for name, old in parts(data).items() if parts(result).get(name) != old}
    assert changed <= {SHEET, "xl/sharedStrings.xml"}


def test_a_number_becomes_text() -> None:
    result = mask(roster(), PHONE, "138****5678")
    assert values(result)[1][2] == "138****5678"
    assert not is_anywhere(result, PHONE)


def test_a_mask_of_the_middle_takes_every_copy_of_the_whole_number() -> None:
    data = workbook(lambda book: book.active.append([f"电话{PHONE}", int(PHONE), f"1 {PHONE}"]))
    result = apply_edits(NAME, data, [Edit("sheet:1!A1", 5, 9, "****")])
    found = texts(NAME, result, None)
    assert found[1:4] == ["电话138****5678", "138****5678", "1 138****5678"]


def test_a_longer_number_that_holds_the_value_is_another_number() -> None:
    data = workbook(lambda book: book.active.append([PHONE, f"6222{PHONE}0"]))
    result = apply_edits(NAME, data, [Edit("sheet:1!A1", 3, 7, "****")])
    assert texts(NAME, result, None)[1:3] == ["138****5678", f"6222{PHONE}0"]


def test_several_stretches_of_one_cell() -> None:
    data = workbook(lambda book: book.active.append([f"{ID}和{PHONE}"]))
    edits = [Edit("sheet:1!A1", 3, 15, "*" * 12), Edit("sheet:1!A1", 22, 26, "****")]
    result = apply_edits(NAME, data, edits)
    assert texts(NAME, result, None)[1] == f"370{'*' * 12}234和138****5678"


@given(
    st.lists(
        st.tuples(
            st.integers(0, 18), st.integers(0, 18), st.sampled_from(["", "*", '某<&>"_x0041_'])
        ),
        max_size=3,
    )
)
@settings(max_examples=25, deadline=None)
def test_edits_give_the_text_that_they_say(found: list[tuple[int, int, str]]) -> None:
    data = shared(workbook(lambda book: book.active.append([ID, "乙"])))
    edits, limit, expected = [], 18, ID
    for first, last, text in sorted(found, reverse=True):
        start, end = min(first, last), min(max(first, last), limit)
        if start <= end:
            edits.append(Edit("sheet:1!A1", start, end, text))
            expected = expected[:start] + text + expected[end:]
            limit = start
    unlike = [each for each in edits if each.end - each.start < 7]
    if len(unlike) == len(edits) and expected:
        result = apply_edits(NAME, data, edits)
        assert where(NAME, result, "乙").place == "sheet:1!B1"
        assert texts(NAME, result, None)[1] == expected


def test_copies_in_properties_comments_and_results_of_formulas_go_too() -> None:
    def build(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "名单"
        sheet.append([ID, "=A1"])
        sheet["A1"].comment = Comment(f"原号{ID}", "甲")
        book.properties.title = f"名单{ID}"

    data = workbook(build)
    data = patched(
        data,
        {
            SHEET: lambda old: old.replace(
                '<c r="B1"><f>A1</f><v></v></c>', f'<c r="B1" t="str"><f>A1</f><v>{ID}</v></c>'
            ).replace('<c r="B1"><f>A1</f><v/></c>', f'<c r="B1" t="str"><f>A1</f><v>{ID}</v></c>')
        },
    )
    assert texts(NAME, data, None).count(ID) == 2
    data = related(
        data,
        "xl/workbook.xml",
        "customXml",
        "customXml/item1.xml",
        f"<x><!-- {ID} --><y a='{ID}'/>{ID}</x>",
    )
    result = mask(data, ID, MASK)
    assert not is_anywhere(result, ID)
    assert values(result)[0] == [MASK, MASK]


def test_a_roster_of_thousands_is_masked_in_a_few_seconds() -> None:
    def build(book: Workbook) -> None:
        for number in range(3000):
            book.active.append(
                [f"村民{number}", f"37028319900101{number:04}", 13800000000 + number]
            )

    data = shared(workbook(build))
    edits = [
        Edit(each.place, 3, len(each.text), "*" * 8)
        for each in extract(NAME, data).segments
        if "!B" in each.place or "!C" in each.place
    ]
    whole = [Edit(each.place, 0, each.end, "***") for each in edits]
    start = time.process_time()
    result = apply_edits(NAME, data, whole)
    assert time.process_time() - start < 10
    assert not is_anywhere(result, "370283199001010001")
    assert len(values(result, "Sheet")) == 3000


def test_a_pivot_cache_with_the_value_goes_and_the_table_stays_as_values() -> None:
    data = with_pivot(roster())
    result = mask(data, ID, MASK)
    assert not is_anywhere(result, ID)
    assert not any("pivot" in name for name in parts(result))
    assert b"pivotCache" not in parts(result)["xl/workbook.xml"]


def with_pivot(data: bytes) -> bytes:
    data = related(
        data,
        "xl/workbook.xml",
        "pivotCacheDefinition",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition {X}><cacheFields><cacheField name="证号"><sharedItems>'
        f'<s v="{ID}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
        "rIdP",
    )
    data = related(
        data,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "pivotCacheRecords",
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords {X}><r><s v="{ID}"/></r></pivotCacheRecords>',
    )
    data = related(
        data,
        SHEET,
        "pivotTable",
        "xl/pivotTables/pivotTable1.xml",
        f'<pivotTableDefinition {X} name="透视"/>',
    )
    data = related(
        data,
        "xl/pivotTables/pivotTable1.xml",
        "pivotCacheDefinition",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        parts(data)["xl/pivotCache/pivotCacheDefinition1.xml"],
    )
    entry = (
        '<pivotCaches><pivotCache cacheId="1" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships" r:id="rIdP"/></pivotCaches></workbook>'
    )
    return patched(data, {"xl/workbook.xml": lambda old: old.replace("</workbook>", entry)})


def test_hidden_caches_can_be_removed() -> None:
    data = with_pivot(roster())
    result = remove_hidden(NAME, data, hidden_groups(data))
    assert not hidden_kinds(extract(NAME, result))
    assert values(result) == values(roster())


def test_a_shared_formula_survives_the_edit_of_its_first_cell() -> None:
    def build(book: Workbook) -> None:
        book.active.title = "名单"
        book.active.append(["x", "y"])

    def change(old: str) -> str:
        start, end = old.index("<sheetData>"), old.index("</sheetData>")
        cells = (
            '<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f>'
            '<v>13800000000</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c>'
            "</row>"
        )
        return old[:start] + cells + old[end:]

    result = mask(patched(workbook(build), {SHEET: change}), "13800000000", "138****0000")
    assert values(result) == [["138****0000"], [4]]


def hidden_book() -> bytes:
    """A visible sheet that leans on a hidden one and on a hidden column."""

    def build(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "名单"
        sheet.append(["姓名", "证号", "合计", "另计"])
        sheet.append(["张三", ID, "=底稿!A1", "=LEN(B2)"])
        sheet.append(["李四", "", "=1+1", "=暗"])
        sheet.column_dimensions["B"].hidden = True
        back = book.create_sheet("底稿")
        back.append([7, PHONE])
        back.sheet_state = "hidden"
        book.create_sheet("末页").append(["尾"])
        book.defined_names["暗"] = DefinedName("暗", attr_text="底稿!$A$1")
        book["末页"].defined_names["_xlnm.Print_Area"] = DefinedName(
            "_xlnm.Print_Area", attr_text="末页!$A$1"
        )
        rule = DataValidation("list", "=底稿!$A$1:$A$3")
        rule.add("A2")
        sheet.add_data_validation(rule)

    return calculated(workbook(build))


def calculated(data: bytes) -> bytes:
    """With a result in every formula, as Excel would have saved it."""
    change = {SHEET: lambda old: old.replace("<v></v>", "<v>7</v>").replace("<v/>", "<v>7</v>")}
    return patched(data, change)


def test_a_hidden_sheet_goes_and_results_stay() -> None:
    data = hidden_book()
    result = remove_hidden(NAME, data, ["sheet:2"])
    book = openpyxl.load_workbook(io.BytesIO(result))
    assert book.sheetnames == ["名单", "末页"]
    assert [cell.value for cell in book["名单"][2]] == ["张三", ID, 7, "=LEN(B2)"]
    assert [cell.value for cell in book["名单"][3]] == ["李四", None, "=1+1", 7]
    assert "暗" not in book.defined_names
    assert book["末页"].print_area == "'末页'!$A$1"
    assert not book["名单"].data_validations.dataValidation
    assert not is_anywhere(result, PHONE)
    assert not is_anywhere(result, "底稿")


def test_the_content_of_a_hidden_column_goes_and_its_place_stays() -> None:
    data = hidden_book()
    result = remove_hidden(NAME, data, ["sheet:1!col:B"])
    book = openpyxl.load_workbook(io.BytesIO(result))
    assert [cell.value for cell in book["名单"][2]] == ["张三", None, "=底稿!A1", 7]
    assert book["名单"].column_dimensions["B"].hidden
    assert not is_anywhere(result, ID)


def test_a_formula_without_result_is_not_thrown_away() -> None:
    def build(book: Workbook) -> None:
        book.active.append([ID, "=LEN(A1)"])
        book.active.column_dimensions["A"].hidden = True

    with pytest.raises(CannotEdit, match="没有保存计算结果"):
        remove_hidden(NAME, workbook(build), ["sheet:1!col:A"])


def test_everything_hidden_can_go_at_once() -> None:
    def build(book: Workbook) -> None:
        sheet = book.active
        sheet.title = "名单"
        sheet.append(["姓名", "证号", "备注"])
        sheet.append(["张三", ID, PHONE])
        sheet["C2"].number_format = ";;;"
        sheet["A2"].comment = Comment(ID, "甲")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.add_table(Table(displayName="表1", ref="A1:C2"))
        back = book.create_sheet("底稿")
        back.append([ID])
        back["A1"].comment = Comment(PHONE, "乙")
        back.sheet_state = "veryHidden"

    data = shared(workbook(build))
    result = remove_hidden(NAME, data, hidden_groups(data))
    assert not hidden_kinds(extract(NAME, result))
    assert not is_anywhere(result, ID)
    assert not is_anywhere(result, PHONE)
    assert values(result)[0] == ["姓名", "", "备注"]
    assert "comments" not in "".join(parts(result))


def test_a_chart_keeps_its_values_when_its_sheet_goes() -> None:
    def build(book: Workbook) -> None:
        book.active.title = "名单"
        back = book.create_sheet("底稿")
        for row in (["类", "数"], ["甲", 3], ["乙", 4]):
            back.append(row)
        back.sheet_state = "hidden"
        chart = BarChart()
        chart.add_data(Reference(back, min_col=2, min_row=1, max_row=3), titles_from_data=True)
        chart.set_categories(Reference(back, min_col=1, min_row=2, max_row=3))
        book.active.add_chart(chart)

    bare = workbook(build)
    with pytest.raises(CannotEdit, match="图表"):
        remove_hidden(NAME, bare, ["sheet:2"])
    point = '<pt idx="0"><v>{}</v></pt>'

    def cached(old: str) -> str:
        old = re.sub(
            r"</f>(?:<numCache/>)?</numRef>",
            f"</f><numCache>{point.format(3)}</numCache></numRef>",
            old,
        )
        return re.sub(
            r"</f>(?:<strCache/>)?</strRef>",
            f"</f><strCache>{point.format('数')}</strCache></strRef>",
            old,
        )

    result = remove_hidden(NAME, patched(bare, {"xl/charts/chart1.xml": cached}), ["sheet:2"])
    chart = parts(result)["xl/charts/chart1.xml"].decode()
    assert "numLit" in chart and "<v>数</v>" in chart
    assert not is_anywhere(result, "底稿")
    assert openpyxl.load_workbook(io.BytesIO(result)).sheetnames == ["名单"]


def test_links_to_other_workbooks_are_cut_and_results_stay() -> None:
    def build(book: Workbook) -> None:
        book.active.title = "名单"
        book.active.append(["=[1]Sheet1!A1", "=1+1"])

    data = related(
        calculated(workbook(build)),
        "xl/workbook.xml",
        "externalLink",
        "xl/externalLinks/externalLink1.xml",
        f'<externalLink {X}><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1">'
        f'<cell r="A1"><v>{PHONE}</v></cell></row></sheetData></sheetDataSet></externalBook>'
        "</externalLink>",
        "rIdE",
    )
    entry = (
        '<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships" r:id="rIdE"/></externalReferences></workbook>'
    )
    data = patched(data, {"xl/workbook.xml": lambda old: old.replace("</workbook>", entry)})
    result = remove_hidden(NAME, data, hidden_groups(data))
    assert not is_anywhere(result, PHONE)
    book = openpyxl.load_workbook(io.BytesIO(result))
    assert [cell.value for cell in book["名单"][1]] == [7, "=1+1"]


def test_a_value_in_an_embedded_workbook_is_masked_inside_it() -> None:
    data = related(roster(), SHEET, "package", "xl/embeddings/Book1.xlsx", roster())
    result = mask(data, ID, MASK)
    assert texts(NAME, result, Hidden.EMBEDDED_FILE).count(ID) == 0
    removed = remove_hidden(NAME, data, ["xl/embeddings/Book1.xlsx"])
    assert "xl/embeddings/Book1.xlsx" not in parts(removed)


@pytest.mark.parametrize(
    "edit",
    [
        Edit("sheet:1!Z99", 0, 1, "x"),
        Edit("sheet:1!A1", 0, 99, "x"),
        Edit("sheet:1!A1", 1, 0, "x"),
        Edit("sheet:1#name", 0, 1, "x"),
        Edit("sheet:1!A1", 0, 1, "\x00"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        apply_edits(NAME, roster(), [edit])


def test_places_that_hide_nothing_are_refused() -> None:
    with pytest.raises(CannotEdit):
        remove_hidden(NAME, roster(), ["sheet:1!A1"])


def test_pieces_of_one_cell_by_its_own_place() -> None:
    data = hidden_book()
    own = pieces(NAME, data, Hidden.HIDDEN_COLUMN)[1]
    result = remove_hidden(NAME, data, [own.place])
    assert texts(NAME, result, Hidden.HIDDEN_COLUMN) == ["证号"]
