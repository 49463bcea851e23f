"""What the actions of the annual report share."""

from typing import Any

from gongkai.foi.annual.computing import Computed, compute
from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.reading.own_format import tables_json
from gongkai.organisation.acting import Act
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import NotAllowedNow

_DONE = "这份年度报告已经定稿，不能再改。确需修改的，请先“重新编制”并写明理由。"


def take_draft(act: Act, report: AnnualReport) -> AnnualReport:
    """The report locked, permission asked, still a draft. Raises NotAllowedNow."""
    found = take(act, report)
    if found.state != ReportState.DRAFT:
        raise NotAllowedNow(_DONE)
    return found


def take(act: Act, report: AnnualReport) -> AnnualReport:
    """The report locked, and permission asked in its unit."""
    found = AnnualReport.objects.select_for_update().get(pk=report.pk)
    act.permit(found.unit)
    return found


def computed_json(town: Town, year: int) -> tuple[Computed, dict[str, Any]]:
    """The year as the records have it now, and what the report keeps of it."""
    computed = compute(town, year)
    kept = {
        "tables": tables_json(computed.figures),
        "facts": computed.facts.as_json(),
        "problems": computed.problems,
    }
    return computed, kept
