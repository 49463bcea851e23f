"""Attachments as pictures and tables, for those in whose scope the sheet is."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control

from gongkai.documents.inspect import UploadError
from gongkai.documents.rendering import page_image, preview_html
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication.files import read
from gongkai.publication.models import Attachment
from gongkai.review.views.common import row_or_404, sheet_or_404

PAGE_WIDTH = 900


@office_page("review.read")
@cache_control(private=True, max_age=3600)
def page_picture(
    request: OfficeRequest, number: int, sequence: int, file: int, page: int
) -> HttpResponse:
    """One page of a PDF as PNG. The bytes of a version never change, so a browser may keep it."""
    attachment = _attachment(request, number, sequence, file)
    try:
        picture = page_image(read(attachment.file), page, PAGE_WIDTH)
    except (ValueError, UploadError, FileNotFoundError):
        raise Http404 from None
    return HttpResponse(picture, content_type="image/png")


@office_page("review.read")
def preview(request: OfficeRequest, number: int, sequence: int, file: int) -> HttpResponse:
    """A workbook or document as HTML, hidden sheets, rows, columns and comments marked."""
    attachment = _attachment(request, number, sequence, file)
    shown, refusal = "", ""
    try:
        shown = preview_html(attachment.name, read(attachment.file))
    except (UploadError, FileNotFoundError) as refused:
        refusal = str(refused) or "文件的内容找不到了，请告知系统管理员。"
    # preview_html gives HTML of its own making, every text in it escaped.
    context = {"attachment": attachment, "shown": mark_safe(shown), "refusal": refusal}  # noqa: S308
    return render(request, "review/preview.html", context)


def _attachment(request: OfficeRequest, number: int, sequence: int, file: int) -> Attachment:
    row = row_or_404(sheet_or_404(request, number), sequence)
    found = row.version.attachments.select_related("file__town").filter(pk=file).first()
    if found is None:
        raise Http404
    return found
