"""Reports as towns and portals really publish them: one layout for each habit seen there.

Every layout takes figures and gives a file with these very figures; ``LAYOUTS`` says which cells
its form does not have. None is copied from a published report.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from docx import Document
from openpyxl import Workbook

from gongkai.documents.annual_report.printed import PrintCell, PrintTable, printed_tables
from gongkai.rules.annual_report.figures import Figures
from gongkai.rules.annual_report.layout import PLACES, SECTIONS, Place

TITLE = "示例镇人民政府2023年政府信息公开工作年度报告"
WORDS = {
    "overview": "2023年，我镇收到政府信息公开申请3件，上年结转1件。未收到行政复议申请。",
    "problems": "解读形式不够丰富。",
    "other": "无。",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
Text = Callable[[PrintCell], str]


def plain(cell: PrintCell) -> str:
    """The words as the form has them."""
    return cell.text


def tables_of(figures: Figures) -> dict[str, PrintTable]:
    """The three tables of the national form."""
    return {str(code): table for code, table in printed_tables(figures).items()}


# Web pages


@dataclass(frozen=True)
class Page:
    """How a content system writes a page: each habit is a field."""

    text: Text = plain
    cell: str = "<td{spans}>{text}</td>"
    row: str = "<tr>{cells}</tr>"
    table: str = "<table>{rows}</table>"
    heading: str = "<p><strong>{text}</strong></p>"
    page: str = (
        "<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )
    encoding: str = "utf-8"
    change: Callable[[dict[str, PrintTable]], dict[str, PrintTable]] = lambda tables: tables
    markup: Callable[[str], str] = lambda html: html
    words: bool = True

    def __call__(self, figures: Figures) -> bytes:
        """The page with these figures."""
        tables = self.change(tables_of(figures))
        parts = []
        for section in SECTIONS:
            if self.words:
                parts.append(self.heading.format(text=section.heading))
                parts.append(f"<p>{WORDS.get(section.code, '')}</p>")
            if section.table is not None:
                parts.append(self.draw(tables[section.table]))
        made = self.page.format(title=TITLE, body="\n".join(parts))
        return self.markup(made).encode(self.encoding)

    def draw(self, table: PrintTable) -> str:
        """One table."""
        rows = []
        for cells in table.in_rows():
            drawn = (
                self.cell.format(spans=_spans(cell), text=escape(self.text(cell))) for cell in cells
            )
            rows.append(self.row.format(cells="".join(drawn)))
        return self.table.format(rows="\n".join(rows))


def _spans(cell: PrintCell) -> str:
    return f' colspan="{cell.colspan}" rowspan="{cell.rowspan}"'


def full_width(cell: PrintCell) -> str:
    """Digits as typed with a Chinese keyboard."""
    return cell.text.translate(FULL_WIDTH)


def broken_lines(cell: PrintCell) -> str:
    """Labels broken by hand, one character under the other."""
    return "\n ".join(cell.text) if cell.head and len(cell.text) < 8 else cell.text


def spaced(cell: PrintCell) -> str:
    """Blanks before and within, as indentation is typed."""
    return f"\u3000\xa0{cell.text} \xa0" if not cell.head else cell.text.replace("、", "、 ")


def with_units(cell: PrintCell) -> str:
    """Numbers with their unit."""
    if cell.place is None:
        return cell.text
    return cell.text + ("万元" if cell.place.column == "amount" else "件")


def other_marks(cell: PrintCell) -> str:
    """Brackets, stops and quotation marks of the other width."""
    swapped = cell.text.translate(str.maketrans("（）“”、", '()"" '))
    return re.sub(r"^(\d)\.", r"\1．", swapped)


def other_words(cell: PrintCell) -> str:
    """Words that towns vary."""
    pairs = (
        ("本年新收", "本年度新收"),
        ("上年结转", "上一年度结转"),
        ("结转下年度", "结转至下一年度"),
        ("行政规范性文件", "规范性文件"),
        ("总计", "合计"),
    )
    text = cell.text
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def blank_zeros(cell: PrintCell) -> str:
    """Nothing where there is nothing."""
    return "" if cell.place is not None and cell.text == "0" else cell.text


def dashes(cell: PrintCell) -> str:
    """A dash where a town has nothing to count."""
    return "—" if cell.place is not None and cell.place.row == "rules" else cell.text


def thousands(cell: PrintCell) -> str:
    """Numbers with a separator, where they are long enough."""
    return f"{int(cell.text):,}" if cell.place is not None and cell.text.isdigit() else cell.text


# Changed forms


def without_rows(*codes: str) -> Callable[[dict[str, PrintTable]], dict[str, PrintTable]]:
    """Rows left out of table 三 by whoever typed it."""

    def change(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
        table = tables["applications"]
        gone = {c.row for c in table.cells if c.place is not None and c.place.row in codes}
        # A label that stands beside several rows moves down with the rows that are left.
        kept = [c for c in table.cells if c.row not in gone or (c.rowspan > 1 and c.head)]
        moved = [_lifted(cell, gone) for cell in kept]
        return {**tables, "applications": replace(table, cells=tuple(moved))}

    return change


def _lifted(cell: PrintCell, gone: set[int]) -> PrintCell:
    above = sum(row < cell.row for row in gone)
    within = sum(cell.row <= row < cell.row + cell.rowspan for row in gone)
    return replace(cell, row=cell.row - above, rowspan=max(cell.rowspan - within, 1))


def label_in_each_row(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
    """Table 三 without merged labels: what stood beside several rows stands in each of them."""
    table = tables["applications"]
    cells: list[PrintCell] = []
    for cell in table.cells:
        if cell.head and cell.rowspan > 1 and cell.row >= table.heading_rows:
            cells += [replace(cell, row=cell.row + n, rowspan=1) for n in range(cell.rowspan)]
        else:
            cells.append(cell)
    return {**tables, "applications": replace(table, cells=tuple(cells))}


def empty_rows(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
    """An empty row after each row of headings and at the end, as copying leaves them."""
    found = {}
    for code, table in tables.items():
        at = table.heading_rows or table.rows
        width = max(cell.col + cell.colspan for cell in table.cells)
        moved = [replace(c, row=c.row + 1) if c.row >= at else c for c in table.cells]
        blank = [PrintCell(at, col, "", head=False) for col in range(width)]
        found[code] = replace(table, cells=(*moved, *blank))
    return found


def note_below(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
    """A note over the whole width under table 三, as some towns explain their numbers."""
    table = tables["applications"]
    words = "注：一、本年新收数量不含咨询；二、上年结转按登记日期统计；（七）总计为各项之和。"
    note = PrintCell(table.rows, 0, words, colspan=10, left=True)
    return {**tables, "applications": replace(table, cells=(*table.cells, note))}


def extra_column(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
    """A column for remarks at the right end of table 三."""
    table = tables["applications"]
    cells = [*table.cells, PrintCell(0, 10, "备注", rowspan=3)]
    cells += [PrintCell(row, 10, "", head=False) for row in range(3, table.rows)]
    return {**tables, "applications": replace(table, cells=tuple(cells))}


def amount_missing(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
    """Table 二 without 行政事业性收费, which the town does not collect."""
    table = tables["information"]
    start = next(c.row for c in table.cells if c.text == "行政事业性收费") - 2
    kept = tuple(cell for cell in table.cells if cell.row < start)
    return {**tables, "information": replace(table, cells=kept)}


# The form of 2019 and 2020 (国办公开办函〔2019〕60号)

OLD_INFORMATION = """<table>
<tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>规范性文件</td><td>2</td><td>2</td><td>9</td></tr>
<tr><td colspan="4">第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>行政许可</td><td>12</td><td>+1</td><td>{permits}</td></tr>
<tr><td>其他对外管理服务事项</td><td>40</td><td>-3</td><td>7</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>行政处罚</td><td>5</td><td>0</td><td>{penalties}</td></tr>
<tr><td>行政强制</td><td>5</td><td>0</td><td>{enforcement}</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td colspan="2">本年增/减</td></tr>
<tr><td>行政事业性收费</td><td>3</td><td colspan="2">0</td></tr>
<tr><td colspan="4">第二十条第（九）项</td></tr>
<tr><td>信息内容</td><td>采购项目数量</td><td colspan="2">采购总金额</td></tr>
<tr><td>政府集中采购</td><td>4</td><td colspan="2">51.2万元</td></tr></table>"""
OLD_MISSING = {
    *(p for p in PLACES if p.table == "information" and p.column != "decided"),
    *(p for p in PLACES if p.row in ("3.5.5", "3.6.1", "3.6.2", "3.6.3")),
}


def form_of_2020(figures: Figures) -> bytes:
    """The older form: other columns in table 二, （六）其他处理 as one row, four of 不予处理."""

    def change(tables: dict[str, PrintTable]) -> dict[str, PrintTable]:
        tables = without_rows("3.5.5", "3.6.1", "3.6.2")(tables)
        table = tables["applications"]
        row = next(c.row for c in table.cells if c.place and c.place.row == "3.6.3")
        cells = [c for c in table.cells if not (c.row == row and c.head)]
        cells.append(PrintCell(row, 1, "（六）其他处理", colspan=2))
        return {**tables, "applications": replace(table, cells=tuple(cells))}

    made = Page(change=change)(figures).decode()
    start = made.index("<table>")
    end = made.index("</table>") + len("</table>")
    decided = {
        row: figures[Place("information", row, "decided")]
        for row in ("permits", "penalties", "enforcement")
    }
    return (made[:start] + OLD_INFORMATION.format(**decided) + made[end:]).encode()


# Word files


@dataclass(frozen=True)
class Word:
    """A Word file; ``nested``: all within the cell of a layout table."""

    text: Text = plain
    nested: bool = False
    split_at: int = 0
    headings_again: bool = True
    change: Callable[[dict[str, PrintTable]], dict[str, PrintTable]] = lambda tables: tables

    def __call__(self, figures: Figures) -> bytes:
        """The file with these figures."""
        document: Any = Document()
        document.add_heading(TITLE, 0)
        place = document.add_table(1, 1).cell(0, 0) if self.nested else document
        tables = self.change(tables_of(figures))
        for section in SECTIONS:
            place.add_paragraph(section.heading)
            place.add_paragraph(WORDS.get(section.code, ""))
            if section.table is not None:
                for part in self._parts(tables[section.table]):
                    self._draw(place, part)
        return _saved(document)

    def _parts(self, table: PrintTable) -> Iterator[PrintTable]:
        """The table, or two where it was cut at a page's end, with or without headings again."""
        if table.code != "applications" or not self.split_at:
            yield table
            return
        yield replace(table, cells=tuple(_cut(table.cells, 0, self.split_at)))
        head = [c for c in table.cells if c.row < table.heading_rows] if self.headings_again else []
        offset = self.split_at - len({c.row for c in head})
        rest = (replace(c, row=c.row - offset) for c in _cut(table.cells, self.split_at, 99))
        yield replace(table, cells=(*head, *rest))

    def _draw(self, place: Any, table: PrintTable) -> None:
        width = max(cell.col + cell.colspan for cell in table.cells)
        # A cell of a Word table takes only the size of a table that it holds.
        drawn = place.add_table(table.rows, width)
        # Asked for one by one, python-docx lays the whole table out for each of its cells.
        laid_out = drawn._cells
        for cell in table.cells:
            first = laid_out[cell.row * width + cell.col]
            bottom, right = cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1
            last = laid_out[bottom * width + right]
            merged = first.merge(last) if first is not last else first
            merged.text = self.text(cell)


