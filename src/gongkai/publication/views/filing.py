"""The page on which a record is filed under an item of the catalogue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.publication import actions
from gongkai.publication.advice import suggested_items
from gongkai.publication.forms import FilingForm
from gongkai.publication.queries import versions_of
from gongkai.publication.web import record_or_404


@office_page("publication.file_under")
@require_http_methods(["GET", "POST"])
def file_under(request: OfficeRequest, slug: str) -> HttpResponse:
    """Choose the item, or say why there is none."""
    record = record_or_404(request, slug)
    version = versions_of(record)[0]
    initial = {"item": version.item_id, "no_item_reason": version.no_item_reason}
    form = FilingForm(request.POST or None, town=record.town, initial=initial)
    if request.method == "POST" and form.is_valid():
        item, reason = form.chosen_item(), form.cleaned_data["no_item_reason"]
        if (item.pk if item else None, reason.strip()) == (version.item_id, version.no_item_reason):
            messages.info(request, "公开事项没有变化。")
            return redirect("publication:record", slug)
        try:
            actions.file_under(request.actor, record, item, reason)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已归入公开事项。")
            return redirect("publication:record", slug)
    context = {
        "form": form,
        "record": record,
        "suggested": suggested_items(record.town, record.unit, version.title, version.body),
    }
    return render(request, "publication/file_under.html", context)
