"""Keeping signed sheets, and what the daily check found."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.organisation.web import PDF_TYPE, OfficeRequest, file_answer, office_page
from gongkai.publication.files import read
from gongkai.review import actions
from gongkai.review.daily import faults_of, latest_checks
from gongkai.review.queries import archive_of
from gongkai.review.views.common import sheet_or_404


@office_page("review.archive_sheet")
@require_POST
def archive(request: OfficeRequest, number: int) -> HttpResponse:
    """Put a signed sheet away."""
    actions.archive_sheet(request.actor, sheet_or_404(request, number))
    messages.success(request, f"第{number}号审查表已归档，打印件和签字数据已按摘要保存。")
    return redirect("review:sheet", number)


@office_page("review.read")
def archived_file(request: OfficeRequest, number: int, what: str) -> HttpResponse:
    """The printed form or the signed statements as they were put away."""
    found = archive_of(sheet_or_404(request, number))
    if found is None or what not in {"form", "statements"}:
        raise Http404
    name = f"信息发布保密审查表{number}（归档）"
    if what == "form":
        return file_answer(read(found.form), PDF_TYPE, f"{name}.pdf")
    return file_answer(read(found.statements), "application/json", f"{name}签字数据.json")


@office_page("review.archive_sheet")
def checks(request: OfficeRequest) -> HttpResponse:
    """What the daily check found, newest first."""
    town = request.account.unit.town
    found = [(check, faults_of(check, town)) for check in latest_checks()]
    return render(request, "review/checks.html", {"checks": found})
