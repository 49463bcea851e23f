"""What the pages of review share."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from gongkai.organisation.web import OfficeRequest
from gongkai.review.models import ReviewRow, ReviewSheet
from gongkai.review.queries import sheet_for

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_or_404(request: OfficeRequest, number: int) -> ReviewSheet:
    """The sheet with this number if the person may see it, else Http404."""
    sheet = sheet_for(request.actor, number)
    if sheet is None:
        raise Http404
    return sheet


def row_or_404(sheet: ReviewSheet, sequence: int) -> ReviewRow:
    """The row of a sheet read through ``sheet_or_404``, voided or not, else Http404."""
    for row in sheet.rows.all():
        if row.sequence == sequence:
            row.sheet = sheet
            return row
    raise Http404


def file_answer(
    content: bytes, media_type: str, name: str, *, inline: bool = False
) -> HttpResponse:
    """A file to open in the browser or to save, under a Chinese name."""
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(not inline, name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
