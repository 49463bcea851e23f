"""The print of 《信息发布保密审查表》 (founding plan, attachment 2; handbook 5.3, F39–F47)."""

from gongkai.documents.review_sheet.as_docx import review_sheet_docx
from gongkai.documents.review_sheet.as_pdf import review_sheet_pdf
from gongkai.documents.review_sheet.sheet import Opinion, RowPrint, SheetPrint, SignaturePrint

__all__ = [
    "Opinion",
    "RowPrint",
    "SheetPrint",
    "SignaturePrint",
    "review_sheet_docx",
    "review_sheet_pdf",
]
