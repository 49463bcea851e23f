"""Bulk work on the queue: choose, see for each case what will happen, then do it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.foi.bulk import BULK, BulkKind, BulkLine, carry_out, chosen, preview, screen
from gongkai.foi.forms.bulk import BulkForm
from gongkai.foi.models import Application
from gongkai.organisation.permissions import reach_of, rule_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page

_NOBODY = "请先在列表中选择申请。"


@office_page("foi.read")
@require_http_methods(["GET", "POST"])
def bulk(request: OfficeRequest, name: str) -> HttpResponse:
    """What is asked once, and for each case what will happen; nothing has happened yet."""
    kind = _kind(request, name)
    cases = chosen(request.actor, request.POST.getlist("case") or request.GET.getlist("case"))
    if not cases:
        messages.error(request, _NOBODY)
        return redirect("foi:queue")
    asked = "preview" in request.POST
    form = kind.form(request.POST if asked else None, town_id=request.actor.town_id)
    valid = asked and form.is_valid() and _may_be_kept(request, kind, form, cases)
    lines = preview(request.actor, kind, cases, form.cleaned_data) if valid else []
    return _page(request, name, form, cases, lines)


@office_page("foi.read")
@require_POST
def apply(request: OfficeRequest, name: str) -> HttpResponse:
    """Do what the preview showed; a case that cannot be done any more is named."""
    kind = _kind(request, name)
    cases = chosen(request.actor, request.POST.getlist("case"))
    form = kind.form(request.POST, town_id=request.actor.town_id)
    if not cases:
        messages.error(request, _NOBODY)
        return redirect("foi:queue")
    if not form.is_valid() or not _may_be_kept(request, kind, form, cases):
        return _page(request, name, form, cases, [])
    lines = carry_out(request.actor, kind, cases, form.cleaned_data)
    if done := sum(not line.refusal for line in lines):
        messages.success(request, f"{kind.title}：已办{done}件。")
    for line in lines:
        if line.refusal:
            messages.warning(request, f"{line.case.number}没有办：{line.refusal}")
    return redirect("foi:queue")


def _may_be_kept(
    request: OfficeRequest, kind: BulkKind, form: BulkForm, cases: Sequence[Application]
) -> bool:
    try:
        screen(request.actor, kind, cases, form.cleaned_data)
    except NotPermitted:
        raise
    except Refused as refused:
        add_refusal(form, refused)
    return form.is_valid()


def _kind(request: OfficeRequest, name: str) -> BulkKind:
    kind = BULK[name]
    if reach_of(request.actor, kind.action) is None:
        raise NotPermitted(f"您的账号不能“{rule_of(kind.action).title}”，请联系安全管理员。")
    return kind


def _page(
    request: OfficeRequest,
    name: str,
    form: BulkForm,
    cases: Sequence[Application],
    lines: Sequence[BulkLine],
) -> HttpResponse:
    context = {
        "kind": BULK[name],
        "name": name,
        "form": form,
        "cases": cases,
        "lines": lines,
        "possible": sum(not line.refusal for line in lines),
    }
    return render(request, "foi/bulk.html", context, status=422 if form.errors else 200)
