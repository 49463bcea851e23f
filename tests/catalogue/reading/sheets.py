"""Making catalogue files of every format from one description, with real-life layouts."""

import dataclasses
import html
import io
from collections.abc import Callable

import docx
import openpyxl
from openpyxl.utils import get_column_letter

STANDARD = [
    "政府网站", "政府公报", "两微一端", "发布会/听证会", "广播电视", "纸质媒体", "公开查阅点",
    "政务服务中心", "便民服务站", "入户/现场", "社区/企事业单位/村公示栏（电子屏）",
    "精准推送", "其他",
]  # fmt: skip

TOP = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体",
       "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", ""]  # fmt: skip
SUB = ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请",
       "县级", "乡级"]  # fmt: skip


@dataclasses.dataclass
class Block:
    """A rectangle of cells: texts, and spans as {(row, col): (rowspan, colspan)}."""

    rows: list[list[str]]
    spans: dict[tuple[int, int], tuple[int, int]] = dataclasses.field(default_factory=dict)
    title: str = ""

    def covered(self) -> set[tuple[int, int]]:
        return {
            (r, c)
            for (row, col), (height, width) in self.spans.items()
            for r in range(row, row + height)
            for c in range(col, col + width)
            if (r, c) != (row, col)
        }


def header(top=None, sub=None):
    """The two header rows with their merges."""
    top, sub = list(top or TOP), list(sub or SUB)
    spans, col = {}, 0
    while col < len(top):
        width = 1
        while col + width < len(top) and top[col + width] == "" and sub[col + width]:
            width += 1
        if sub[col] == "" and width == 1:
            spans[0, col] = (2, 1)
        elif width > 1:
            spans[0, col] = (1, width)
        col += width
    return Block([top, sub], spans)


def stack(*blocks):
    """Blocks one below the other."""
    whole = Block([])
    for block in blocks:
        base = len(whole.rows)
        whole.rows += block.rows
        whole.spans |= {(r + base, c): span for (r, c), span in block.spans.items()}
        whole.title = whole.title or block.title
    return whole


def full_row(text, width=14):
    return Block([[text] + [""] * (width - 1)], {(0, 0): (1, width)})


def table(*rows, spans=None):
    return Block([list(row) for row in rows], dict(spans or {}))


def sample(**changes):
    """One ordinary row of the standard table, in the order of `TOP`."""
    row = {
        "seq": "1", "level1": "综合业务", "level2": "政策法规文件",
        "elements": "各地配套政策法规文件",
        "basis": "《中华人民共和国政府信息公开条例》（国务院令第711号）",
        "time_limit": "制定或获取信息之日起10个工作日内", "publisher": "镇人民政府",
        "channels": "■政府网站 □政府公报 ■两微一端", "all": "√", "group": "", "active": "√",
        "request": "", "county": "", "town": "√",
    }  # fmt: skip
    row |= changes
    return list(row.values())


def as_html(*blocks, encoding="utf-8", before=(), meta=True, cell: Callable = html.escape):
    """A page with one table per block; `before` gives the paragraph above each table."""
    parts = [f'<html><head><meta charset="{encoding}"></head><body>' if meta else "<html><body>"]
    for number, block in enumerate(blocks):
        if number < len(before) and before[number]:
            parts.append(f"<p>{html.escape(before[number])}</p>")
        covered = block.covered()
        parts.append("<table>")
        for r, row in enumerate(block.rows):
            parts.append("<tr>")
            for c, text in enumerate(row):
                if (r, c) in covered:
                    continue
                height, width = block.spans.get((r, c), (1, 1))
                inner = cell(text).replace("\n", "<br>")
                parts.append(f'<td rowspan="{height}" colspan="{width}">{inner}</td>')
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode(encoding, "xmlcharrefreplace")


def as_xlsx(*blocks, names=None, merge=True):
    """A workbook with one sheet per block."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, block in enumerate(blocks):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        fill_sheet(sheet, block, merge)
    return saved(book)


def fill_sheet(sheet, block, merge=True):
    covered = block.covered()
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            if (r, c) not in covered and text != "":
                sheet.cell(r + 1, c + 1, text)
    for (r, c), (height, width) in block.spans.items():
        if merge and (height, width) != (1, 1):
            last = f"{get_column_letter(c + width)}{r + height}"
            sheet.merge_cells(f"{get_column_letter(c + 1)}{r + 1}:{last}")


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_docx(*blocks, before=()):
    """A document with one table per block."""
    document = docx.Document()
    for number, block in enumerate(blocks):
        if number < len(before) and before[number]:
            document.add_paragraph(before[number])
        fill_table(document, block)
    return saved(document)


def fill_table(document, block):
    grid = document.add_table(len(block.rows), len(block.rows[0]))
    for (r, c), (height, width) in block.spans.items():
        grid.cell(r, c).merge(grid.cell(r + height - 1, c + width - 1))
    covered = block.covered()
    flat = grid._cells  # `grid.cell` rebuilds this list at every call
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            if (r, c) not in covered:
                flat[r * len(row) + c].text = text
    return grid


def as_csv(*blocks, encoding="utf-8", delimiter=","):
    """A text file with the blocks one below the other; merges are lost, as in real exports."""
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    for block in blocks:
        covered = block.covered()
        for r, row in enumerate(block.rows):
            writer.writerow(["" if (r, c) in covered else text for c, text in enumerate(row)])
    return stream.getvalue().encode(encoding)


FORMATS = {"xlsx": as_xlsx, "docx": as_docx, "html": as_html, "csv": as_csv}
