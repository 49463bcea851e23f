"""Pages of editions: home, an edition by field, its list, difference and files."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.catalogue import actions, states
from gongkai.catalogue.comparing import compare_editions
from gongkai.catalogue.difference import Difference
from gongkai.catalogue.exporting import FORMATS, export
from gongkai.catalogue.forms import EditionForm, ItemFilterForm
from gongkai.catalogue.models import Edition, EditionState
from gongkai.catalogue.queries import (
    editions_for,
    field_counts,
    filtered,
    imports_for,
    items_by_field,
    items_for,
)
from gongkai.catalogue.views.common import fields_today, may_edit, the_edition, unit_choices
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page


@office_page("catalogue.read")
@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """The edition in force by field, and the other editions."""
    editions = list(editions_for(request.actor))
    current = next((e for e in editions if e.state == EditionState.IN_FORCE), None)
    context = {
        "edition": current,
        "editions": editions,
        "counts": field_counts(current) if current else [],
        "may_edit": may_edit(request),
    }
    return render(request, "catalogue/home.html", context)


@office_page("catalogue.start_edition")
@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    """Start an edition: empty, national, or a copy."""
    editions = list(editions_for(request.actor))
    form = EditionForm(request.POST or None, editions=editions)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        source = next((e for e in editions if str(e.number) == data["start"]), None)
        town = request.account.unit.town
        try:
            edition = actions.start_edition(
                request.actor, town, data["name"], data["source"], source
            )
            if data["start"] == "national":
                actions.load_national(request.actor, edition)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request, f"已新建草稿《{edition.name}》。改好以后再施行，现行目录不受影响。"
            )
            return redirect("catalogue:edition", edition.number)
    return render(request, "catalogue/new.html", {"form": form})


@office_page("catalogue.read")
@require_safe
def edition_page(request: OfficeRequest, number: int) -> HttpResponse:
    """An edition by field, or its items filtered by the address."""
    edition = the_edition(request, number)
    form = ItemFilterForm(request.GET or None, fields=fields_today(), units=unit_choices(request))
    wanted = form.wanted
    groups = None
    if form.filtering:
        items = filtered(items_for(request.actor).filter(edition=edition), wanted)
        groups = items_by_field(edition, items)
    context = {
        "edition": edition,
        "form": form,
        "groups": groups,
        "found": sum(len(group.items) for group in groups or ()),
        "counts": field_counts(edition),
        "imports": imports_for(request.actor, edition),
        "may_edit": may_edit(request),
        "may": {verb: states.may(edition, verb) for verb in states.ALLOWED},
        "formats": [ending.upper() for ending in FORMATS],
    }
    return render(request, "catalogue/edition.html", context)


@office_page("catalogue.load_national")
@require_POST
def national(request: OfficeRequest, number: int) -> HttpResponse:
    """Put the national rows into an empty draft."""
    items = actions.load_national(request.actor, the_edition(request, number))
    messages.success(request, f"已装入国家目录乡级事项{len(items)}项。")
    return redirect("catalogue:edition", number)


@office_page("catalogue.read")
@require_safe
def difference(request: OfficeRequest, number: int) -> HttpResponse:
    """What an edition changes against another; ``?from=`` names it, else the one before."""
    edition = the_edition(request, number)
    others = [e for e in editions_for(request.actor) if e.pk != edition.pk]
    base = _base(request, others, number)
    found = compare_editions(base, edition) if base else None
    if found is not None and request.GET.get("format") == "json":
        return JsonResponse(found.as_json(), json_dumps_params={"ensure_ascii": False})
    context = {
        "edition": edition,
        "base": base,
        "others": others,
        "difference": found,
        "may_match": bool(
            found
            and _can_match(found)
            and may_edit(request)
            and states.may(edition, "change_items")
        ),
    }
    return render(request, "catalogue/difference.html", context)


def _base(request: OfficeRequest, others: list[Edition], number: int) -> Edition | None:
    wanted = request.GET.get("from", "")
    if wanted:
        return next((e for e in others if str(e.number) == wanted), None)
    in_force = [e for e in others if e.state == EditionState.IN_FORCE]
    before = [e for e in others if e.number < number]
    return next(iter(in_force + before), None)


def _can_match(found: Difference) -> bool:
    return bool(found.added and found.removed)


@office_page("catalogue.read")
@require_safe
def export_file(request: OfficeRequest, number: int, ending: str) -> HttpResponse:
    """The edition as a file."""
    edition = the_edition(request, number)
    kind = FORMATS.get(ending)
    if kind is None:
        raise Http404("没有这种格式。")
    response = HttpResponse(export(edition, ending), content_type=kind.media_type)
    name = f"{edition.name}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
