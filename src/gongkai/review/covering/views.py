"""The page on which a person covers parts of an attachment."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from gongkai.documents.inspect import MediaType, UploadError
from gongkai.documents.redacting.burning import MOST_PAGES
from gongkai.documents.rendering import page_image, picture_image
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication.files import read
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Attachment, Record, Version
from gongkai.publication.web import record_or_404
from gongkai.review.actions.covering import cover_file
from gongkai.review.covering.forms import BaseCoverFormSet, CoverFormSet, rows_of
from gongkai.review.covering.proposing import is_coverable, pages_to_cover, proposals_for

PAGE_WIDTH = 1200


@office_page("review.cover_file")
@require_http_methods(["GET", "POST"])
def cover(request: OfficeRequest, slug: str, file: int) -> HttpResponse:
    """Show the pages with the rectangles that the scan proposes; cover what the person chose."""
    record = record_or_404(request, slug)
    version, attachment = _attachment(record, file)
    rows = _rows(request, version, attachment)
    refusal = ""
    if request.method == "POST" and "cover" in request.POST and rows.is_valid():
        try:
            cover_file(request.actor, record, attachment, rows.covers())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _said(attachment.name, len(rows.covers())))
            return redirect("publication:record", slug)
    return render(request, "review/cover.html", _shown(record, version, attachment, rows, refusal))


@office_page("review.cover_file")
@cache_control(private=True, max_age=3600)
def page_picture(request: OfficeRequest, slug: str, file: int, page: int) -> HttpResponse:
    """One page as PNG. The bytes of an attachment never change, so a browser may keep it."""
    _, attachment = _attachment(record_or_404(request, slug), file)
    try:
        data = read(attachment.file)
        if attachment.file.media_type == MediaType.PDF:
            picture = page_image(data, page, PAGE_WIDTH)
        else:
            picture = picture_image(data, PAGE_WIDTH)
    except (ValueError, UploadError, FileNotFoundError):
        raise Http404 from None
    return HttpResponse(picture, content_type="image/png")


def _attachment(record: Record, file: int) -> tuple[Version, Attachment]:
    """Of any version: who drew while somebody else saved is told so, and keeps what was drawn."""
    version = newest(record)
    version.record = record
    known = Attachment.objects.filter(version__record=record).select_related("file__town")
    found = known.filter(pk=file).first()
    if found is None or not is_coverable(found):
        raise Http404
    return version, found


def _rows(request: OfficeRequest, version: Version, attachment: Attachment) -> BaseCoverFormSet:
    if request.method != "POST":
        found: BaseCoverFormSet = CoverFormSet(  # type: ignore[assignment]
            initial=rows_of(proposals_for(version, attachment))
        )
        return found
    data = request.POST.copy()
    if "more" in data:
        data["form-TOTAL_FORMS"] = str(int(data.get("form-TOTAL_FORMS") or 0) + 1)
    rows: BaseCoverFormSet = CoverFormSet(data)  # type: ignore[assignment]
    return rows


def _shown(
    record: Record, version: Version, attachment: Attachment, rows: BaseCoverFormSet, refusal: str
) -> dict[str, object]:
    try:
        pages = pages_to_cover(attachment)
    except (UploadError, FileNotFoundError) as damage:
        pages, refusal = 0, str(damage)
    if pages > MOST_PAGES:
        refusal = f"这份PDF有{pages}页，一次最多涂盖{MOST_PAGES}页。请拆分后上传。"
    return {
        "record": record,
        "version": version,
        "attachment": attachment,
        "pages": range(1, min(pages, MOST_PAGES) + 1),
        "rows": rows,
        "refusal": refusal,
    }


def _said(name: str, count: int) -> str:
    done = f"已涂盖{count}处" if count else "已清除隐藏内容"
    return f"{done}，《{name}》存为新的版本。文件已变成图片，请逐页看一遍。"
