"""Pages of a catalogue file: upload, the reading beside the original, one row, acceptance."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.catalogue import actions, states
from gongkai.catalogue.forms import BulkForm, LeaveOutForm, RowForm, UploadForm
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.importing.plan import above_township, suggested, taking_suggestions
from gongkai.catalogue.models import CatalogueImport, ImportState
from gongkai.catalogue.views.common import fields_today, may_edit, the_edition, the_import
from gongkai.catalogue.views.reading_page import ReadingPage
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page


@office_page("catalogue.upload")
@require_http_methods(["GET", "POST"])
def upload(request: OfficeRequest, number: int) -> HttpResponse:
    """Upload a file; it is read and kept, nothing enters the draft yet."""
    edition = the_edition(request, number)
    states.require(edition, "import")
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            found = actions.upload_file(request.actor, edition, sent.name, sent.read())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("catalogue:import", number, found.pk)
    return render(request, "catalogue/upload.html", {"form": form, "edition": edition})


@office_page("catalogue.read")
@require_safe
def reading(request: OfficeRequest, number: int, upload: int) -> HttpResponse:
    """The original on the left, the reading on the right, doubts on top."""
    found = the_import(request, number, upload)
    shown = ReadingPage(found)
    context = {
        "upload": found,
        "edition": found.edition,
        "reading": shown,
        "window": shown.window(request.GET.get("page", "")),
        "bulk": _bulk_form(shown, None),
        "above": above_township(found.reading).keys() - shown.decisions.left_out.keys(),
        "may_edit": may_edit(request) and found.state == ImportState.OPEN,
    }
    return render(request, "catalogue/reading.html", context)


def _bulk_form(shown: ReadingPage, data: object) -> BulkForm:
    rows = shown.plan.rows
    return BulkForm(
        data,
        unknown=shown.field_names_to_decide,
        fields=fields_today(),
        without_field=sum(not row.values["field"] for row in rows),
        existing=len(shown.plan.existing),
        initial={
            "checked_clean": shown.decisions.checked_clean,
            "existing": shown.decisions.existing,
            **{
                f"field_{n}": shown.decisions.fields.get(name, "")
                for n, name in enumerate(shown.field_names_to_decide)
            },
        },
    )


@office_page("catalogue.decide_import")
@require_POST
def decide(request: OfficeRequest, number: int, upload: int) -> HttpResponse:
    """Decisions for many rows: fields, existing items, rows above the township."""
    found = the_import(request, number, upload)
    shown = ReadingPage(found)
    if "township" in request.POST:
        decisions = shown.decisions.leaving_out(above_township(found.reading))
    elif "suggestions" in request.POST:
        decisions = taking_suggestions(found.reading, shown.decisions)
    else:
        form = _bulk_form(shown, request.POST)
        if not form.is_valid():
            messages.error(request, "请检查所选的内容。")
            return redirect("catalogue:import", number, upload)
        decisions = _bulk(shown, form)
    actions.decide_import(request.actor, found, decisions)
    messages.success(request, "已保存。")
    return redirect("catalogue:import", number, upload)


def _bulk(shown: ReadingPage, form: BulkForm) -> Decisions:
    data = form.cleaned_data
    decisions = replace(
        shown.decisions,
        fields={**shown.decisions.fields, **form.chosen_fields()},
        checked_clean=data["checked_clean"],
        existing=data.get("existing") or shown.decisions.existing,
    )
    name = data.get("field_for_all")
    for row in shown.plan.rows if name else ():
        if not row.values["field"]:
            values = {**decisions.values.get(row.number, {}), "field": name}
            decisions = decisions.with_values(row.number, values)
    return decisions


@office_page("catalogue.decide_import")
@require_http_methods(["GET", "POST"])
def row(request: OfficeRequest, number: int, upload: int, row: int) -> HttpResponse:
    """Correct one row, settle its doubts, or leave it out with a reason."""
    found = the_import(request, number, upload)
    shown = ReadingPage(found)
    if not 0 <= row < len(found.reading["rows"]):
        raise Http404("文件里没有这一行。")
    planned = shown.planned(row)
    raw = found.reading["rows"][row]
    proposals = suggested(found.reading, shown.decisions).get(row, {})
    form = RowForm(
        _typed(request, proposals) if "save" in request.POST else None,
        shown=planned.values,
        doubts=shown.doubts_by_column(row),
        original=shown.original_texts(row),
        suggestions=proposals,
    )
    leave = LeaveOutForm(request.POST if "leave_out" in request.POST else None)
    decisions = _row_decision(request, shown, row, form, leave)
    if decisions is not None:
        actions.decide_import(request.actor, found, decisions)
        return redirect(_after(request, found, row))
    context = {
        "upload": found,
        "edition": found.edition,
        "row": planned,
        "raw": raw,
        "form": form,
        "leave": leave,
        "left_out": shown.decisions.left_out.get(row),
        "general_doubts": shown.doubts_by_column(row).get("", []),
        "original": shown.original_of(row),
        "blockers": [each for each in shown.plan.blockers if each.row == row],
        "next": shown.next_doubtful(row),
        "page": shown.page_of(row),
    }
    return render(request, "catalogue/row.html", context)


def _typed(request: OfficeRequest, proposals: Mapping[str, str]) -> QueryDict:
    """What was typed, with the one proposal that the person takes."""
    data = request.POST.copy()
    taken = data.get("take", "")
    if taken in proposals:
        data[taken] = proposals[taken]
    return data


def _row_decision(
    request: OfficeRequest, shown: ReadingPage, row: int, form: RowForm, leave: LeaveOutForm
) -> Decisions | None:
    """What the person decided about a row; None for nothing or for a mistake to show."""
    if request.method != "POST":
        return None
    if "take_back" in request.POST:
        return shown.decisions.taking_back(row)
    if "leave_out" in request.POST:
        if not leave.is_valid():
            return None
        return shown.decisions.leaving_out({row: leave.cleaned_data["reason"]})
    if not form.is_valid():
        return None
    raw = shown.upload.reading["rows"][row]
    decisions = shown.decisions.with_values(row, form.corrections(raw)).taking_back(row)
    checked = decisions.checked - {row}
    if "checked" in request.POST:
        checked |= {row}
    return replace(decisions, checked=checked)


def _after(request: OfficeRequest, upload: CatalogueImport, row: int) -> str:
    """To the next row with a doubt where the person asked for it, else back to the reading."""
    upload.refresh_from_db(fields=["decisions"])
    shown = ReadingPage(upload)
    place = (upload.edition.number, upload.pk)
    following = shown.next_doubtful(row)
    if "take" in request.POST:
        return reverse("catalogue:import_row", args=[*place, row])
    if "next" in request.POST and following is not None:
        return reverse("catalogue:import_row", args=[*place, following])
    page = shown.page_of(row)
    return f"{reverse('catalogue:import', args=place)}?page={page}#r{row}"


@office_page("catalogue.import")
@require_http_methods(["GET", "POST"])
def accept(request: OfficeRequest, number: int, upload: int) -> HttpResponse:
    """Say what will enter the draft and what will not, then bring it in."""
    found = the_import(request, number, upload)
    shown = ReadingPage(found)
    if request.method == "POST":
        outcome = actions.accept_import(request.actor, found)
        entered = len(outcome.created) + len(outcome.updated)
        messages.success(
            request,
            f"已把《{found.name}》的{entered}项导入草稿，没有导入的{len(outcome.left_out)}行记在台账。",
        )
        return redirect("catalogue:edition", number)
    context = {"upload": found, "edition": found.edition, "reading": shown}
    return render(request, "catalogue/accept.html", context)


@office_page("catalogue.discard_import")
@require_http_methods(["GET", "POST"])
def discard(request: OfficeRequest, number: int, upload: int) -> HttpResponse:
    """Ask once, naming the file, then give it up."""
    found = the_import(request, number, upload)
    if request.method == "POST":
        actions.discard_import(request.actor, found)
        messages.success(request, f"已放弃《{found.name}》，草稿没有变化。")
        return redirect("catalogue:edition", number)
    context = {
        "title": "放弃导入这个文件吗？",
        "edition": found.edition,
        "thing": f"《{found.name}》",
        "consequence": "上传的文件和已经做的核对都会删除。草稿里的公开事项不受影响。",
        "verb": "放弃导入",
        "danger": True,
        "back": reverse("catalogue:import", args=[number, upload]),
    }
    return render(request, "catalogue/confirm.html", context)


@office_page("catalogue.read")
@require_safe
def original_file(request: OfficeRequest, number: int, upload: int) -> HttpResponse:
    """The file as it was uploaded, always as a download."""
    found = the_import(request, number, upload)
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
