"""The report as tables: what a page, a workbook and a print have in common, cell by cell.

A cell that counts something has the address of the list of exactly that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from gongkai.documents.workbook import Share
from gongkai.duty.coverage.report import ChannelLine, Line, Report, StageLine
from gongkai.rules.coverage import Tally
from gongkai.rules.duty_state import NAMES, State

COUNTED: Final = "counted"
"""All duties but those that ended unpublished, as a choice of the list of duties."""

SHOWN_STATES: Final = (
    State.IN_TIME,
    State.LATE,
    State.OVERDUE,
    State.DUE_SOON,
    State.NOT_DUE,
    State.NOTHING,
    State.EXCUSED,
)
BAD: Final = frozenset({State.OVERDUE})


class Cell(NamedTuple):
    """A value, where it leads (empty: nowhere), and whether it is something to mend."""

    value: str | int | Share | None
    address: str = ""
    late: bool = False
    note: str = ""

    @property
    def words(self) -> str:
        """The value as a page shows it: shares in percent, a dash for what cannot be said."""
        if self.value is None:
            return "—"
        return f"{self.value:.1%}" if isinstance(self.value, Share) else str(self.value)

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right."""
        return not isinstance(self.value, str)


@dataclass(frozen=True)
class Heading:
    """A heading of a column, with its width in characters."""

    name: str
    width: int = 8

    @property
    def is_number(self) -> bool:
        """Whether its column stands at the right."""
        return self.width <= 10


@dataclass(frozen=True)
class CoverageTable:
    """A table of the report. ``code`` names it in addresses."""

    code: str
    title: str
    note: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Cell]]


TITLES: Final = {
    "field": "按领域",
    "unit": "按单位",
    "basis": "按法定依据",
    "stage": "按五公开环节",
    "channel": "按公开渠道",
    "category": "按村务类别",
}
_NOTES: Final = {
    "field": "目录覆盖的领域，每个单位负责的每个公开事项算一项。",
    "unit": "每个单位负责的公开事项和任务。",
    "basis": "《政府信息公开条例》第二十条十五项、第二十一条乡镇八项。一个事项可以属于几项依据。"
    "每一项都要有公开事项，或者登记本年度无此类信息。",
    "stage": "本年度公开并有凭证的信息，按决策、执行、管理、服务、结果归类。",
    "channel": "目录要求的渠道，本年度有公开凭证的算已证明；政府网站以实际看到的网址为凭证。",
    "category": "村（居）民委员会负责的公开事项，按实施方案的六类重点。",
}
_LINE: Final = (
    *(Heading("事项"), Heading("应公开"), Heading("已覆盖"), Heading("未覆盖")),
    *(Heading("覆盖率"), Heading("任务")),
    *(Heading(NAMES[state], 10) for state in SHOWN_STATES),
    Heading("按时率"),
)


def table_of(report: Report, code: str) -> CoverageTable:
    """One table of the report by its code (``TITLES``). KeyError for another."""
    make: Callable[[Report], tuple[Sequence[Heading], list[list[Cell]]]] = {
        "field": _fields,
        "unit": _units,
        "basis": _bases,
        "stage": _stages,
        "channel": _channels,
        "category": _categories,
    }[code]
    headings, rows = make(report)
    return CoverageTable(code, TITLES[code], _NOTES[code], headings, rows)


def total_cells(report: Report) -> list[tuple[str, Cell]]:
    """The numbers of the whole report, each with its words."""
    cells = _numbers(report.total, _Links(report.year, {}))
    names = [heading.name for heading in _LINE[1:]]
    return list(zip(names, cells, strict=True))


class _Links:
    """Addresses of the lists behind the cells of one line: a table has a thousand of them."""

    def __init__(self, year: int, line: dict[str, str]) -> None:
        query = urlencode({"year": str(year), **line})
        self._duties = f"{reverse('duty:list')}?{query}"
        self._owed = f"{reverse('duty:coverage_owed')}?{query}"

    def duties(self, state: str = "") -> str:
        """The duties of the line, in a state."""
        return f"{self._duties}&state={state}" if state else self._duties

    def owed(self, **more: str) -> str:
        """What units owe on the line."""
        return "&".join((self._owed, *(f"{name}={value}" for name, value in more.items())))


