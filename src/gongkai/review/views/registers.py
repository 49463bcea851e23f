"""The review register: every row that was ever registered, filtered by the address."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from gongkai.ledger.clock import today
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of
from gongkai.review.forms import RegisterFilterForm
from gongkai.review.models import ReviewRow
from gongkai.review.register import filtered, register_workbook, rows_for


@office_page("review.read")
def rows_register(request: OfficeRequest) -> HttpResponse:
    """The rows in a person's scope, newest sheet first."""
    form, rows = _rows(request)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "filtered": any(form.data.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "review/rows.html", context)


@office_page("review.read")
def register_xlsx(request: OfficeRequest) -> HttpResponse:
    """Exactly the rows of the list with the same address, as a workbook."""
    _, rows = _rows(request)
    name = f"信息发布保密审查登记簿{today():%Y%m%d}.xlsx"
    return file_answer(register_workbook(rows), XLSX_TYPE, name)


def _rows(request: OfficeRequest) -> tuple[RegisterFilterForm, QuerySet[ReviewRow]]:
    units = units_in_scope(request.actor, "review.read")
    form = RegisterFilterForm(request.GET, units=units)
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {"nothing": True}
    return form, filtered(rows_for(request.actor), wanted)
