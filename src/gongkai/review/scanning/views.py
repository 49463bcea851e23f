"""Pages of the scan: findings beside the text, masking, asking, deciding, secrecy marks."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of
from gongkai.publication.files import is_quarantined
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record, Version
from gongkai.publication.web import record_or_404
from gongkai.review.actions.clearing import ask_clearance, decide_clearance
from gongkai.review.actions.leaks import close_leak
from gongkai.review.actions.masking import mask_findings
from gongkai.review.covering.proposing import coverable_files
from gongkai.review.scanning.forms import AskForm, DecideForm, LeakForm
from gongkai.review.scanning.lighting import lit_body, lit_lines
from gongkai.review.scanning.queries import clearances_awaiting, clearances_of, leaks_for
from gongkai.review.scanning.standing import Standpoint, findings_of


@office_page("publication.read")
def record(request: OfficeRequest, slug: str) -> HttpResponse:
    """The text with every finding lit up, and the findings beside it."""
    found = record_or_404(request, slug)
    version = _version(found)
    findings = findings_of(version)
    may_mask = reaches(request.actor, "review.mask_findings", found.unit) and not found.halted_at
    context = {
        "record": found,
        "version": version,
        "groups": findings.groups(),
        "unseen": findings.unseen,
        "stopping": len(findings.stopping),
        "body": lit_body(version, findings),
        "lines": lit_lines(version, findings),
        "clearances": clearances_of(request.actor, found),
        "may_mask": may_mask,
        "covered": coverable_files(version) if may_mask else [],
    }
    return render(request, "review/scan/record.html", context)


@office_page("review.mask_findings")
@require_http_methods(["POST"])
def mask(request: OfficeRequest, slug: str) -> HttpResponse:
    """Mask or remove the findings that were ticked, or of one group."""
    found = record_or_404(request, slug)
    done = mask_findings(request.actor, found, _wanted(request, found))
    parts = [f"已脱敏{done.masked}处"] if done.masked else []
    parts += [f"已删除{done.removed}处隐藏内容"] if done.removed else []
    messages.success(request, "，".join(parts) + "，保存为新的版本。请再看一遍正文和附件。")
    return redirect(_back(request, found))


@office_page("review.ask_clearance")
@require_http_methods(["GET", "POST"])
def ask(request: OfficeRequest, slug: str, fingerprint: str) -> HttpResponse:
    """Ask the secrecy body about one finding."""
    found = record_or_404(request, slug)
    point = _point(_version(found), fingerprint)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_clearance(request.actor, found, fingerprint, form.cleaned_data["question"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已提请保密工作机构认定，结果会出现在这里。")
            return redirect("scan:record", slug)
    return render(request, "review/scan/ask.html", {"record": found, "point": point, "form": form})


@office_page("review.decide_clearance")
@require_http_methods(["GET", "POST"])
def decide(request: OfficeRequest, number: int) -> HttpResponse:
    """Decide in writing on one finding, with the text beside it."""
    clearance = get_object_or_404(clearances_awaiting(request.actor), pk=number)
    found = record_or_404(request, clearance.record.slug)
    version = _version(found)
    findings = findings_of(version)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            may_publish = given["may_publish"] == "yes"
            decide_clearance(request.actor, clearance, may_publish, given["result"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "书面认定已出具，承办人会看到。")
            return redirect("office:home")
    context = {
        "clearance": clearance,
        "record": found,
        "version": version,
        "form": form,
        "body": lit_body(version, findings),
        "lines": lit_lines(version, findings, only=clearance.fingerprint),
    }
    return render(request, "review/scan/decide.html", context)


@office_page("review.leaks.read")
def leaks(request: OfficeRequest) -> HttpResponse:
    """The secrecy marks found, open ones first."""
    found = leaks_for(request.actor).order_by(F("closed_at").desc(nulls_first=True), "-pk")
    return render(request, "review/scan/leaks.html", {"page": page_of(request, found)})


@office_page("review.leaks.read")
@require_http_methods(["GET", "POST"])
def leak(request: OfficeRequest, number: int) -> HttpResponse:
    """One secrecy mark: what was found where, until when, and what became of it."""
    task = get_object_or_404(leaks_for(request.actor), pk=number)
    form = LeakForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            close_leak(request.actor, task, given["conclusion"] == "yes", given["result"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "处置情况已记入台账。")
            return redirect("scan:leaks")
    context = {
        "task": task,
        "form": form,
        "is_kept": is_quarantined(task.quarantined),
        "may_close": task.closed_at is None
        and reaches(request.actor, "review.close_leak", task.unit),
    }
    return render(request, "review/scan/leak.html", context)


def _version(found: Record) -> Version:
    version = newest(found)
    version.record = found
    return version


def _point(version: Version, fingerprint: str) -> Standpoint:
    for point in findings_of(version).points:
        if point.found.fingerprint == fingerprint:
            return point
    raise Http404


def _wanted(request: OfficeRequest, found: Record) -> set[str]:
    """The fingerprints that were sent, and those of the groups that were."""
    wanted, keys = set(request.POST.getlist("finding")), set(request.POST.getlist("group"))
    if keys:
        groups = [group for group in findings_of(_version(found)).groups() if group.key in keys]
        wanted |= {point.found.fingerprint for group in groups for point in group.points}
    return wanted


def _back(request: OfficeRequest, found: Record) -> str:
    name = "scan:record" if request.POST.get("back") == "scan" else "publication:record"
    return str(redirect(name, found.slug).url)
