"""Attachments: adding, removing, opening."""

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.publication import actions
from gongkai.publication.files import GONE, FileGone, path_of
from gongkai.publication.importing import pictures_of
from gongkai.publication.models import Attachment
from gongkai.publication.queries import versions_of
from gongkai.publication.web import record_or_404, version_or_404


@office_page("publication.attach")
@require_POST
def attach(request: OfficeRequest, slug: str) -> HttpResponse:
    """Add files; those that will not do are named, the others are kept."""
    record = record_or_404(request, slug)
    files = cast("list[UploadedFile[bytes]]", request.FILES.getlist("file"))
    if not files:
        messages.error(request, "请先选择文件。")
    for file in files:
        try:
            attachment = actions.attach(request.actor, record, file.name or "", file.read())
        except Refused as refused:
            messages.error(request, f"《{file.name}》没有添加：{refused}")
        else:
            messages.success(request, f"已添加附件《{attachment.name}》。")
    return redirect("publication:record", slug)


@office_page("publication.recognise")
@require_POST
def recognise(request: OfficeRequest, slug: str) -> HttpResponse:
    """Have the text of a scanned attachment recognised in the background."""
    record = record_or_404(request, slug)
    try:
        actions.recognise(request.actor, record, request.POST.get("name", ""))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已开始识别，通常每页几秒钟。您可以先办别的，稍后回来看结果。")
    return redirect("publication:record", slug)


@office_page("publication.detach")
@require_http_methods(["GET", "POST"])
def detach(request: OfficeRequest, slug: str, number: int) -> HttpResponse:
    """Remove an attachment from the draft, after asking once."""
    record = record_or_404(request, slug)
    version = versions_of(record)[0]
    attachment = version.attachments.filter(pk=number).first()
    if attachment is None:
        raise Http404
    if request.method == "POST":
        actions.detach(request.actor, record, attachment.name)
        messages.success(request, f"已删除附件《{attachment.name}》。")
        return redirect("publication:record", slug)
    shown = attachment.inline and attachment.name in pictures_of(version.body)
    context = {"record": record, "attachment": attachment, "shown": shown}
    return render(request, "publication/detach.html", context)


@office_page("publication.read")
def attachment_file(request: OfficeRequest, slug: str, number: int, file: int) -> HttpResponse:
    """The bytes of an attachment, for those in whose scope the record is."""
    version = version_or_404(record_or_404(request, slug), number)
    attachment: Attachment | None = (
        version.attachments.select_related("file__town").filter(pk=file).first()
    )
    if attachment is None:
        raise Http404
    path = path_of(attachment.file)
    if not path.exists():
        raise FileGone(GONE)
    response: Any = FileResponse(
        path.open("rb"),
        as_attachment="download" in request.GET,
        filename=attachment.name,
        content_type=attachment.file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)