def _cut(cells: Iterable[PrintCell], start: int, end: int) -> Iterator[PrintCell]:
    """The cells of some rows; a label that goes over the cut stands on both sides."""
    for cell in cells:
        top, bottom = max(cell.row, start), min(cell.row + cell.rowspan, end)
        if top < bottom:
            yield replace(cell, row=top, rowspan=bottom - top)


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# Workbooks


@dataclass(frozen=True)
class Book:
    """A workbook; ``at``: where each table begins; ``one_sheet``: all below one another."""

    text: Text = plain
    at: tuple[int, int] = (1, 1)
    one_sheet: bool = False
    numbers: Callable[[str], Any] = int
    merged: bool = True
    change: Callable[[dict[str, PrintTable]], dict[str, PrintTable]] = lambda tables: tables

    def __call__(self, figures: Figures) -> bytes:
        """The file with these figures."""
        book = Workbook()
        sheet: Any = book.worksheets[0]
        sheet["A1"] = TITLE
        top, left = self.at[0] + 1, self.at[1]
        for number, table in enumerate(self.change(tables_of(figures)).values()):
            if number and not self.one_sheet:
                sheet, top = book.create_sheet(f"Sheet{number + 1}"), self.at[0]
            for cell in table.cells:
                self._write(sheet, cell, top, left)
            top += table.rows + 2
        return _saved(book)

    def _write(self, sheet: Any, cell: PrintCell, top: int, left: int) -> None:
        words = self.text(cell)
        value = self.numbers(words) if words.isdecimal() and cell.place is not None else words
        sheet.cell(top + cell.row, left + cell.col, value)
        if self.merged and (cell.rowspan, cell.colspan) != (1, 1):
            sheet.merge_cells(
                start_row=top + cell.row,
                start_column=left + cell.col,
                end_row=top + cell.row + cell.rowspan - 1,
                end_column=left + cell.col + cell.colspan - 1,
            )


