"""Taking an uploaded document over into the form."""

from dataclasses import dataclass
from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from gongkai.organisation.refusals import Invalid, Refused
from gongkai.organisation.web import OfficeRequest, number_in
from gongkai.publication import actions
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.forms import ImportForm
from gongkai.publication.forms.files import HOW_REPLACE
from gongkai.publication.importing import Document, free_name, read_document, taken_over
from gongkai.publication.views.desk import Desk, as_data

_NO_FILE = "请先选择要导入的文件。"
_UNSAVED = "请先在页面上方选择恢复或者放弃上次没有保存的内容，再导入文件。"


@dataclass(frozen=True)
class _Taken:
    """The source as it will be kept, and the form's values with its content."""

    source: FileToAdd
    document: Document
    keeps_source: bool


def take_over(desk: Desk) -> HttpResponse:
    """Fill the form with a document, for the person to check; what was typed stays.

    Only the working copy keeps it: no version is made before somebody saves.
    """
    given = ImportForm(desk.request.POST, desk.request.FILES)
    given.is_valid()
    try:
        taken = _take(desk, given)
        fields = _keep(desk, taken)
    except Refused as refused:
        errors = refused.errors if isinstance(refused, Invalid) else {"": str(refused)}
        for message in errors.values():
            given.add_error("document", message)
        form, links = desk.unchecked(desk.request.POST)
        return desk.show(form, links, importing=given)
    desk.reload_copy()
    form, links = desk.unchecked(as_data(fields))
    note = f"已导入《{taken.source.name}》，还没有保存。请核对标题和正文，再点“保存草稿”。"
    if taken.keeps_source:
        note += "保存时原文件会作为附件一起保存。"
    return desk.show(form, links, resumed=True, note=note, warnings=taken.document.warnings)


def form_lock(desk: Desk) -> int:
    """The counter that the person's page showed."""
    seen = number_in(desk.request.POST.get("lock", ""))
    return desk.lock if seen is None else seen


def _take(desk: Desk, given: ImportForm) -> _Taken:
    upload = _uploaded(desk.request)
    if desk.pending:
        raise Invalid({"document": _UNSAVED})
    if upload is None:
        raise Invalid({"document": _NO_FILE})
    data, posted, taken = upload.read(), desk.request.POST, desk.taken()
    document = taken_over(
        read_document(upload.name or "", data),
        posted.get("title", ""),
        posted.get("body", ""),
        replace=given.cleaned_data.get("how") == HOW_REPLACE,
        taken=taken,
    )
    pictures = [picture.name for picture in document.pictures]
    source = FileToAdd(free_name(upload.name or "", [*taken, *pictures]), data)
    return _Taken(source, document, bool(given.cleaned_data.get("keep_source")))


def _uploaded(request: OfficeRequest) -> "UploadedFile[bytes] | None":
    return cast("UploadedFile[bytes] | None", request.FILES.get("document"))


def _keep(desk: Desk, taken: _Taken) -> dict[str, list[str]]:
    document = taken.document
    fields = desk.typed() | {"title": [document.title], "body": [document.body]}
    kept = [taken.source] if taken.keeps_source else []
    actions.import_document(
        desk.actor,
        desk.unit,
        desk.record,
        taken.source,
        fields=fields,
        lock_seen=form_lock(desk),
        files=[*document.pictures, *kept],
    )
    return fields
