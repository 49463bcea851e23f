"""Pages of drafting: list, record, form, attachments."""

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.queries import history
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication import actions
from gongkai.publication.editor import render_with_editor
from gongkai.publication.files import path_of
from gongkai.publication.forms import (
    AttachForm,
    CreateForm,
    DraftForm,
    FilingForm,
    RecordFilterForm,
    initial_of,
)
from gongkai.publication.models import Record, RecordState, Version, VersionState
from gongkai.publication.panels import panels_for
from gongkai.publication.queries import (
    RecordFilter,
    filtered,
    records_for,
    versions_of,
)
from gongkai.publication.web import record_or_404, text_of


@office_page("publication.read")
def record_list(request: OfficeRequest) -> HttpResponse:
    """The records in a person's scope, filtered by the address."""
    units = units_in_scope(request.actor, "publication.read")
    form = RecordFilterForm(request.GET or None, units=units)
    wanted = RecordFilter(**form.cleaned_data) if form.is_bound and form.is_valid() else None
    records = records_for(request.actor)
    page = page_of(request, filtered(records, wanted) if wanted else records)
    may_create = units_in_scope(request.actor, "publication.create").exists()
    context = {"form": form, "page": page, "filtered": wanted, "may_create": may_create}
    return render(request, "publication/list.html", context)


@office_page("publication.create")
@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Draft a new record."""
    units = units_in_scope(request.actor, "publication.create").filter(closed_on=None)
    town = request.account.unit.town
    initial = {"unit": request.account.unit_id, "issuer": request.account.unit.name}
    form = CreateForm(request.POST or None, units=units, town=town, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record = actions.create(
                request.actor,
                form.cleaned_data["unit"],
                form.draft(),
                form.chosen_item(),
                form.cleaned_data["no_item_reason"],
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "草稿已保存。接下来可以添加附件，然后登记送审。")
            return redirect("publication:record", record.slug)
    return render_with_editor(request, "publication/new.html", {}, form)


@office_page("publication.read")
def record_page(request: OfficeRequest, slug: str) -> HttpResponse:
    """One record: the text as the public will see it, the facts beside it."""
    record = record_or_404(request, slug)
    versions = versions_of(record)
    version = versions[0]
    may_edit = reaches(request.actor, "publication.edit", record.unit)
    panels = panels_for(request.actor, record)
    context = {
        "record": record,
        "version": version,
        "versions": versions,
        "attachments": version.attachments.all(),
        "may_edit": may_edit and record.state != RecordState.WITHDRAWN,
        "may_change_files": may_edit and record.state == RecordState.DRAFT,
        "is_draft": record.state == RecordState.DRAFT,
        "has_live": any(v.state == VersionState.LIVE for v in versions),
        "panels": panels,
        "next_step": next((p.next_step for p in panels if p.next_step), None),
        "elements": _elements(version),
        "attach_form": AttachForm(),
        "history": history("publication.record", record.pk).order_by("-id")[:20],
    }
    return render(request, "publication/record.html", context)


@office_page("publication.edit")
@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, slug: str) -> HttpResponse:
    """Change the text and metadata; a version under review or live gives a new draft."""
    record = record_or_404(request, slug)
    version = versions_of(record)[0]
    form = DraftForm(request.POST or None, initial=initial_of(version))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["lock"] if version.state == VersionState.DRAFT else None
        try:
            checked = actions.edit(request.actor, record, form.draft(), seen)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            for warning in checked.warnings:
                messages.warning(request, warning)
            messages.success(request, "已保存。送审后的内容一经修改，须重新登记审查。")
            return redirect("publication:record", slug)
    context = {"record": record, "version": version}
    return render_with_editor(request, "publication/edit.html", context, form)


@office_page("publication.file_under")
@require_http_methods(["GET", "POST"])
def file_under(request: OfficeRequest, slug: str) -> HttpResponse:
    """Choose the item, or say why there is none."""
    record = record_or_404(request, slug)
    version = versions_of(record)[0]
    initial = {"item": version.item_id, "no_item_reason": version.no_item_reason}
    form = FilingForm(request.POST or None, town=record.town, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.file_under(
                request.actor, record, form.chosen_item(), form.cleaned_data["no_item_reason"]
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已归入公开事项。")
            return redirect("publication:record", slug)
    return render(request, "publication/file_under.html", {"form": form, "record": record})


@office_page("publication.attach")
@require_http_methods(["POST"])
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


@office_page("publication.detach")
@require_http_methods(["GET", "POST"])
def detach(request: OfficeRequest, slug: str, number: int) -> HttpResponse:
    """Remove an attachment from the draft, after asking once."""
    record = record_or_404(request, slug)
    attachment = versions_of(record)[0].attachments.filter(pk=number).first()
    if attachment is None:
        raise Http404
    if request.method == "POST":
        actions.detach(request.actor, record, attachment.name)
        messages.success(request, f"已删除附件《{attachment.name}》。")
        return redirect("publication:record", slug)
    context = {"record": record, "attachment": attachment}
    return render(request, "publication/detach.html", context)


@office_page("publication.discard_draft")
@require_http_methods(["GET", "POST"])
def discard(request: OfficeRequest, slug: str) -> HttpResponse:
    """Give up the changes to a published record, after asking once."""
    record = record_or_404(request, slug)
    if request.method == "POST":
        actions.discard_draft(request.actor, record)
        messages.success(request, "已放弃修改稿，公开的内容没有变化。")
        return redirect("publication:record", slug)
    return render(request, "publication/discard.html", {"record": record})


@office_page("publication.read")
def version_page(request: OfficeRequest, slug: str, number: int) -> HttpResponse:
    """One version as it was."""
    record = record_or_404(request, slug)
    version = _version(record, number)
    return render(request, "publication/version.html", text_of(version))


@office_page("publication.read")
def attachment_file(request: OfficeRequest, slug: str, number: int, file: int) -> HttpResponse:
    """The bytes of an attachment, for those in whose scope the record is."""
    version = _version(record_or_404(request, slug), number)
    attachment = version.attachments.select_related("file__town").filter(pk=file).first()
    if attachment is None:
        raise Http404
    response: Any = FileResponse(
        path_of(attachment.file).open("rb"),
        as_attachment="download" in request.GET,
        filename=attachment.name,
        content_type=attachment.file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)


def _version(record: Record, number: int) -> Version:
    version = record.versions.filter(number=number).prefetch_related("attachments__file").first()
    if version is None:
        raise Http404
    version.record = record
    return version


def _elements(version: Version) -> list[str]:
    if version.item is None or not version.item.elements:
        return []
    parts = version.item.elements.replace("；", ";").split(";")
    return [part.strip() for part in parts if part.strip()]
