"""Pages of unit reports: asked for, written, who is missing, merged."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.forms.common import WhyForm
from gongkai.campaign.forms.reports import CallForm, PartsForm, SummaryForm
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Report, ReportCall, ReportState, Summary
from gongkai.campaign.summary import text_of
from gongkai.campaign.views.common import (
    FormPage,
    answer,
    may,
    open_tasks,
    posted,
    town_of,
)
from gongkai.documents.official import official_docx
from gongkai.documents.workbook import list_workbook
from gongkai.ledger.clock import today
from gongkai.organisation.web import (
    DOCX_TYPE,
    XLSX_TYPE,
    OfficeRequest,
    file_answer,
    office_page,
    page_of,
)
from gongkai.rules.work_report import TABLE

REPORTS = "工作报告"


def _call(request: OfficeRequest, number: int) -> ReportCall:
    return get_object_or_404(queries.calls_for(request.actor), pk=number)


def _report(request: OfficeRequest, number: int) -> Report:
    return get_object_or_404(queries.reports_for(request.actor), pk=number)


def _summary(request: OfficeRequest, number: int) -> Summary:
    return get_object_or_404(queries.summaries_for(request.actor), pk=number)


@require_safe
@office_page("campaign.units.read")
def calls(request: OfficeRequest) -> HttpResponse:
    """What was asked for, and how many reported."""
    context = {
        "page": page_of(request, queries.calls_for(request.actor)),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/calls.html", context)


@office_page("campaign.call_reports")
@require_http_methods(["GET", "POST"])
def call_new(request: OfficeRequest) -> HttpResponse:
    """Ask for reports."""
    form = CallForm(posted(request), town=town_of(request), tasks=open_tasks(request))
    back = reverse("campaign:calls")
    page = FormPage("布置工作报告", "布置", back, REPORTS, back)
    made: list[ReportCall] = []

    def act() -> str:
        given = form.cleaned_data
        names = ("title", "period", "due_on", "note", "task")
        values = {name: given[name] for name in names}
        made.append(actions.call_reports(request.actor, units=form.chosen(), **values))
        return f"已布置给{made[0].reports.count()}个单位，会列入各单位的“等我办的”。"

    response = answer(request, form, page, act)
    return redirect("campaign:call", made[0].pk) if made else response


@require_safe
@office_page("campaign.units.read")
def call(request: OfficeRequest, call: int) -> HttpResponse:
    """A call: who reported, who did not, the summaries."""
    shown = _call(request, call)
    reports = list(queries.reports_for(request.actor).filter(call=shown))
    waiting = [report for report in reports if report.state != ReportState.SUBMITTED]
    context = {
        "call": shown,
        "reports": reports,
        "waiting": waiting,
        "summaries": queries.summaries_for(request.actor).filter(call=shown),
        "leads": leads(request.actor),
        "today": today(),
    }
    return render(request, "campaign/call.html", context)


@require_safe
@office_page("campaign.units.read")
def call_xlsx(request: OfficeRequest, call: int) -> HttpResponse:
    """Who reported when, and the texts, as XLSX."""
    shown = _call(request, call)
    columns = [("单位", 24), ("状态", 12), ("首次报送", 12), ("退回理由", 24)]
    columns += [(part.name, 50) for part in TABLE.as_of(today())]
    rows = (
        (
            *(report.unit.name, report.get_state_display(), report.first_on),
            report.returned_why,
            *(report.parts.get(part.code, "") for part in TABLE.as_of(today())),
        )
        for report in queries.reports_for(request.actor).filter(call=shown)
    )
    data = list_workbook("工作报告", columns, rows)
    return file_answer(data, XLSX_TYPE, f"{shown.title}报送情况{today():%Y%m%d}.xlsx")


@office_page("campaign.units.read")
@require_http_methods(["GET", "POST"])
def report(request: OfficeRequest, report: int) -> HttpResponse:
    """A unit's report: to write, or to read and print."""
    shown = _report(request, report)
    allowed = may(request, shown.unit, ("submit_report", "return_report"))
    writes = allowed["submit_report"] and shown.state != ReportState.SUBMITTED
    place = reverse("campaign:call", args=[shown.call_id])
    if not writes:
        parts = [(part.name, shown.parts.get(part.code, "")) for part in TABLE.as_of(today())]
        context = {"report": shown, "parts": parts, "may": allowed, "place": place}
        return render(request, "campaign/report.html", context)
    form = PartsForm(posted(request), initial=shown.parts)
    here = reverse("campaign:report", args=[shown.pk])
    saving = "save" in request.POST
    title = f"{shown.unit.name}：{shown.call.title}"
    page = FormPage(title, "报送", here, shown.call.title, place)

    def act() -> str:
        if saving:
            actions.save_report(request.actor, shown, form.parts())
            return "已保存，还没有报送。写完后请点“报送”。"
        actions.submit_report(request.actor, shown, form.parts())
        return "已报送党政办公室。"

    return answer(request, form, page, act, template="campaign/report_write.html", report=shown)


