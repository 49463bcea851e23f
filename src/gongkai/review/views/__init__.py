"""Pages of review: sheets, rows, opinions, signatures, registers."""

from gongkai.review.views.answers import answer
from gongkai.review.views.files import page_picture, preview
from gongkai.review.views.keeping import archive, archived_file, checks
from gongkai.review.views.printing import print_docx, print_pdf
from gongkai.review.views.registers import register_xlsx, rows_register
from gongkai.review.views.rows import row_page
from gongkai.review.views.sheets import register, remove_row, sheet_list, sheet_page, void_sheet
from gongkai.review.views.sign import sign

__all__ = [
    "answer",
    "archive",
    "archived_file",
    "checks",
    "page_picture",
    "preview",
    "print_docx",
    "print_pdf",
    "register",
    "register_xlsx",
    "remove_row",
    "row_page",
    "rows_register",
    "sheet_list",
    "sheet_page",
    "sign",
    "void_sheet",
]