def _numbers(tally: Tally, links: _Links) -> list[Cell]:
    """Owed, covered, not covered, share, duties, their states, share in time."""
    missing = tally.owed - tally.covered
    return [
        _count(tally.owed, links.owed()),
        _count(tally.covered, links.owed(covered="1")),
        _count(missing, links.owed(covered="0"), late=True),
        Cell(_share(tally.coverage)),
        _count(tally.duties, links.duties(COUNTED)),
        *(
            _count(tally.states[state], links.duties(state.value), late=state in BAD)
            for state in SHOWN_STATES
        ),
        Cell(_share(tally.timeliness)),
    ]


def _count(number: int, address: str, *, late: bool = False) -> Cell:
    """A number that leads to what it counts; a nought leads nowhere."""
    return Cell(number, address if number else "", late and number > 0)


def _share(share: float | None) -> Share | None:
    return None if share is None else Share(share)


def _line_cells(line: Line, name: Cell, links: _Links) -> list[Cell]:
    unassigned = f"其中{line.unassigned}项没有责任单位" if line.unassigned else ""
    items = Cell(line.items, late=bool(unassigned), note=unassigned)
    return [name, items, *_numbers(line.tally, links)]


def _lines(report: Report, lines: Sequence[Line], key: str) -> list[list[Cell]]:
    found = []
    for line in lines:
        links = _Links(report.year, {key: line.code})
        found.append(_line_cells(line, Cell(line.name, links.duties()), links))
    return found


def _fields(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    return (Heading("领域", 20), *_LINE), _lines(report, report.by_field, "field")


def _units(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    return (Heading("单位", 24), *_LINE), _lines(report, report.by_unit, "unit")


def _categories(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    lines = report.by_village_category
    return (Heading("类别", 16), *_LINE), _lines(report, lines, "category")


def _bases(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    rows = []
    for line in report.by_basis:
        links = _Links(report.year, {"basis": line.code})
        name = Cell(f"{line.code} {line.name}", links.duties() if line.tally.owed else "")
        declared = f"已登记本年度无此类信息：{line.nothing}" if line.nothing else ""
        told = "没有公开事项，也没有登记本年度无此类信息" if line.is_gap else declared
        rows.append([*_line_cells(line, name, links), Cell(told, late=line.is_gap)])
    return (Heading("法定依据", 40), *_LINE, Heading("说明", 24)), rows


def _channels(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    headings = (Heading("渠道", 20), Heading("应公开"), Heading("已证明"), Heading("还缺凭证"))
    rows = [_channel(report, line) for line in report.by_channel]
    return (*headings, Heading("比例")), rows


def _channel(report: Report, line: ChannelLine) -> list[Cell]:
    links = _Links(report.year, {"channel": line.name})
    return [
        Cell(line.name, links.duties()),
        _count(line.required, links.owed()),
        _count(line.proven, links.owed(shown="1")),
        _count(line.missing, links.owed(shown="0"), late=True),
        Cell(Share(line.proven / line.required) if line.required else None),
    ]


def _stages(report: Report) -> tuple[Sequence[Heading], list[list[Cell]]]:
    rows = [_stage(report, line) for line in report.by_stage]
    return (Heading("环节", 12), Heading("信息"), Heading("本环节还没有信息的领域", 60)), rows


def _stage(report: Report, line: StageLine) -> list[Cell]:
    links = _Links(report.year, {"stage": line.code})
    missing = "、".join(line.missing_fields) or "无，各领域都有"
    return [
        Cell(line.name, links.duties() if line.publications else ""),
        _count(line.publications, links.duties()),
        Cell(missing),
    ]
