"""What people search and do not find (F07): a page of the office and its workbook.

Counted by the search page without any mark of a person (``search.actions.note_missing``).
"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.documents.workbook import list_workbook
from gongkai.ledger.clock import today
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of
from gongkai.search.models import DemandTerm
from gongkai.search.queries import found_now, repeated_demand

COLUMNS = (("检索词", 36), ("没有查到的次数", 16), ("最近一次", 14), ("现在能否查到", 16))


@office_page("portal.demand.read")
@require_safe
def demand(request: OfficeRequest) -> HttpResponse:
    """The terms of the actor's town, most often missed first."""
    page = page_of(request, repeated_demand(_town(request)))
    rows = _with_answers(request, list(page.object_list))
    return render(request, "portal/demand.html", {"page": page, "rows": rows})


@office_page("portal.demand.read")
@require_safe
def demand_xlsx(request: OfficeRequest) -> HttpResponse:
    """All terms of the list, as a workbook."""
    rows = _with_answers(request, list(repeated_demand(_town(request))))
    lines = ((t.folded, t.count, t.last_day, "能" if found else "不能") for t, found in rows)
    name = f"公众查找未果情况{today():%Y%m%d}.xlsx"
    return file_answer(list_workbook("查找未果", COLUMNS, lines), XLSX_TYPE, name)


Rows = list[tuple[DemandTerm, bool]]


def _town(request: OfficeRequest) -> str:
    return request.actor.town.slug if request.actor.town else ""


def _with_answers(request: OfficeRequest, terms: Sequence[DemandTerm]) -> Rows:
    """Each term with whether it is found today, asked by the hundred."""
    found: list[bool] = []
    for start in range(0, len(terms), 100):
        asked = [term.folded for term in terms[start : start + 100]]
        found += found_now(_town(request), asked)
    return list(zip(terms, found, strict=True))
