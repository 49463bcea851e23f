"""Pages of release: the register, releasing now or later, taking down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from gongkai.publication.web import record_or_404
from gongkai.release import actions
from gongkai.release.forms import LATER, ReleaseForm, WithdrawForm
from gongkai.release.gate import GateRefused, check_website, covering_row
from gongkai.release.queries import planned_for, refused_for, releases_for
from gongkai.review.models import ReviewRow
from gongkai.rules.metadata import pub_date


@office_page("publication.read")
def register(request: OfficeRequest) -> HttpResponse:
    """Every release in scope, newest first."""
    page = page_of(request, releases_for(request.actor))
    return render(request, "release/register.html", {"page": page})


@office_page("release.release")
@require_http_methods(["GET", "POST"])
def release(request: OfficeRequest, slug: str) -> HttpResponse:
    """Release a reviewed record now or at a moment, after showing what covers it."""
    record = record_or_404(request, slug)
    earlier = record.releases.filter(current=True).first()
    planned = planned_for(record)
    form = ReleaseForm(request.POST or None)
    if planned is not None:
        for name in ("when", "day", "time"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid() and _go(request, record, form):
        return redirect("publication:record", slug)
    row, refusal = _covering(record)
    context = {
        "record": record,
        "version": newest(record),
        "row": row,
        "refusal": refusal,
        "form": form,
        "earlier": earlier,
        "planned": planned,
        "failed": refused_for(record),
    }
    return render(request, "release/release.html", context)


def _go(request: OfficeRequest, record: Record, form: ReleaseForm) -> bool:
    """Do what was asked for; False, with the refusal on the form, if it was not possible."""
    at = form.moment()
    if at is None and request.POST.get("when") == LATER:
        # Planned meanwhile by somebody else: whoever asked for later never means now.
        form.add_error(None, "这条信息已经定时发布。要改时间，请先取消原来的定时。")
        return False
    try:
        if at is None:
            actions.release(request.actor, record)
            messages.success(request, "已发布。公开页面正在生成，通常几秒钟后就能看到。")
        else:
            actions.schedule(request.actor, record, at)
            shown = pub_date(timezone.localtime(at))
            messages.success(request, f"已定于{shown}发布。到时会再次核对审查结果，然后自动发布。")
    except Refused as refused:
        if "at" in getattr(refused, "errors", {}):
            form.add_error("day", str(refused.errors["at"]))  # type: ignore[attr-defined]
        else:
            add_refusal(form, refused)
        return False
    return True


def _covering(record: Record) -> tuple[ReviewRow | None, str]:
    """The row that lets the record out now, or why nothing does."""
    try:
        row = covering_row(record)
        check_website(row)
    except GateRefused as refused:
        return None, str(refused)
    return row, ""


@office_page("release.unschedule")
@require_http_methods(["GET", "POST"])
def unschedule(request: OfficeRequest, slug: str) -> HttpResponse:
    """Give up a planned release, after asking once."""
    record = record_or_404(request, slug)
    if request.method == "POST":
        actions.unschedule(request.actor, record)
        messages.success(request, "已取消定时发布。审查结果仍然有效，可以改期或者立即发布。")
        return redirect("release:release", slug)
    context = {"record": record, "planned": planned_for(record)}
    return render(request, "release/unschedule.html", context)


@office_page("release.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: OfficeRequest, slug: str) -> HttpResponse:
    """Withdraw a public record, with its legal reason."""
    record = record_or_404(request, slug)
    form = WithdrawForm(request.POST or None, town=record.town)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            actions.withdraw(
                request.actor, record, given["reason"], given["note"], given["successor"]
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已撤下。公开页面会说明撤下的时间和依据，不再显示内容。")
            return redirect("publication:record", slug)
    return render(request, "release/withdraw.html", {"record": record, "form": form})


@office_page("release.expire")
@require_http_methods(["GET", "POST"])
def expire(request: OfficeRequest, slug: str) -> HttpResponse:
    """Take a record down whose 公开期限 is over, after asking once."""
    record = record_or_404(request, slug)
    if request.method == "POST":
        actions.expire(request.actor, record)
        messages.success(request, "公开期限已满，已从网站撤下。办公系统里仍可查看。")
        return redirect("publication:record", slug)
    may_extend = reaches(request.actor, "publication.set_term", record.unit)
    return render(request, "release/expire.html", {"record": record, "may_extend": may_extend})
