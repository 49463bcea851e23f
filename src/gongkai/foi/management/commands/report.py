"""``gongkai report check FILE`` / ``report annual YEAR``: the statutory report of a year."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gongkai.foi.annual.assessing import as_json, as_lines, assess
from gongkai.foi.annual.reading import ReadingError, ReportReading, read
from gongkai.ledger.clock import today


class Command(BaseCommand):
    """Check any annual report (needs no database), or compute one from the records."""

    help = "年度报告：核对数据（不需要数据库）、按一年的记录生成"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The verbs and their arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        checker = verbs.add_parser("check", help="核对一份年度报告的三张表")
        checker.add_argument("file", type=Path, help="DOCX、XLSX、HTML 或者本平台的 JSON")
        checker.add_argument("--previous", type=Path, help="上一年的年度报告，核对是否衔接")
        checker.add_argument("--township", action="store_true", help="按乡镇（街道）的报告核对")
        checker.add_argument("--json", action="store_true")
        annual = verbs.add_parser("annual", help="按一年的记录统计年度报告的数据、生成文字初稿")
        annual.add_argument("year", type=int, help="年度，例如 2025")
        annual.add_argument("--town", help="镇的标识；只有一个镇时可以不写")
        annual.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the verb."""
        verbs = {"check": self._check, "annual": self._annual}
        verbs[options["verb"]](options)

    def _check(self, options: dict[str, Any]) -> None:
        previous = options["previous"]
        found = assess(
            _reading(options["file"]),
            previous=None if previous is None else _reading(previous),
            township=options["township"],
            day=today(),
        )
        if options["json"]:
            print(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            print("\n".join(as_lines(found)))
        if not found.ok:
            sys.exit(1)

    def _annual(self, options: dict[str, Any]) -> None:
        from gongkai.foi.annual.command_line import annual_json, annual_lines

        found = annual_json(options["town"], options["year"])
        if options["json"]:
            print(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            print("\n".join(annual_lines(found)))


def _reading(path: Path) -> ReportReading:
    try:
        return read(path)
    except (ReadingError, OSError) as error:
        message = str(error) if isinstance(error, ReadingError) else f"打不开文件{path}"
        raise CommandError(message, returncode=2) from error
