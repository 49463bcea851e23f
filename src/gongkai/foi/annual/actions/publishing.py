"""Making the finished report a draft record, which goes the way of every record (promise 1)."""

from dataclasses import replace

from gongkai.catalogue.models import EditionState, Item
from gongkai.documents.annual_report import annual_report_docx, annual_report_html
from gongkai.foi.annual.actions.common import take
from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.queries import standing_of
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.publication.actions import attach, create, detach, edit
from gongkai.publication.drafting import Draft, FileToAdd
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Record
from gongkai.rules.columns import REPORTS

_NO_ITEM = "政府信息公开工作年度报告（《政府信息公开条例》第五十条），施行中的目录没有单列这一事项"
_CHANGE = "按重新定稿的年度报告更正"
_NAME = "政府信息公开工作年度报告"


@action("foi.draft_annual_record")
def draft_annual_record(act: Act, report: AnnualReport) -> Record:
    """Make the draft: the page as its body, the Word file attached. All or nothing.

    It is filed under the item of the catalogue that bears its name, where there is one for the
    unit. A report that was taken up again and finished anew goes into the record it has, as its
    next draft. Raises NotAllowedNow for a report that is not finished.
    """
    report = take(act, report)
    if report.state != ReportState.DONE:
        raise NotAllowedNow("年度报告定稿以后，才能转为公开信息。")
    printed = standing_of(report).printed()
    draft = Draft(
        title=printed.title,
        issuer=report.issuer,
        formed_on=today(),
        publicity="proactive",
        body=annual_report_html(printed),
        genre="报告",
        column=REPORTS,
        column_year=report.year,
    )
    file = FileToAdd(f"{printed.title}.docx", annual_report_docx(printed))
    record = _written(act.actor, report, draft, file)
    report.record = record
    report.save(update_fields=["record"])
    act.record(report, unit=report.unit, after={"record": record.index_number})
    return record


def _written(actor: Actor, report: AnnualReport, draft: Draft, file: FileToAdd) -> Record:
    """The record with the report in its newest draft."""
    if report.record is None:
        item = _item(report)
        reason = "" if item is not None else _NO_ITEM
        return create(actor, report.unit, draft, item, reason, files=(file,))
    edit(actor, report.record, replace(draft, change_note=_CHANGE))
    attached = newest(report.record).attachments.filter(name=file.name)
    if attached.exists():
        detach(actor, report.record, file.name)
    attach(actor, report.record, file.name, file.data)
    return report.record


def _item(report: AnnualReport) -> Item | None:
    """The item of the edition in force that is about annual reports, for this unit."""
    items = Item.objects.filter(
        edition__town_id=report.town_id,
        edition__state=EditionState.IN_FORCE,
        level2__contains=_NAME,
        responsible_units=report.unit_id,
    )
    return items.order_by("id").first()