# Habits of content systems

WORD_CELL = (
    '<td{spans} style="border:1pt solid windowtext;mso-border-alt:solid windowtext .5pt">'
    '<p class="MsoNormal" align="center"><span lang="EN-US" style="font-family:仿宋_GB2312">'
    "{text}<o:p></o:p></span></p></td>"
)
EDITOR_CELL = (
    '<td{spans} class="et2"><div class="TRS_Editor"><p style="text-align:center;">'
    "<font face='宋体'><span>&nbsp;{text}&nbsp;</span></font></p><p>&nbsp;</p></div></td>"
)
PORTAL = (
    "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN'><html><head>"
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    '<meta name="ArticleTitle" content="{title}"><title>{title}_示例区人民政府</title>'
    "<style>td {{ color: #000 }}</style></head><body>"
    "<table><tr><td>首页</td><td>规章</td><td>行政许可</td><td>总计</td></tr></table>"
    "<table width='100%'><tr><td><table><tr><td>您的位置：首页 &gt; 政府信息公开年报</td></tr>"
    "<tr><td><h1>{title}</h1>{body}</td></tr></table></td></tr></table>"
    "<script>var t = '<table><tr><td>自然人</td><td>9</td></tr></table>';</script></body></html>"
)
INDEX = (
    "<html><body><h1>{title}</h1><div><table><tr><td>索引号</td><td>11370000/2024-00012</td>"
    "<td>发布日期</td><td>2024-01-25</td></tr><tr><td>名称</td><td colspan=3>{title}</td></tr>"
    "</table></div>{body}<table><tr><td>附件</td><td>1</td></tr></table></body></html>"
)
FRAGMENT = "<title>{title}</title>{body}"


