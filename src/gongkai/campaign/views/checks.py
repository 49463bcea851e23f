"""Pages of guidance checks, and the issue list."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.forms.checks import (
    CheckForm,
    CheckNewForm,
    FindingFilter,
    RectifyForm,
    ReturnFindingForm,
)
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Check, Finding, FindingState
from gongkai.campaign.views.common import (
    FormPage,
    answer,
    may,
    open_tasks,
    posted,
    uploads,
)
from gongkai.documents.workbook import Value, list_workbook
from gongkai.ledger.clock import today
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.views.common import open_units
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of

ISSUE_COLUMNS = (
    *(("单位", 24), ("检查日期", 12), ("问题", 40), ("整改要求", 30), ("整改时限", 12)),
    *(("状态", 10), ("整改情况", 40), ("整改日期", 12), ("证明材料", 30)),
    *(("销号日期", 12), ("销号人", 12)),
)


@require_safe
@office_page("campaign.units.read")
def checks(request: OfficeRequest) -> HttpResponse:
    """The checks of the units in scope."""
    context = {
        "page": page_of(request, queries.checks_for(request.actor)),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/checks.html", context)


@office_page("campaign.open_check")
@require_http_methods(["GET", "POST"])
def check_new(request: OfficeRequest) -> HttpResponse:
    """Begin a check."""
    units = open_units(request, "campaign.open_check").filter(parent__isnull=False)
    initial = {"checked_on": today(), "checkers": request.account.name}
    wanted = units.filter(slug=request.GET.get("unit", "")).first()
    form = CheckNewForm(
        posted(request),
        units=units.select_related("town"),
        tasks=open_tasks(request),
        initial={**initial, "unit": wanted},
    )
    back = reverse("campaign:checks")
    page = FormPage("开展指导检查", "开始填检查表", back, "指导检查", back)
    made: list[Check] = []

    def act() -> str:
        made.append(actions.open_check(request.actor, **form.cleaned_data))
        return "检查表已建立。请逐条填写。"

    response = answer(request, form, page, act)
    return redirect("campaign:check", made[0].pk) if made else response


@office_page("campaign.units.read")
@require_http_methods(["GET", "POST"])
def check(request: OfficeRequest, check: int) -> HttpResponse:
    """A check sheet: to fill while it is open, to read and print afterwards."""
    shown = get_object_or_404(queries.checks_for(request.actor), pk=check)
    lines = list(shown.lines.all())
    fills = may(request, shown.unit, ("fill_check",))["fill_check"] and not shown.filled_on
    back = reverse("campaign:check", args=[shown.pk])
    place = reverse("campaign:checks")
    title = f"{shown.unit.name}检查表"
    if not fills:
        findings = queries.findings_for(request.actor).filter(check_made=shown)
        context = {"check": shown, "lines": lines, "findings": findings, "title": title}
        return render(request, "campaign/check.html", context)
    form = CheckForm(posted(request), lines=lines)

    def act() -> str:
        done = actions.fill_check(request.actor, shown, form.facts(), form.cleaned_data["summary"])
        number = done.findings.count()
        told = f"，{number}个问题已列入清单，等单位整改" if number else "，没有发现问题"
        return f"检查表已填完{told}。"

    page = FormPage(title, "填完并提交", back, "指导检查", place)
    return answer(request, form, page, act, template="campaign/check_fill.html", check=shown)


@require_safe
@office_page("campaign.units.read")
def findings(request: OfficeRequest) -> HttpResponse:
    """The issue list, filtered by the address."""
    form, rows = _filtered(request)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "today": today(),
        "query": request.GET.urlencode(),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/findings.html", context)


@require_safe
@office_page("campaign.units.read")
def findings_xlsx(request: OfficeRequest) -> HttpResponse:
    """Exactly the filtered issue list as XLSX."""
    _, rows = _filtered(request)
    data = list_workbook("问题清单", ISSUE_COLUMNS, (_issue(row) for row in rows))
    return file_answer(data, XLSX_TYPE, f"指导检查问题清单{today():%Y%m%d}.xlsx")


def _filtered(request: OfficeRequest) -> tuple[FindingFilter, QuerySet[Finding]]:
    units = units_in_scope(request.actor, "campaign.units.read").order_by("order", "id")
    form = FindingFilter(request.GET, units=units)
    rows = queries.findings_for(request.actor)
    if not form.is_valid():
        return form, rows.none()
    unit, state = form.cleaned_data["unit"], form.cleaned_data["state"]
    if unit:
        rows = rows.filter(unit=unit)
    return form, rows.filter(state=state) if state else rows


def _issue(row: Finding) -> tuple[Value, ...]:
    papers = "；".join(paper.words for paper in row.papers.all())
    return (
        *(row.unit.name, row.check_made.checked_on, row.text, row.advice, row.due_on),
        *(row.get_state_display(), row.rectification, row.rectified_on, papers),
        *(row.closed_on, row.closed_by.name if row.closed_by else ""),
    )


@office_page("campaign.units.read")
@require_http_methods(["GET", "POST"])
def finding(request: OfficeRequest, finding: int) -> HttpResponse:
    """A finding: the unit says what it did; the Office strikes it off or sends it back."""
    shown = get_object_or_404(queries.findings_for(request.actor), pk=finding)
    verbs = ("rectify", "close_finding", "return_finding")
    allowed = may(request, shown.unit, verbs)
    form = RectifyForm(
        posted(request),
        uploads(request),
        unit=shown.unit,
        initial={"rectification": shown.rectification},
    )
    back = reverse("campaign:finding", args=[shown.pk])
    page = FormPage(
        "检查发现的问题", "报送整改情况", back, "问题清单", reverse("campaign:findings")
    )

    def act() -> str:
        text = form.cleaned_data["rectification"]
        actions.rectify(request.actor, shown, text, form.papers())
        return "整改情况已报送，等党政办公室复核销号。"

    context = {
        "finding": shown,
        "writable": allowed["rectify"] and shown.state == FindingState.OPEN,
        "reviewable": allowed["close_finding"] and shown.state == FindingState.RECTIFIED,
    }
    return answer(request, form, page, act, template="campaign/finding.html", **context)


@office_page("campaign.close_finding")
@require_http_methods(["GET", "POST"])
def finding_close(request: OfficeRequest, finding: int) -> HttpResponse:
    """Strike a finding off, after asking once."""
    shown = get_object_or_404(queries.findings_for(request.actor), pk=finding)
    back = reverse("campaign:finding", args=[shown.pk])
    if request.method == "POST":
        actions.close_finding(request.actor, shown)
        return redirect(back)
    return render(request, "campaign/finding_close.html", {"finding": shown, "back": back})


@office_page("campaign.return_finding")
@require_http_methods(["GET", "POST"])
def finding_return(request: OfficeRequest, finding: int) -> HttpResponse:
    """Send a rectification back."""
    shown = get_object_or_404(queries.findings_for(request.actor), pk=finding)
    form = ReturnFindingForm(posted(request))
    back = reverse("campaign:finding", args=[shown.pk])
    page = FormPage("退回整改", "退回", back, shown.text, back)

    def act() -> str:
        actions.return_finding(request.actor, shown, **form.cleaned_data)
        return f"已退回{shown.unit.name}继续整改。"

    return answer(request, form, page, act)