@office_page("campaign.return_report")
@require_http_methods(["GET", "POST"])
def report_return(request: OfficeRequest, report: int) -> HttpResponse:
    """Send a report back."""
    shown = _report(request, report)
    form = WhyForm(posted(request))
    place = reverse("campaign:call", args=[shown.call_id])
    page = FormPage("退回工作报告", "退回", place, shown.call.title, place)

    def act() -> str:
        actions.return_report(request.actor, shown, form.cleaned_data["why"])
        return f"已退回{shown.unit.name}修改。"

    return answer(request, form, page, act)


@office_page("campaign.merge_summary")
@require_http_methods(["GET", "POST"])
def merge(request: OfficeRequest, call: int) -> HttpResponse:
    """Write the town's own words and merge the reports under them."""
    shown = _call(request, call)
    last = queries.summaries_for(request.actor).filter(call=shown).first()
    town = town_of(request).name
    usual = {"title": f"{town}政务公开标准化规范化工作总结（{shown.period}）"}
    initial = {**last.overall, "title": last.title} if last else usual
    form = SummaryForm(posted(request), initial=initial)
    place = reverse("campaign:call", args=[shown.pk])
    reports = queries.reports_for(request.actor).filter(call=shown)
    missing = [report.unit.name for report in reports if report.state != ReportState.SUBMITTED]
    page = FormPage("汇总全镇总结", "汇总", place, shown.title, place)
    made: list[Summary] = []

    def act() -> str:
        title, parts = form.cleaned_data["title"], form.parts()
        made.append(actions.merge_summary(request.actor, shown, title, parts))
        return "已汇总。请核对后下载 DOCX。"

    response = answer(
        request, form, page, act, template="campaign/merge.html", call=shown, missing=missing
    )
    return redirect("campaign:summary", made[0].pk) if made else response


@require_safe
@office_page("campaign.units.read")
def summary(request: OfficeRequest, summary: int) -> HttpResponse:
    """The town's summary as it will be printed."""
    shown = _summary(request, summary)
    newest = shown.call.summaries.order_by("-number").values_list("pk", flat=True).first()
    context = {
        "summary": shown,
        "text": text_of(shown, _signed(request)),
        "newest": newest == shown.pk,
    }
    return render(request, "campaign/summary.html", context)


@require_safe
@office_page("campaign.units.read")
def summary_docx(request: OfficeRequest, summary: int) -> HttpResponse:
    """The same as a Word document."""
    shown = _summary(request, summary)
    data = official_docx(text_of(shown, _signed(request)))
    return file_answer(data, DOCX_TYPE, f"{shown.title}.docx")


def _signed(request: OfficeRequest) -> str:
    """The name under the summary: where the leading group's office is."""
    town = town_of(request)
    office = queries.office_of(town)
    return f"{town.name}{office.name}" if office else town.name
