"""Pages of answer times and outcomes."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gongkai.foi.annual.outcomes import HEADINGS, as_csv, charts_of, units_of_year
from gongkai.ledger.clock import today
from gongkai.organisation.web import OfficeRequest, office_page
from gongkai.rules.annual_report.deadline import years_to_report


def _check(year: int) -> None:
    if year not in years_to_report(today()):
        raise Http404


@office_page("foi.annual_report.read")
def outcomes(request: OfficeRequest, year: int) -> HttpResponse:
    """Answer times and outcomes of a year by unit, with charts over the table."""
    _check(year)
    rows = units_of_year(request.actor, year)
    context = {
        "year": year,
        "years": years_to_report(today()),
        "headings": HEADINGS,
        "rows": [row.cells() for row in rows],
        "charts": charts_of(rows),
    }
    return render(request, "annual/outcomes.html", context)


@office_page("foi.annual_report.read")
def outcomes_csv(request: OfficeRequest, year: int) -> HttpResponse:
    """The same table as CSV."""
    _check(year)
    answer = HttpResponse(as_csv(units_of_year(request.actor, year)), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="foi-outcomes-{year}.csv"'
    return answer
