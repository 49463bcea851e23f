"""``gongkai due``: a statutory date with its explanation."""

import argparse
import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from gongkai.organisation.due_lines import QuestionError, answer, answer_line
from gongkai.organisation.management.lines import answer_lines, write_utf8
from gongkai.organisation.queries import calendar_in_force
from gongkai.rules.calendar import Calendar, builtin


class Command(BaseCommand):
    """Count a period, or with ``-`` answer JSON lines; works without a database."""

    help = "推算法定期限：次日起算，说明计入和扣除的日子"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The day of the event, the number and the unit."""
        parser.add_argument(
            "date", help="起算事由发生之日（年-月-日）；“-”表示从标准输入逐行读取 JSON"
        )
        parser.add_argument("--days", type=_number, help="期限的数目")
        parser.add_argument(
            "--unit",
            default="working_day",
            help="working_day 工作日、calendar_day 日历日、month 月；默认工作日",
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer; exit 1 with a plain sentence where the question cannot be answered."""
        calendar = _calendar()
        if options["date"] == "-":
            answer_lines(lambda line: answer_line(line, calendar))
            return
        write_utf8()
        try:
            if options["days"] is None:
                raise QuestionError("请用 --days 写明期限的数目。")
            found = answer(options["date"], options["days"], options["unit"], calendar)
        except QuestionError as error:
            _refuse(str(error), as_json=options["json"])
        if options["json"]:
            print(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            print(f"{found.due}\n{found.sentence()}日历版本 {found.calendar}。")


def _calendar() -> Calendar:
    try:
        return calendar_in_force()
    except DatabaseError:
        print("没有可读的数据库，按随软件提供的工作日历推算。", file=sys.stderr)
        return builtin()


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"应为整数，现为：{text}") from None


def _refuse(message: str, *, as_json: bool) -> NoReturn:
    if as_json:
        print(json.dumps({"error": message}, ensure_ascii=False))
    else:
        print(message, file=sys.stderr)
    raise SystemExit(1)
