"""The page on which the Office writes the 政府信息公开指南."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.publication import actions
from gongkai.publication.guide import guide_record, parts_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, Version
from gongkai.publication.web import address_if_there
from gongkai.rules.metadata import GUIDE_PARTS, missing_guide_parts

_LONGEST = 6000
_HELP = {
    "classification": "本镇的政府信息分成哪几类，每类包括什么。一行一段。",
    "arrangement": "网站上的信息怎样编排：按领域、单位、年份等。一行一段。",
    "access": "在哪里看主动公开的信息，怎样申请公开其他信息。一行一段。",
    "office_name": "例如：泊里镇党政办公室。",
    "phone": "办公电话，不写个人手机。",
    "fax": "没有传真的请写“无”。",
    "internet": "网站地址或者电子邮箱。",
}
_LONG = frozenset({"classification", "arrangement", "access"})


class GuideForm(forms.Form):
    """A field for each part that Art. 12 names; what is said of them is there in the law."""

    lock = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in GUIDE_PARTS.as_of(today()):
            self.fields[row.code] = _part(row.code, row.name)
        if correcting:
            self.fields["change_note"] = forms.CharField(
                label="更正了什么",
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="现在的指南正在公开。写明这次改了什么，送审前必填；公众会在页面上看到。",
            )

    def parts(self) -> dict[str, str]:
        """What was typed, by the codes of the parts."""
        return {row.code: self.cleaned_data.get(row.code, "") for row in GUIDE_PARTS}


class PartField(forms.CharField):
    """A part of the guide: required, but the action says so, for a draft may have gaps."""

    def validate(self, value: Any) -> None:
        """Nothing here: see above."""


def _part(code: str, name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6}) if code in _LONG else forms.TextInput()
    return PartField(label=name, max_length=_LONGEST, widget=widget, help_text=_HELP.get(code, ""))


@office_page("publication.write_guide")
@require_http_methods(["GET", "POST"])
def write_guide(request: OfficeRequest) -> HttpResponse:
    """Fill in the guide; saving makes a draft that goes to review like any record."""
    unit = request.account.unit
    record = guide_record(unit.town)
    version = newest(record) if record else None
    form = GuideForm(
        request.POST or None,
        initial=_initial(unit, version),
        correcting=bool(record and record.live_as),
    )
    if request.method == "POST" and form.is_valid():
        response = _save(request, unit, form)
        if response is not None:
            return response
    return render(request, "publication/guide.html", _facts(record, version, form))


def _save(request: OfficeRequest, unit: Unit, form: GuideForm) -> HttpResponse | None:
    unfinished = request.POST.get("do") == "later"
    try:
        record = actions.write_guide(
            request.actor,
            unit,
            form.parts(),
            lock_seen=form.cleaned_data["lock"],
            change_note=form.cleaned_data.get("change_note", ""),
            unfinished=unfinished,
        )
    except Refused as refused:
        add_refusal(form, refused)
        return None
    if unfinished:
        messages.success(request, "已存为草稿。各栏都填好后才能送审。")
        return redirect("publication:guide")
    messages.success(request, "指南已保存。核对后登记到审查表，审查通过并发布后公众才能看到。")
    return redirect("publication:record", record.slug)


def _initial(unit: Unit, version: Version | None) -> dict[str, Any]:
    """The newest version's parts; before the first one, what is known of the unit already."""
    if version is not None:
        return {**parts_of(version.body), "lock": version.lock, "change_note": version.change_note}
    return {
        "office_name": unit.name,
        "office_address": unit.address,
        "office_hours": unit.hours,
        "phone": unit.phone,
        "access": "",
    }


def _facts(record: Record | None, version: Version | None, form: GuideForm) -> dict[str, Any]:
    filled = frozenset(parts_of(version.body)) if version else frozenset()
    return {
        "form": form,
        "record": record,
        "version": version,
        "missing": missing_guide_parts(filled, today()) if version else (),
        "preview": address_if_there("portal_office:preview", record.slug) if record else "",
        "back": reverse("publication:record", args=[record.slug])
        if record
        else reverse("publication:list"),
    }
