"""``gongkai duty make / recompute / report``: duties from the command line."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from gongkai.duty import actions
from gongkai.duty.coverage import Report, coverage_of
from gongkai.duty.models import Cause, Run
from gongkai.ledger import clock
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Refused


class Command(BaseCommand):
    """Make the duties of towns, put their clocks on the calendar in force, print coverage."""

    help = "公开任务：按目录生成、按工作日历重算、覆盖情况"

    def add_arguments(self, parser: CommandParser) -> None:
        """The verbs and their arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        maker = verbs.add_parser("make", help="按施行中的目录生成公开任务")
        _common(maker)
        maker.add_argument("--since", help="新的公开责任从哪一天起算（年-月-日）")
        _common(verbs.add_parser("recompute", help="按现行工作日历重算没有办结的期限"))
        reporter = verbs.add_parser("report", help="一年的覆盖情况")
        reporter.add_argument("--town", required=True, help="镇的标识")
        reporter.add_argument("--year", type=int, help="年度；不写为今年")
        reporter.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the verb; what is refused is said in one sentence."""
        verbs = {"make": self._make, "recompute": self._recompute, "report": self._report}
        try:
            verbs[options["verb"]](options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _make(self, options: dict[str, Any]) -> None:
        since = _date(options["since"])
        with transaction.atomic():
            runs = [
                actions.make(system_actor(town), town, Cause.PERSON, since)
                for town in _towns(options["town"])
            ]
        self._print_runs(runs, options["json"])

    def _recompute(self, options: dict[str, Any]) -> None:
        calendar = calendar_in_force()
        with transaction.atomic():
            runs = [
                actions.recompute(system_actor(town), town, calendar, Cause.PERSON)
                for town in _towns(options["town"])
            ]
        self._print_runs(runs, options["json"])

    def _report(self, options: dict[str, Any]) -> None:
        town = _towns(options["town"])[0]
        report = coverage_of(town, options["year"] or clock.today().year)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        for line in _lines(report):
            self.stdout.write(line)

    def _print_runs(self, runs: list[Run], as_json: bool) -> None:
        if as_json:
            found = [_run(run) for run in runs]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for run in runs:
            self.stdout.write(
                f"{run.town.name}：新增{run.made}项，重算{run.looked_at}项，"
                f"日期变动{run.moved}项，终止{run.ended}项（工作日历{run.calendar}）"
            )


def _common(parser: CommandParser) -> None:
    parser.add_argument("--town", help="镇的标识；不写为全部镇街")
    parser.add_argument("--json", action="store_true")


def _towns(slug: str | None) -> list[Town]:
    towns = list(Town.objects.filter(slug=slug) if slug else Town.objects.order_by("pk"))
    if not towns:
        raise CommandError(f"没有标识为“{slug}”的镇街。" if slug else "还没有镇街。")
    return towns


def _date(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"日期应写作“年-月-日”，如2026-01-01，现为：{text}") from None


def _run(run: Run) -> dict[str, Any]:
    return {
        "town": run.town.slug,
        "made": run.made,
        "recomputed": run.looked_at,
        "moved": run.moved,
        "ended": run.ended,
        "calendar": run.calendar,
        "events": run.digest,
    }


def _lines(report: Report) -> list[str]:
    found = [f"{report.year}年度覆盖情况（截至{report.as_of}）", _line("合计", report.total)]
    for title, lines in (
        ("按领域", report.by_field),
        ("按单位", report.by_unit),
        ("按法定依据", report.by_basis),
    ):
        found.append(title)
        for line in lines:
            gap = "  没有公开事项，也没有登记本年度无此类信息" if line.is_gap else ""
            found.append(f"  {_line(f'{line.code} {line.name}', line.tally)}{gap}")
    return found


def _line(name: str, tally: Any) -> str:
    return (
        f"{name}：应公开{tally.owed}项，已覆盖{tally.covered}项；"
        f"任务{tally.duties}项，已公开{tally.done}项，待公开{tally.waiting}项"
    )
