"""A page that shows every component once, for those who build pages; demonstration only."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.organisation.web import page_of


class ExampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="标题", help_text="写清是什么事，不超过200字。")
    summary = forms.CharField(label="内容概述", required=False, widget=forms.Textarea)
    formed_on = forms.DateField(
        label="成文日期", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    theme = forms.ChoiceField(label="主题分类", choices=[("", "请选择"), ("a", "农业、林业、水利")])
    publicity = forms.ChoiceField(
        label="公开属性",
        choices=[("proactive", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")],
        widget=forms.RadioSelect,
    )
    opinion = forms.ChoiceField(
        label="审查意见",
        choices=[("agree", "同意"), ("disagree", "不同意"), ("unclear", "不明确")],
        widget=forms.RadioSelect(attrs={"class": "large"}),
    )
    channels = forms.MultipleChoiceField(
        label="公开渠道",
        choices=[("website", "政府网站"), ("board", "公示栏")],
        widget=forms.CheckboxSelectMultiple,
    )
    attachment = forms.FileField(label="附件", required=False)
    read = forms.BooleanField(label="我已看过全文和全部附件")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component of the office; 404 outside the demonstration."""
    return _show(request, "office/components.html")


@require_safe
def public_components(request: HttpRequest) -> HttpResponse:
    """The components of the public site; 404 outside the demonstration."""
    return _show(request, "office/components_public.html")


def _show(request: HttpRequest, template: str) -> HttpResponse:
    if not settings.DEMONSTRATION:
        raise Http404
    today = timezone.localdate()
    files = [
        SimpleNamespace(name="示例名单.xlsx", url="#files", size=34_000, pages=None),
        SimpleNamespace(name="示例通知全文.pdf", url="#files", size=2_500_000, pages=12),
    ]
    context = {
        "form": ExampleForm(),
        "wrong": ExampleForm({"summary": "留着的内容"}, prefix="wrong", auto_id="wrong_%s"),
        "page": page_of(request, range(640)),
        "files": files,
        "today": today,
        "past": date(today.year - 1, 12, 31),
        "far": date(today.year + 1, 12, 31),
    }
    return render(request, template, context)
