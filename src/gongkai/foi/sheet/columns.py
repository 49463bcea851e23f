"""The columns of the sheet, taken from the form of a single application, and the empty sheet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.documents.workbook import csv_file
from gongkai.foi.forms.register import RegisterForm

SHEET: Final = "登记"
GUIDE: Final = "填写说明"
MOST: Final = 100
"""Rows of one sheet."""

_FILES: Final = ("identity", "paper")
_YES: Final = ("是", "否")


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its heading, what it says, its choices (label to code)."""

    name: str
    heading: str
    required: bool
    help_text: str
    choices: Mapping[str, str]
    is_date: bool = False
    is_yes: bool = False


def _column(name: str, field: Any) -> Column:
    is_yes = isinstance(field, forms.BooleanField)
    choices = {}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices = {
            str(label): str(code) for code, label in list(cast(Any, field.choices)) if code != ""
        }
    return Column(
        name=name,
        heading=str(field.label),
        required=field.required,
        help_text=str(field.help_text),
        choices={"是": "on", "否": ""} if is_yes else choices,
        is_date=isinstance(field, forms.DateField),
        is_yes=is_yes,
    )


COLUMNS: Final = tuple(
    _column(name, field) for name, field in RegisterForm.base_fields.items() if name not in _FILES
)
BY_HEADING: Final = {column.heading: column for column in COLUMNS}
BY_NAME: Final = {column.name: column for column in COLUMNS}


def empty_csv() -> bytes:
    """The headings as CSV."""
    return csv_file([column.heading for column in COLUMNS], [])


def empty_workbook() -> bytes:
    """The sheet to fill in: headings, text cells, lists to choose from; and how to fill it in."""
    book = Workbook()
    sheet, guide = book.active, book.create_sheet(GUIDE)
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = SHEET
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 48
    _for_paper(sheet, across=3)
    _for_paper(guide, across=1)
    for number, column in enumerate(COLUMNS, start=1):
        _set_up(sheet, guide, number, column)
    _explain(guide)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _set_up(sheet: Any, guide: Any, number: int, column: Column) -> None:
    letter = get_column_letter(number)
    head = sheet.cell(1, number, column.heading)
    head.font = Font(bold=True)
    head.alignment = Alignment(wrap_text=True, vertical="center")
    if column.required:
        head.fill = PatternFill("solid", fgColor="F3E3C0")
    sheet.column_dimensions[letter].width = 30 if column.name == "description" else 16
    for row in range(2, MOST + 2):
        # Text, so that no number of a paper loses its last digits.
        sheet.cell(row, number).number_format = "yyyy-mm-dd" if column.is_date else "@"
    if not column.choices:
        return
    place = number + 3
    for row, label in enumerate(column.choices, start=1):
        guide.cell(row, place + 1, label)
    at = get_column_letter(place + 1)
    guide.column_dimensions[at].hidden = True
    source = f"'{GUIDE}'!${at}$1:${at}${len(column.choices)}"
    listed = DataValidation(type="list", formula1=source, allow_blank=True)
    listed.add(f"{letter}2:{letter}{MOST + 1}")
    sheet.add_data_validation(listed)


def _for_paper(sheet: Any, across: int) -> None:
    """Print on A4 landscape, so many pages side by side, the headings on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = across
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows, sheet.print_options.gridLines = "1:1", True


def _explain(guide: Any) -> None:
    for width, letter in ((26, "A"), (8, "B"), (90, "C")):
        guide.column_dimensions[letter].width = width
    rows = [("栏目", "必填", "怎样填")]
    rows += [(c.heading, "必填" if c.required else "", _says(c)) for c in COLUMNS]
    rows.append(("", "", f"每行一件申请，每次最多{MOST}件。扫描件在登记以后到案卷里添加。"))
    for number, cells in enumerate(rows, start=1):
        # A Chinese character is as wide as two of the digits that a column is measured in.
        guide.row_dimensions[number].height = 16 * (1 + 2 * len(cells[2]) // 88)
        for place, text in enumerate(cells, start=1):
            cell = guide.cell(number, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)


def _says(column: Column) -> str:
    if column.is_yes:
        return f"填“是”，不是的留空。{column.help_text}"
    if column.choices:
        return f"从这些当中选：{'、'.join(column.choices)}。{column.help_text}"
    if column.is_date:
        return f"日期，如2026-11-23。{column.help_text}"
    if column.name == "handler":
        return "承办人的姓名；有重名的写“姓名（单位）”。留空为暂不指定。"
    return column.help_text