def unclosed(html: str) -> str:
    """Cells and rows that nobody closed."""
    return html.replace("</td>", "").replace("</tr>", "")


def upper(html: str) -> str:
    """Tags in capitals and spans without quotation marks, as old editors wrote them."""
    html = re.sub(r'(colspan|rowspan)="(\d+)"', r"\1=\2", html)
    return re.sub(r"</?[a-z]+[1-6]?", lambda tag: tag[0].upper(), html)


def comments(html: str) -> str:
    """What Word leaves in a page it saves."""
    xml = "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"
    return html.replace("<body>", f"<body>{xml}").replace("<td", "<![if !supportEmptyParas]><td", 3)


def columns_declared(html: str) -> str:
    """Widths, captions, head and body of the tables declared."""
    return html.replace(
        "<table>", '<table><caption>统计表</caption><colgroup><col width="72"></colgroup><tbody>'
    )


def hidden_copy(html: str) -> str:
    """An older table left in a comment."""
    return html.replace("<h1>", "<!-- <table><tr><td>自然人</td><td>7</td></tr></table> --><h1>")


def split_information(html: str) -> str:
    """Table 二 as one table for each provision."""
    start, end = html.index("<table>"), html.index("</table>")
    table = html[start:end]
    parts = re.split(r'(?=<tr><td colspan="4" rowspan="1">第二十条)', table)
    return (
        html[:start]
        + "</table><table>".join(p for p in parts if p != "<table>").replace(
            "<tr>", "<table><tr>", 1
        )
        + html[end:]
    )


