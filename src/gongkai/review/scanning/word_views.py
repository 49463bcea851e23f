"""Pages of a town's word lists and masking patterns."""

from typing import cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.review.actions.words import WordEntry, add_words, set_patterns
from gongkai.review.actions.words import remove_word as take_off
from gongkai.review.models import WordKind
from gongkai.review.scanning.forms import PatternsForm, WordFileForm, WordForm
from gongkai.review.scanning.queries import patterns_of, words_for
from gongkai.review.scanning.word_files import read_words


@office_page("review.add_words")
@require_http_methods(["GET", "POST"])
def words(request: OfficeRequest) -> HttpResponse:
    """The lists, and a word to add."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        entry = WordEntry(given["kind"], given["text"], given["note"])
        try:
            added = add_words(request.actor, request.account.unit.town, [entry])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            words = "已添加" if added else "已更新提示："
            messages.success(
                request, f"{words}“{entry.text}”。还没有发布的信息会按新词库重新检查。"
            )
            return redirect("scan:words")
    kind, text = request.GET.get("kind", ""), request.GET.get("text", "").strip()
    found = words_for(request.actor)
    if kind in WordKind.values:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(text__contains=text)
    context = {
        "form": form,
        "page": page_of(request, found),
        "kinds": WordKind.choices,
        "kind": kind,
        "text": text,
        "may_set_patterns": reach_of(request.actor, "review.set_patterns") is not None,
    }
    return render(request, "review/scan/words.html", context)


@office_page("review.add_words")
@require_http_methods(["GET", "POST"])
def import_words(request: OfficeRequest) -> HttpResponse:
    """Words from a workbook: all or none."""
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        try:
            entries = read_words(file.read())
            town = request.account.unit.town
            added = add_words(request.actor, town, entries, replace=form.cleaned_data["replace"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已导入{len(entries)}个词语，其中新增{added}个。")
            return redirect("scan:words")
    return render(request, "review/scan/import_words.html", {"form": form})


@office_page("review.remove_word")
@require_http_methods(["GET", "POST"])
def remove_word(request: OfficeRequest, number: int) -> HttpResponse:
    """Take a word off the lists, after asking once."""
    word = get_object_or_404(words_for(request.actor), pk=number)
    if request.method == "POST":
        take_off(request.actor, word)
        messages.success(request, f"已从词库删除“{word.text}”。")
        return redirect("scan:words")
    return render(request, "review/scan/remove_word.html", {"word": word})


@office_page("review.set_patterns")
@require_http_methods(["GET", "POST"])
def patterns(request: OfficeRequest) -> HttpResponse:
    """How numbers are masked."""
    town = request.account.unit.town
    form = PatternsForm(request.POST or None, patterns=dict(patterns_of(town.pk)))
    if request.method == "POST" and form.is_valid():
        try:
            set_patterns(request.actor, town, form.patterns())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "脱敏方式已保存，以后的脱敏按新方式办理。")
            return redirect("scan:patterns")
    return render(request, "review/scan/patterns.html", {"form": form})
