"""Pages of the annual report: list, one report, its cells and texts, finishing, exports."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.documents.annual_report import (
    ReportPrint,
    annual_report_docx,
    annual_report_pdf,
    annual_report_xlsx,
)
from gongkai.documents.typesetting import MissingGlyphs
from gongkai.foi.annual import actions
from gongkai.foi.annual.forms import (
    FiguresForm,
    MakeForm,
    PreviousForm,
    RecomputeForm,
    ReopenForm,
    TextsForm,
)
from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.queries import report_for, reports_for, standing_of
from gongkai.foi.annual.showing import (
    next_step,
    shown_entries,
    shown_findings,
    shown_sections,
)
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.organisation.scope import reaches
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.rules.annual_report.deadline import WHY, deadline
from gongkai.rules.annual_report.layout import PLACES, Place, row_words, table_words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXPORTS: dict[str, tuple[str, Callable[[ReportPrint], bytes]]] = {
    "docx": (_DOCX, annual_report_docx),
    "pdf": ("application/pdf", annual_report_pdf),
    "xlsx": (_XLSX, annual_report_xlsx),
}


def _report_or_404(request: OfficeRequest, year: int) -> AnnualReport:
    try:
        return report_for(request.actor, year)
    except AnnualReport.DoesNotExist as missing:
        raise Http404 from missing


@office_page("foi.annual_report.read")
@require_http_methods(["GET", "POST"])
def reports(request: OfficeRequest) -> HttpResponse:
    """Every report, and the form to begin one."""
    found = list(reports_for(request.actor))
    may_make = reaches(request.actor, "foi.make_annual_report", request.account.unit)
    form = MakeForm(request.POST or None, taken=[report.year for report in found])
    if request.method == "POST" and form.is_valid():
        try:
            year = form.cleaned_data["year"]
            actions.make_annual_report(request.actor, request.account.unit, year)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已按记录统计并生成初稿。请核对数据，补写文字。")
            return redirect("annual:report", year)
    limit = deadline(today())
    rows = [(report, limit.due_on(report.year)) for report in found]
    context = {
        "rows": rows,
        "form": form if may_make else None,
        "why": WHY,
        "this_year": today().year,
    }
    return render(request, "annual/list.html", context)


@office_page("foi.annual_report.read")
def report(request: OfficeRequest, year: int) -> HttpResponse:
    """One report: what is wrong in it, its six sections, its state and the next step."""
    found = _report_or_404(request, year)
    standing = standing_of(found)
    findings = standing.findings(today())
    editable = found.state == ReportState.DRAFT and reaches(
        request.actor, "foi.enter_annual_figures", found.unit
    )
    context = {
        "report": found,
        "sections": shown_sections(standing, findings),
        "errors": shown_findings(found, findings, "error"),
        "doubts": shown_findings(found, findings, "doubt"),
        "editable": editable,
        "step": next_step(request.actor, found, findings),
        "may_reopen": found.state == ReportState.DONE
        and reaches(request.actor, "foi.reopen_annual_report", found.unit),
        "may_update": found.state == ReportState.DONE
        and found.record is not None
        and reaches(request.actor, "foi.draft_annual_record", found.unit),
        "due": deadline(today()).due_on(year),
        "released": found.record is not None and bool(found.record.live_as),
        "before_name": standing.before_name,
        "entered": len(standing.entries),
        "entries": shown_entries(standing),
        "exports": list(EXPORTS),
        "why": WHY,
    }
    return render(request, "annual/report.html", context)


@office_page("foi.write_annual_texts")
@require_http_methods(["GET", "POST"])
def texts(request: OfficeRequest, year: int) -> HttpResponse:
    """Issuer and texts."""
    found = _draft_or_refuse(request, year)
    form = TextsForm(request.POST) if request.method == "POST" else TextsForm.of(found)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["lock"]
        try:
            actions.write_annual_texts(request.actor, found, form.texts(), seen)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "文字已保存。")
            return redirect("annual:report", year)
    return render(request, "annual/texts.html", {"report": found, "form": form})


@office_page("foi.enter_annual_figures")
@require_http_methods(["GET", "POST"])
def figures(request: OfficeRequest, year: int, table: str, row: str = "") -> HttpResponse:
    """The cells of table 二, of a row of table 三, or of a block of table 四."""
    found = _draft_or_refuse(request, year)
    places = [p for p in PLACES if p.table == table and row in (p.row, "")]
    if not places or (not row and table == "applications"):
        raise Http404
    form = FiguresForm(standing_of(found), places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_annual_figures(request.actor, found, form.entered())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "数据已保存，并重新核对了勾稽关系。")
            return redirect("annual:report", year)
    context = {"report": found, "form": form, "title": _title(places, row)}
    return render(request, "annual/figures.html", context)


def _title(places: list[Place], row: str) -> str:
    table = places[0].table
    words = f"“{row_words(table, row)}”" if row else ""
    return f"填写{table_words(table)}{words}"


@office_page("foi.set_previous_report")
@require_http_methods(["GET", "POST"])
def previous(request: OfficeRequest, year: int) -> HttpResponse:
    """Take last year's tables from a file."""
    found = _draft_or_refuse(request, year)
    form = PreviousForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.set_previous_report(request.actor, found, file.name, file.read())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已读入上年数据，并核对了与本年的衔接。")
            return redirect("annual:report", year)
    return render(request, "annual/previous.html", {"report": found, "form": form})


