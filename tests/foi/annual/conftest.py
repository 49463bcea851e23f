"""A town's Office with a year behind it."""

from dataclasses import dataclass
from typing import Any

import pytest

from foi.world import Office, at
from gongkai.foi import actions as foi
from gongkai.foi.annual import actions as annual
from gongkai.foi.annual.models import AnnualReport
from gongkai.foi.annual.reading.numbers import figure
from gongkai.foi.models import Application
from gongkai.rules.annual_report.layout import Place

YEAR = 2025
UNKNOWN = [
    *(Place("information", "normative", c) for c in ("issued", "abolished", "in_force")),
    *(Place("information", r, "decided") for r in ("permits", "penalties", "enforcement")),
    Place("information", "fees", "amount"),
]
TEXTS = annual.AnnualTexts(
    issuer="示例镇人民政府",
    overview="一年来依法公开。",
    problems="解读不够。下一步改进。",
    other="本年度收取信息处理费总额为0元。",
)


@dataclass
class Year:
    """The Office and what happened to its cases in 2025."""

    office: Office

    def answered(
        self, came: str, on: str, code: str = "R13", kind: str = "natural", **facts: Any
    ) -> Application:
        """An application that came on a day and was answered on another."""
        case = self.office.on(came, kind=kind)
        with at(on):
            given = facts or {"agency": "示例区民政局", "reason": "由该机关制作"}
            foi.draft_reply(self.office.handler, case, foi.ReplyFacts(code, given))
            foi.issue_reply(self.office.head, case)
        return Application.objects.get(pk=case.pk)

    def made(self, day: str = "2026-01-20") -> AnnualReport:
        """The report as begun."""
        with at(day):
            return annual.make_annual_report(self.office.head, self.office.unit, YEAR)

    def whole(self, day: str = "2026-01-20") -> AnnualReport:
        """A report in which nothing is wrong."""
        report = self.made(day)
        with at(day):
            numbers = {place: figure("0", place) for place in UNKNOWN}
            given = annual.Entered(numbers, "各部门台账，2026年1月")
            annual.enter_annual_figures(self.office.head, report, given)
            return annual.write_annual_texts(self.office.head, report, TEXTS)

    def done(self) -> AnnualReport:
        """A finished report."""
        report = self.whole()
        with at("2026-01-21"):
            return annual.finish_annual_report(self.office.head, report)


@pytest.fixture
def year(db: Any) -> Year:
    return Year(Office())
