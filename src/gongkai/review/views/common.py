"""What the pages of review share."""

from django.http import Http404

from gongkai.organisation.web import OfficeRequest
from gongkai.review.models import ReviewRow, ReviewSheet
from gongkai.review.queries import sheet_for


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
