"""``gongkai time-limit``: a 公开时限 phrase as structure."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gongkai.organisation.management.lines import answer_lines, write_utf8
from gongkai.rules.time_limits import TimeLimit, answer_line, parse

_KINDS = {
    "within": "限期内公开",
    "immediate": "及时公开",
    "continuous": "长期公开",
    "periodic": "定期公开",
    "by_date": "按日期公开",
    "event": "随事件公开",
}
_UNITS = {"working_day": "个工作日", "calendar_day": "日", "month": "个月"}
_PERIODS = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月"}
_DIRECTIONS = {"after": "之后", "before": "之前"}


class Command(BaseCommand):
    """Read a phrase, or with ``-`` answer JSON lines; needs no database."""

    help = "把“公开时限”的文字读成结构；读不懂的说明原因，不猜"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The phrase."""
        parser.add_argument("phrase", help="时限的原文；“-”表示从标准输入逐行读取 JSON")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer; a phrase that cannot be read is answered with its reason, not an error."""
        if options["phrase"] == "-":
            answer_lines(answer_line)
            return
        write_utf8()
        found = parse(options["phrase"])
        if options["json"]:
            print(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            for limit in (found, *found.also):
                print(_words(limit))


def _words(limit: TimeLimit) -> str:
    if limit.same_as_above:
        return "同上"
    if limit.kind is None:
        return limit.reason or "没有读出时限"
    parts = [_KINDS[limit.kind], _PERIODS.get(limit.period or "", ""), limit.anchor or ""]
    if limit.days is not None:
        where = _DIRECTIONS.get(limit.direction or "", "")
        parts.append(f"{where}{limit.days}{_UNITS.get(limit.unit or '', '')}")
    if limit.publicity_days is not None:
        parts.append(f"公示{limit.publicity_days}{_UNITS.get(limit.publicity_unit or '', '')}")
    return " ".join(part for part in parts if part)
