"""What people search and do not find (F07): a page of the office and its workbook.

Counted by the search page without any mark of a person (``search.actions.note_missing``).
"""

import io
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from gongkai.ledger.clock import today
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.search.models import DemandTerm
from gongkai.search.queries import found_now, repeated_demand

HEADINGS = ("检索词", "没有查到的次数", "最近一次", "现在能否查到")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (36, 16, 14, 16)
_FORMULA_SIGNS = ("=", "+", "-", "@")


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
    answer = HttpResponse(_workbook(rows), content_type=XLSX_TYPE)
    name = f"公众查找未果情况{today():%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


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


def _workbook(rows: Rows) -> bytes:
    """The rows as XLSX; a term is never taken for a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "查找未果"
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(HEADINGS)
    for term, found in rows:
        sheet.append([term.folded, term.count, term.last_day, "能" if found else "不能"])
        cell = sheet.cell(sheet.max_row, 1)
        cell.data_type = "s"
        cell.quotePrefix = term.folded.startswith(_FORMULA_SIGNS)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
