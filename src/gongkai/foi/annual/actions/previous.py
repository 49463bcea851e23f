"""Taking the tables of last year's report out of a file, where it was not made here."""

from gongkai.foi.annual.actions.common import take_draft
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.reading import ReadingError, read
from gongkai.foi.annual.reading.own_format import tables_json
from gongkai.organisation.acting import Act, action
from gongkai.organisation.admission import Incoming, check_admissible
from gongkai.organisation.refusals import Invalid


@action("foi.set_previous_report")
def set_previous_report(act: Act, report: AnnualReport, name: str, data: bytes) -> AnnualReport:
    """Keep the tables of the year before, read from its published report.

    Raises Invalid on ``file`` when it cannot be read, or is the report of another year.
    """
    report = take_draft(act, report)
    try:
        reading = read(data, name)
    except ReadingError as error:
        raise Invalid({"file": str(error)}) from error
    check_admissible(Incoming(report.unit, None, name, data, is_file=True))
    if reading.year is not None and reading.year != report.year - 1:
        raise Invalid({"file": f"这是{reading.year}年的年度报告，请选择{report.year - 1}年的。"})
    before = {"name": report.previous.get("name", "")}
    report.previous = {"name": name, "tables": tables_json(reading.figures)}
    report.lock += 1
    report.save(update_fields=["previous", "lock"])
    act.record(report, unit=report.unit, before=before, after=report.previous)
    return report
