"""What the page of a report draws: its sections, tables with the origin of each cell, next step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from gongkai.documents.annual_report.printed import PrintCell, figure_words, printed_tables
from gongkai.foi.annual.models import AnnualReport, ReportState
from gongkai.foi.annual.standing import Standing
from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.rules.annual_report.checking import Finding
from gongkai.rules.annual_report.layout import PLACES, SECTIONS, Place, place_words, row_words


@dataclass(frozen=True)
class ShownCell:
    """A cell as drawn: the printed cell, its origin, whether a person entered it, whether it takes
    part in something wrong, and the address at which its row is edited (on the row's label).
    """

    cell: PrintCell
    origin: str = ""
    own: bool = False
    wrong: bool = False
    edit_url: str = ""
    edit_words: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A section: heading, paragraphs, and its table as heading rows and body rows."""

    code: str
    heading: str
    paragraphs: list[str] = field(default_factory=list)
    table: str = ""
    head: list[list[ShownCell]] = field(default_factory=list)
    body: list[list[ShownCell]] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """The one next step: its label, address and why."""

    label: str
    url: str
    why: str


def shown_sections(standing: Standing, findings: Iterable[Finding]) -> list[ShownSection]:
    """The six sections of a report."""
    wrong = {place for found in findings for place in _marked(found)}
    tables = printed_tables(standing.figures)
    printed = standing.printed()
    shown = []
    for section in SECTIONS:
        if section.table is None:
            paragraphs = printed.paragraphs(section.code)
            shown.append(ShownSection(section.code, section.heading, paragraphs))
            continue
        table = tables[section.table]
        rows = [
            _with_edit(standing, [_cell(standing, cell, wrong) for cell in cells])
            for cells in table.in_rows()
        ]
        head, body = rows[: table.heading_rows], rows[table.heading_rows :]
        shown.append(ShownSection(section.code, section.heading, [], section.table, head, body))
    return shown


def _marked(found: Finding) -> tuple[Place, ...]:
    """The cells of a finding that are drawn as doubtful: of a long sum its total only."""
    if found.code == "suspect":
        return found.places
    if found.level != "error":
        return ()
    return found.places[:1] if found.code in ("results", "applicants", "outcomes") else found.places


def _cell(standing: Standing, cell: PrintCell, wrong: set[Place]) -> ShownCell:
    if cell.place is None:
        return ShownCell(cell)
    own = cell.place in standing.entries
    return ShownCell(cell, standing.origin(cell.place), own, cell.place in wrong)


def _with_edit(standing: Standing, cells: list[ShownCell]) -> list[ShownCell]:
    """The cells of a row of table 三, with the address of its editing on the label."""
    place = next((shown.cell.place for shown in cells if shown.cell.place), None)
    if place is None or place.table != "applications":
        return cells
    labels = [at for at, shown in enumerate(cells) if shown.cell.head]
    if not labels:
        return cells
    url = reverse("annual:row", args=[standing.report.year, place.table, place.row])
    last = labels[-1]
    words = row_words(place.table, place.row)
    cells[last] = ShownCell(cells[last].cell, edit_url=url, edit_words=words)
    return cells


@dataclass(frozen=True)
class ShownFinding:
    """A finding with the address at which it is dealt with; empty where there is none."""

    message: str
    url: str = ""


def shown_findings(
    report: AnnualReport, findings: Iterable[Finding], level: str
) -> list[ShownFinding]:
    """The findings of a level, each with where to go."""
    return [
        ShownFinding(found.message, _where(report, found))
        for found in findings
        if found.level == level
    ]


def _where(report: AnnualReport, found: Finding) -> str:
    if found.code in ("text", "fees", "length"):
        return reverse("annual:texts", args=[report.year])
    if not found.places:
        return ""
    place = found.places[0]
    if place.table == "applications":
        return reverse("annual:row", args=[report.year, place.table, place.row])
    return reverse("annual:figures", args=[report.year, place.table])


@dataclass(frozen=True)
class ShownEntry:
    """An entered number with what the records said, its reason, and who entered it when."""

    words: str
    number: str
    computed: str
    reason: str
    by: str
    at: datetime


def shown_entries(standing: Standing) -> list[ShownEntry]:
    """What people entered, in the order of the form."""
    return [
        ShownEntry(
            place_words(place),
            figure_words(standing.figures, place),
            figure_words(standing.computed, place),
            entry.reason,
            entry.by.name,
            entry.at,
        )
        for place in PLACES
        if (entry := standing.entries.get(place)) is not None
    ]


def next_step(actor: Actor, report: AnnualReport, findings: Sequence[Finding]) -> Step | None:
    """The one next step of a report for this person."""
    args = [report.year]
    if report.state == ReportState.DRAFT:
        if not reaches(actor, "foi.finish_annual_report", report.unit):
            return None
        errors = [finding for finding in findings if finding.level == "error"]
        if errors:
            return _mending(report, errors)
        return Step("定稿", reverse("annual:finish", args=args), "数据平衡，可以定稿。")
    if report.record is not None:
        url = reverse("publication:record", args=[report.record.slug])
        return Step("查看公开信息", url, "公开信息草稿已生成，送审、发布在那里办理。")
    if reaches(actor, "foi.draft_annual_record", report.unit):
        url = reverse("annual:record", args=args)
        return Step("转为公开信息", url, "已定稿，可以生成网页正文，送审后发布。")
    return None


def _mending(report: AnnualReport, errors: Sequence[Finding]) -> Step:
    """What to mend first: cells that are not filled in, then sums, then texts."""
    why = f"还有{len(errors)}处要处理。"
    if any(found.code == "blank" for found in errors):
        return Step("填写表二", reverse("annual:figures", args=[report.year, "information"]), why)
    sums = [found for found in errors if found.code not in ("text", "fees")]
    if sums:
        return Step("改正数据", _where(report, sums[0]) or "#errors", why)
    return Step("补写文字", reverse("annual:texts", args=[report.year]), why)
