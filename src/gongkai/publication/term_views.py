"""The page on which the 公开期限 of a record is set."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.publication import actions
from gongkai.publication.web import record_or_404


class TermForm(forms.Form):
    """The last day, and why."""

    until = forms.DateField(
        label="公开到哪一天",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="这一天仍然公开。留空表示长期公开。期满后会提醒您撤下或者延长，不会自动撤下。",
    )
    reason = forms.CharField(
        label="理由", max_length=300, help_text="例如：公示期为30天；目录规定公开1年。记入台账。"
    )


@office_page("publication.set_term")
@require_http_methods(["GET", "POST"])
def set_term(request: OfficeRequest, slug: str) -> HttpResponse:
    """Set, change or remove the term of a record."""
    record = record_or_404(request, slug)
    form = TermForm(request.POST or None, initial={"until": record.publish_until})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            actions.set_term(request.actor, record, until, form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            words = f"公开期限已设到{until.isoformat()}。" if until else "已改为长期公开。"
            messages.success(request, words)
            return redirect("publication:record", slug)
    return render(request, "publication/term.html", {"record": record, "form": form})