def split_disputes(html: str) -> str:
    """Table 四 in a frame of its own that scrolls."""
    start = html.rindex("<table>")
    end = html.rindex("</table>") + len("</table>")
    return (
        f'{html[:start]}<div style="overflow-x:auto"><div>{html[start:end]}</div></div>{html[end:]}'
    )


@dataclass(frozen=True)
class Layout:
    """A layout: how it is made, which cells its form lacks, whether zeros are left blank in it."""

    make: Callable[[Figures], bytes]
    lacks: frozenset[Place] = frozenset()
    blanked: bool = False
    doubts: frozenset[str] = frozenset()


def lacking(*rows: str) -> frozenset[Place]:
    """The cells of rows of table 三."""
    return frozenset(p for p in PLACES if p.table == "applications" and p.row in rows)


LAYOUTS: dict[str, Layout] = {
    "every cell a td": Layout(Page()),
    "full-width digits": Layout(Page(full_width)),
    "labels broken by hand": Layout(Page(broken_lines)),
    "blanks around": Layout(Page(spaced)),
    "numbers with units": Layout(Page(with_units)),
    "marks of the other width": Layout(Page(other_marks)),
    "other words": Layout(Page(other_words)),
    "thousands": Layout(Page(thousands)),
    "Word's page": Layout(Page(cell=WORD_CELL, markup=comments)),
    "an editor's page": Layout(Page(cell=EDITOR_CELL)),
    "a portal in gb2312": Layout(Page(page=PORTAL, encoding="gb18030")),
    "a portal, editor, full width": Layout(Page(full_width, EDITOR_CELL, page=PORTAL)),
    "with the table of the index number": Layout(Page(page=INDEX)),
    "no html element": Layout(Page(page=FRAGMENT)),
    "utf-8 with mark": Layout(Page(encoding="utf-8-sig")),
    "cells not closed": Layout(Page(markup=unclosed)),
    "tags in capitals": Layout(Page(markup=upper)),
    "columns declared": Layout(Page(markup=columns_declared)),
    "an old table in a comment": Layout(Page(markup=hidden_copy)),
    "table 二 in four": Layout(Page(markup=split_information)),
    "table 四 in a frame": Layout(Page(markup=split_disputes)),
    "tables alone": Layout(Page(words=False)),
    "headings as headings": Layout(Page(heading="<h2>{text}</h2>")),
    "head and body": Layout(
        Page(
            cell="<th{spans}>{text}</th>",
            table="<table><thead></thead><tbody>{rows}</tbody></table>",
        )
    ),
    "labels in each row": Layout(Page(change=label_in_each_row)),
    "empty rows": Layout(Page(change=empty_rows)),
    "a note below": Layout(Page(change=note_below)),
    "a column of remarks": Layout(Page(change=extra_column)),
    "blanks for nothing": Layout(Page(blank_zeros), blanked=True, doubts=frozenset({"blank"})),
    "dashes for 规章": Layout(Page(dashes), doubts=frozenset({"blank"})),
    "rows left out": Layout(
        Page(change=without_rows("3.3.8", "3.5.5", "3.6.2")), lacking("3.3.8", "3.5.5", "3.6.2")
    ),
    "no fees": Layout(
        Page(change=amount_missing), frozenset({Place("information", "fees", "amount")})
    ),
    "the form of 2020": Layout(form_of_2020, frozenset(OLD_MISSING)),
    "a Word file": Layout(Word()),
    "a Word file, full width, spaced": Layout(
        Word(lambda cell: spaced(cell).translate(FULL_WIDTH))
    ),
    "a Word file within a table": Layout(Word(nested=True)),
    "a Word file cut at the page": Layout(Word(split_at=16)),
    "a Word file cut, no headings again": Layout(Word(split_at=16, headings_again=False)),
    "a Word file with a note": Layout(Word(change=note_below)),
    "a workbook": Layout(Book()),
    "a workbook, one sheet": Layout(Book(one_sheet=True)),
    "a workbook that begins elsewhere": Layout(Book(at=(5, 3))),
    "a workbook of texts": Layout(Book(full_width, numbers=str)),
    "a workbook of fractions": Layout(Book(numbers=float)),
    "a workbook without merged labels": Layout(Book(merged=False, change=label_in_each_row)),
}
