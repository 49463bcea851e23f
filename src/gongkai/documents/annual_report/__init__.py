"""The print of the annual report (国办公开办函〔2021〕30号): DOCX, PDF/A, XLSX, body of a page.

All four draw the same cells with the same spans (`printed`), so they cannot differ.
"""

from gongkai.documents.annual_report.as_docx import annual_report_docx
from gongkai.documents.annual_report.as_html import annual_report_html
from gongkai.documents.annual_report.as_pdf import annual_report_pdf
from gongkai.documents.annual_report.as_xlsx import annual_report_xlsx
from gongkai.documents.annual_report.printed import ReportPrint

__all__ = [
    "ReportPrint",
    "annual_report_docx",
    "annual_report_html",
    "annual_report_pdf",
    "annual_report_xlsx",
]