@office_page("foi.recompute_annual_report")
@require_http_methods(["GET", "POST"])
def recompute(request: OfficeRequest, year: int) -> HttpResponse:
    """Count the year again, after asking once."""
    found = _draft_or_refuse(request, year)
    form = RecomputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts_too = form.cleaned_data["texts_too"]
        actions.recompute_annual_report(request.actor, found, texts_too=texts_too)
        messages.success(request, "已按记录重新统计。人工填写的数字没有改动。")
        return redirect("annual:report", year)
    return render(request, "annual/recompute.html", {"report": found, "form": form})


@office_page("foi.finish_annual_report")
@require_http_methods(["GET", "POST"])
def finish(request: OfficeRequest, year: int) -> HttpResponse:
    """Finish, after showing the doubts; errors stop it."""
    found = _draft_or_refuse(request, year)
    if request.method == "POST":
        actions.finish_annual_report(request.actor, found)
        messages.success(request, "年度报告已定稿。下一步：转为公开信息，送审后发布。")
        return redirect("annual:report", year)
    findings = standing_of(found).findings(today())
    context = {
        "report": found,
        "errors": [finding for finding in findings if finding.level == "error"],
        "doubts": [finding for finding in findings if finding.level == "doubt"],
    }
    return render(request, "annual/finish.html", context)


@office_page("foi.reopen_annual_report")
@require_http_methods(["GET", "POST"])
def reopen(request: OfficeRequest, year: int) -> HttpResponse:
    """Take a finished report up again, with a reason."""
    found = _report_or_404(request, year)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_annual_report(request.actor, found, form.cleaned_data["why"])
        except Invalid as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "年度报告已恢复为编制中，可以修改。")
            return redirect("annual:report", year)
    return render(request, "annual/reopen.html", {"report": found, "form": form})


@office_page("foi.draft_annual_record")
@require_http_methods(["GET", "POST"])
def record(request: OfficeRequest, year: int) -> HttpResponse:
    """Make the draft record of a finished report."""
    found = _report_or_404(request, year)
    if request.method == "POST":
        made = actions.draft_annual_record(request.actor, found)
        messages.success(request, "已生成公开信息草稿。请核对后登记送审，审查通过再发布。")
        return redirect("publication:record", made.slug)
    return render(request, "annual/record.html", {"report": found})


@office_page("foi.annual_report.read")
def export(request: OfficeRequest, year: int, kind: str) -> HttpResponse:
    """The report as a file."""
    found = _report_or_404(request, year)
    if kind not in EXPORTS:
        raise Http404
    media_type, make = EXPORTS[kind]
    printed = standing_of(found).printed()
    try:
        data = make(printed)
    except MissingGlyphs as missing:
        raise NotAllowedNow(str(missing)) from missing
    answer = HttpResponse(data, content_type=media_type)
    name = quote(f"{printed.title}.{kind}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _draft_or_refuse(request: OfficeRequest, year: int) -> AnnualReport:
    found = _report_or_404(request, year)
    if found.state != ReportState.DRAFT:
        raise NotAllowedNow("这份年度报告已经定稿。确需修改的，请先“重新编制”并写明理由。")
    return found
