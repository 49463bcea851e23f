"""The form as PDF/A and DOCX."""

from django.http import HttpResponse

from gongkai.documents.review_sheet import SheetPrint, review_sheet_docx, review_sheet_pdf
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.organisation.refusals import NotAllowedNow, Refused
from gongkai.organisation.web import DOCX_TYPE, PDF_TYPE, OfficeRequest, file_answer, office_page
from gongkai.review.models import ReviewSheet
from gongkai.review.printing import sheet_print
from gongkai.review.views.common import sheet_or_404


@office_page("review.read")
def print_pdf(request: OfficeRequest, number: int) -> HttpResponse:
    """The form as PDF/A."""
    sheet = sheet_or_404(request, number)
    try:
        content = review_sheet_pdf(_printable(sheet), made_at=sheet.created_at)
    except MissingGlyphs as missing:
        raise Refused(str(missing)) from None
    return file_answer(content, PDF_TYPE, f"信息发布保密审查表{sheet.number}.pdf", inline=True)


@office_page("review.read")
def print_docx(request: OfficeRequest, number: int) -> HttpResponse:
    """The form as DOCX."""
    sheet = sheet_or_404(request, number)
    content = review_sheet_docx(_printable(sheet))
    return file_answer(content, DOCX_TYPE, f"信息发布保密审查表{sheet.number}.docx")


def _printable(sheet: ReviewSheet) -> SheetPrint:
    if not any(row.open for row in sheet.rows.all()):
        raise NotAllowedNow("这张审查表没有有效的条目，不能打印。")
    return sheet_print(sheet)
