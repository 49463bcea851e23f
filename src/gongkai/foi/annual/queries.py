"""Reading annual reports, within a person's scope."""

from django.db.models import QuerySet

from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.standing import Standing, figures_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import units_in_scope
from gongkai.rules.annual_report.figures import Figure
from gongkai.rules.annual_report.layout import Place


def reports_for(actor: Actor) -> QuerySet[AnnualReport]:
    """The annual reports in scope, newest year first."""
    return (
        AnnualReport.objects.filter(
            town_id=actor.town_id, unit__in=units_in_scope(actor, "foi.annual_report.read")
        )
        .select_related("record", "finished_by", "unit")
        .order_by("-year")
    )


def report_for(actor: Actor, year: int) -> AnnualReport:
    """One report; AnnualReport.DoesNotExist outside the scope."""
    return reports_for(actor).select_related("made_by", "town").get(year=year)


def standing_of(report: AnnualReport) -> Standing:
    """A report with its entries and what is known of the year before: two queries."""
    entries = {
        Place(entry.table, entry.row, entry.column): entry  # type: ignore[arg-type]
        for entry in report.entries.select_related("by")
    }
    before, name = _before(report)
    return Standing(report, entries, before, name)


def _before(report: AnnualReport) -> tuple[dict[Place, Figure], str]:
    """The figures of the year before: a finished report here, else those of a file."""
    last = (
        AnnualReport.objects.filter(town_id=report.town_id, year=report.year - 1)
        .filter(state=ReportState.DONE)
        .prefetch_related("entries")
        .first()
    )
    if last is None:
        given = report.previous
        return figures_of(given.get("tables", {})), str(given.get("name", ""))
    entries = {
        Place(entry.table, entry.row, entry.column): entry  # type: ignore[arg-type]
        for entry in last.entries.all()
    }
    return Standing(last, entries, {}, "").figures, str(last)
