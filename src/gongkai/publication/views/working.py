"""What the page of drafting asks for while somebody types: keeping, pictures, pasting, finding."""

import json
from collections.abc import Mapping
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gongkai.catalogue.models import Item
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.organisation.web import OfficeRequest, number_in, office_page
from gongkai.publication import actions
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.files import path_of
from gongkai.publication.finding import search, shown
from gongkai.publication.html import clean_pasted
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, WorkingFile
from gongkai.publication.queries import elements_of
from gongkai.publication.views.desk import NOT_TYPED, waiting_url
from gongkai.publication.web import record_or_404

_LONGEST_PASTE = 4 * 1024 * 1024


@office_page("publication.create")
@require_POST
def keep_new(request: OfficeRequest) -> HttpResponse:
    """Keep what is typed for a new record."""
    return _keep(request, None)


@office_page("publication.edit")
@require_POST
def keep(request: OfficeRequest, slug: str) -> HttpResponse:
    """Keep what is typed over a record, and say whether somebody saved meanwhile."""
    return _keep(request, record_or_404(request, slug))


def _keep(request: OfficeRequest, record: Record | None) -> HttpResponse:
    try:
        fields, lock = _sent(_body(request))
        unit = record.unit if record else request.account.unit
        copy = actions.save_working_copy(request.actor, unit, record, fields, lock)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    answer = {"at": f"{timezone.localtime(copy.saved_at):%H:%M}", "meanwhile": ""}
    current = newest(record) if record else None
    if current is not None and current.lock != lock:
        moment = timezone.localtime(current.created_at)
        answer["meanwhile"] = (
            f"{current.created_by.name}在{moment:%H:%M}保存过这份草稿。"
            "您的内容不会丢，保存时可以对照合并。"
        )
    return JsonResponse(answer)


def _body(request: OfficeRequest) -> bytes:
    """What was sent, as it is; Invalid for a form, whose parts have been read by then."""
    try:
        return request.body
    except RawPostDataException as fault:
        raise Invalid("发来的内容不能识别，请刷新页面后重试。") from fault


def _sent(body: bytes) -> tuple[dict[str, list[str]], int]:
    """Fields and counter of a kept form; Invalid for what no form of ours sends."""
    try:
        sent = json.loads(body)
        fields = {
            str(name): [str(value) for value in values]
            for name, values in cast("Mapping[str, Any]", sent["fields"]).items()
            if name not in NOT_TYPED
        }
        lock = number_in(str(sent.get("lock") or 0))
        signs = "".join(part for name, values in fields.items() for part in (name, *values))
        # Neither NUL nor half a surrogate pair can be kept by every database.
        if lock is None or b"\0" in signs.encode():
            raise ValueError
        return fields, lock
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Invalid("自动保存的内容不完整，请点“保存草稿”。") from fault


@office_page("publication.create")
@require_POST
def new_picture(request: OfficeRequest) -> HttpResponse:
    """Take a picture for the text of a new record."""
    return _picture(request, request.account.unit, None)


@office_page("publication.edit")
@require_POST
def picture(request: OfficeRequest, slug: str) -> HttpResponse:
    """Take a picture for the text of a record; the next save makes it a file of the version."""
    record = record_or_404(request, slug)
    return _picture(request, record.unit, record)


def _picture(request: OfficeRequest, unit: Unit, record: Record | None) -> HttpResponse:
    upload = cast("UploadedFile[bytes] | None", request.FILES.get("picture"))
    if upload is None:
        return JsonResponse({"error": "请先选择图片。"}, status=409)
    taken = newest(record).attachments.values_list("name", flat=True) if record else ()
    file = FileToAdd(upload.name or "", upload.read(), inline=True)
    try:
        found = actions.add_working_file(request.actor, unit, record, file, list(taken))
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    return JsonResponse({"name": found.name, "url": waiting_url(found)})


@office_page()
@require_safe
def waiting_file(request: OfficeRequest, number: int) -> HttpResponse:
    """A file that waits for the save, for the person whose it is and nobody else."""
    found = (
        WorkingFile.objects.filter(pk=number, working_copy__account=request.account)
        .select_related("file__town")
        .first()
    )
    if found is None:
        raise Http404
    response: Any = FileResponse(
        path_of(found.file).open("rb"), filename=found.name, content_type=found.file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)


@office_page("publication.create")
@require_POST
def paste(request: OfficeRequest) -> HttpResponse:
    """Clean what was pasted from Word, WPS or Excel; nothing is kept."""
    try:
        sent = _body(request)
        if len(sent) > _LONGEST_PASTE:
            raise Invalid("粘贴的内容太长，请分几次粘贴，或者用“从文件导入”。")
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    return JsonResponse({"html": clean_pasted(sent.decode("utf-8", "replace"))})


@office_page("publication.create")
@require_safe
def find(request: OfficeRequest) -> HttpResponse:
    """Records to refer to, by words of title or number."""
    found = search(request.actor, request.GET.get("q", ""), request.GET.get("without", ""))
    rows = [
        {
            "value": shown(record),
            "title": vars(record)["title"],
            "about": " · ".join(
                part
                for part in (
                    vars(record)["document_number"],
                    record.unit.name,
                    record.get_state_display(),
                )
                if part
            ),
        }
        for record in found
    ]
    return JsonResponse({"found": rows})


@office_page("publication.create")
@require_safe
def elements(request: OfficeRequest) -> HttpResponse:
    """The required elements of an item of the catalogue in force."""
    key = number_in(request.GET.get("item", ""))
    town = request.account.unit.town
    item = Item.objects.filter(pk=key, edition__town=town).first() if key is not None else None
    return JsonResponse({"elements": elements_of(item)})
