"""The catalogue's targets (``rules.indicators``), each with the list of what is lacking."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.duty.coverage.gaps import columned, website_gaps
from gongkai.duty.coverage.report import WEBSITE, Report
from gongkai.organisation.actor import Actor
from gongkai.rules.duty_state import State
from gongkai.rules.fields import TABLE as FIELDS
from gongkai.rules.indicators import TABLE, Indicator, Measured


@dataclass(frozen=True)
class Counted:
    """An indicator with its number, and where what is lacking is listed (empty: nowhere)."""

    indicator: Indicator
    measured: Measured
    address: str

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where nothing is judged."""
        return self.measured.meets(self.indicator.target)

    @property
    def percent(self) -> str:
        """The share in percent; a dash where there is nothing to count."""
        share = self.measured.share
        return "—" if share is None else f"{share:.1%}"

    @property
    def target_percent(self) -> str:
        """The target in percent; words where the source names none."""
        target = self.indicator.target
        return "没有规定" if target is None else f"{target:.0%}"


def indicators_of(actor: Actor, report: Report) -> list[Counted]:
    """The indicators as of the report's day. Some ten queries, however many duties there are."""
    numbers = {**_of_catalogue(report), **_of_duties(report), **_of_lines(report)}
    numbers |= _of_website(actor, report)
    places = _addresses(report.year)
    return [
        Counted(row, numbers[row.code], places.get(row.code, ""))
        for row in TABLE.as_of(report.as_of)
    ]


def _of_catalogue(report: Report) -> dict[str, Measured]:
    national = {row.code for row in FIELDS.as_of(report.as_of)}
    present = {report.items[identity].field.code for identity in report.in_force}
    owed = {one.identity for one in report.owed}
    return {
        "fields": Measured(len(national & present), len(national)),
        "assigned": Measured(len(report.in_force & owed), len(report.in_force)),
    }


def _of_duties(report: Report) -> dict[str, Measured]:
    total = report.total
    return {
        "coverage": Measured(total.covered, total.owed),
        "timeliness": Measured(total.states[State.IN_TIME], total.done),
        "overdue": Measured(total.duties - total.states[State.OVERDUE], total.duties),
    }


def _of_lines(report: Report) -> dict[str, Measured]:
    bases, stages = report.by_basis, report.by_stage
    categories, channels = report.by_village_category, report.by_channel
    return {
        "bases": Measured(sum(not line.is_gap for line in bases), len(bases)),
        "stages": Measured(sum(line.publications > 0 for line in stages), len(stages)),
        "categories": Measured(sum(line.tally.covered > 0 for line in categories), len(categories)),
        "channels": Measured(
            sum(line.proven for line in channels), sum(line.required for line in channels)
        ),
    }


def _of_website(actor: Actor, report: Report) -> dict[str, Measured]:
    online = {
        identity
        for identity in report.in_force
        if WEBSITE in (report.items[identity].channels or ())
    }
    lacking = {gap.item.identity for gap in website_gaps(actor)} & online
    return {
        "website": Measured(len(online) - len(lacking), len(online)),
        "columns": Measured(len(online & columned(actor)), len(online)),
    }


def _addresses(year: int) -> dict[str, str]:
    def to(place: str, **query: object) -> str:
        return f"{reverse(place)}?{urlencode({'year': year, **query})}"

    return {
        "fields": to("duty:coverage", by="field"),
        "assigned": to("duty:coverage", by="field"),
        "coverage": to("duty:coverage_owed", covered="0"),
        "timeliness": to("duty:list", state=State.LATE.value),
        "overdue": to("duty:list", state=State.OVERDUE.value),
        "website": reverse("duty:website_gaps"),
        "columns": reverse("duty:columns"),
        "bases": to("duty:coverage", by="basis"),
        "stages": to("duty:coverage", by="stage"),
        "categories": to("duty:coverage", by="category"),
        "channels": to("duty:coverage", by="channel"),
    }
