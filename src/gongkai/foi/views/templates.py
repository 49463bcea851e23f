"""The texts of letters: all of them, one with its fields, versions and preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.documents.letter import LetterPrint, letter_pdf
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.foi import actions as foi
from gongkai.foi.files import PDF
from gongkai.foi.forms.letters import TemplateForm
from gongkai.foi.letters.samples import forms_by_group, sample_of
from gongkai.foi.letters.templates import Text, text_of, texts_in_use, version_of
from gongkai.foi.models import LetterTemplate
from gongkai.foi.views.cases import office_unit
from gongkai.foi.views.letters import download
from gongkai.organisation.models import Town
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.rules.foi.letter_forms import FORMS, LetterForm


def _town(request: OfficeRequest) -> Town:
    assert request.actor.town is not None  # noqa: S101
    return request.actor.town


@office_page("foi.read")
def templates(request: OfficeRequest) -> HttpResponse:
    """Every form of letters with the text that is in use."""
    texts = texts_in_use(_town(request))
    groups = [
        (title, [(form, texts[form.code]) for form in forms]) for title, forms in forms_by_group()
    ]
    return render(request, "foi/templates.html", {"groups": groups})


@office_page("foi.read")
@require_http_methods(["GET", "POST"])
def template(request: OfficeRequest, form: str) -> HttpResponse:
    """One form: its text, fields, versions; a preview; saving a new version."""
    found = FORMS.get(form)
    if found is None:
        raise Http404("没有这种文书。")
    may_edit = reach_of(request.actor, "foi.edit_template") is not None
    if request.method == "POST" and not may_edit:
        raise NotPermitted("您的账号不能修改文书范本。如工作需要，请联系党政办公室。")
    shown = _shown(request, found)
    posted = request.POST if request.method == "POST" else None
    seen = text_of(_town(request), form).version
    bound = TemplateForm(posted, form=found, initial={"text": shown.words, "seen": seen})
    sample: LetterPrint | None = None
    if posted is not None and bound.is_valid():
        sample = sample_of(_town(request), office_unit(request), found, bound.cleaned_data["text"])
        if "pdf" in posted:
            return _as_pdf(request, found, sample)
        if "save" in posted and (answer := _save(request, found, bound)):
            return answer
    return _page(request, found, bound, shown, sample, may_edit=may_edit)


def _shown(request: OfficeRequest, form: LetterForm) -> Text:
    """The version that the address asks for, else the one in use."""
    wanted = request.GET.get("version", "")
    if not (wanted.isdecimal() and len(wanted) < 7):
        return text_of(_town(request), form.code)
    if int(wanted) == 0:
        return version_of(form.code, None)
    row = LetterTemplate.objects.filter(
        town=_town(request), form=form.code, version=int(wanted)
    ).first()
    if row is None:
        raise Http404("没有这个版本。")
    return version_of(form.code, row)


def _save(request: OfficeRequest, form: LetterForm, bound: TemplateForm) -> HttpResponse | None:
    given = bound.cleaned_data
    try:
        row = foi.edit_template(
            request.actor,
            office_unit(request),
            form.code,
            given["text"],
            given["why"],
            seen=given["seen"],
        )
    except NotPermitted:
        raise
    except Refused as refused:
        add_refusal(bound, refused)
        return None
    messages.success(request, f"已保存为第{row.version}版，用于以后的文书；已有的文书不变。")
    return redirect("foi:template", form.code)


def _as_pdf(request: OfficeRequest, form: LetterForm, sample: LetterPrint) -> HttpResponse:
    try:
        data = letter_pdf(sample)
    except MissingGlyphs as fault:
        messages.error(request, str(fault))
        return redirect("foi:template", form.code)
    return download(f"样张：{form.name}.pdf", data, PDF)


def _page(
    request: OfficeRequest,
    form: LetterForm,
    bound: TemplateForm,
    shown: Text,
    sample: LetterPrint | None,
    *,
    may_edit: bool,
) -> HttpResponse:
    rows = LetterTemplate.objects.filter(town=_town(request), form=form.code).select_related("by")
    versions = list(rows.order_by("-version"))
    if sample is None and not bound.errors:
        sample = sample_of(_town(request), office_unit(request), form, shown.words)
    context = {
        "letter": form,
        "form": bound,
        "shown": shown,
        "versions": versions,
        "newest": versions[0].version if versions else 0,
        "sample": sample,
        "may_edit": may_edit,
    }
    return render(request, "foi/template.html", context, status=422 if bound.errors else 200)
