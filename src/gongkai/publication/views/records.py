"""The list of records, one record, one version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.ledger.queries import history
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.publication import actions
from gongkai.publication.forms import AttachForm, RecordFilterForm
from gongkai.publication.models import ENDED_STATES, RecordState
from gongkai.publication.panels import name_elements, panels_for
from gongkai.publication.queries import (
    RecordFilter,
    elements_of,
    filtered,
    records_for,
    versions_of,
)
from gongkai.publication.surroundings import relations_of, steps_of, validity_in_words
from gongkai.publication.views.desk import working_copy_of
from gongkai.publication.web import address_if_there, record_or_404, text_of, version_or_404


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


@office_page("publication.read")
def record_page(request: OfficeRequest, slug: str) -> HttpResponse:
    """One record: the text as the public will see it, the facts beside it."""
    record = record_or_404(request, slug)
    versions = versions_of(record)
    version = versions[0]
    version.record = record
    may_edit = reaches(request.actor, "publication.edit", record.unit)
    panels = panels_for(request.actor, record)
    context = {
        **text_of(version),
        "versions": versions,
        "may_edit": may_edit and record.state not in ENDED_STATES,
        "may_change_files": may_edit and record.state == RecordState.DRAFT,
        "is_draft": record.state == RecordState.DRAFT,
        "has_live": bool(record.live_as),
        "panels": panels,
        "next_step": next((p.next_step for p in panels if p.next_step), None),
        "elements": [] if name_elements(panels) else elements_of(version.item),
        "attach_form": AttachForm(),
        "relations": relations_of(request.actor, record, version),
        "steps": steps_of(request.actor, version, today()),
        "validity": validity_in_words(version),
        "unsaved": working_copy_of(request, record) if may_edit else None,
        "preview": address_if_there("portal_office:preview", record.slug),
        "can_compare": bool(address_if_there("publication:compare", record.slug)),
        "history": history("publication.record", record.pk).order_by("-id")[:20],
    }
    return render(request, "publication/record.html", context)


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
    version = version_or_404(record, number)
    others = record.versions.exclude(number=number).order_by("-number")
    context = {
        **text_of(version),
        "previous": others.filter(number__lt=number).values_list("number", flat=True).first(),
        "can_compare": bool(address_if_there("publication:compare", record.slug)),
    }
    return render(request, "publication/version.html", context)
