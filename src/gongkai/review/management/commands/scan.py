"""``gongkai scan``: what must not be published as it stands."""

import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gongkai.documents.inspect import UploadError
from gongkai.ledger.clock import today
from gongkai.organisation.management.lines import write_utf8
from gongkai.review.management.file_scan import ROWS, FileScan, scan_file
from gongkai.review.management.scan_lines import LineError, answer_line
from gongkai.rules.detectors import COMMAND_KINDS, Kind, Level

LEVELS = {Level.HARD: "必须处理", Level.SOFT: "请核对"}


class Command(BaseCommand):
    """Scan a file, or with ``-`` answer JSON lines; works without a database."""

    help = "公开前检查：查找个人信息、密级标志和隐藏内容"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how to answer."""
        parser.add_argument("file", help="要检查的文件；“-”表示从标准输入逐行读取 JSON")
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--all", action="store_true", help="连同过程性信息等提示一并输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 without findings, 1 with findings, 2 for what cannot be read."""
        write_utf8()
        kinds = frozenset(Kind) if options["all"] else COMMAND_KINDS
        if options["file"] == "-":
            raise SystemExit(_answer_lines(kinds))
        try:
            found = scan_file(Path(options["file"]), today(), kinds)
        except UploadError as error:
            _refuse(str(error))
        except OSError:
            _refuse(f"打不开文件“{options['file']}”。请检查路径和读取权限。")
        if options["json"]:
            print(json.dumps(_as_json(options["file"], found), ensure_ascii=False))
        else:
            _tell(options["file"], found)
        raise SystemExit(1 if found.findings else 0)


def _answer_lines(kinds: Collection[Kind]) -> int:
    code, day = 0, today()
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        try:
            answer = answer_line(line, day, kinds)
        except LineError as error:
            answer, code = {"id": None, "error": str(error)}, 2
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return code


def _as_json(name: str, found: FileScan) -> dict[str, Any]:
    return {
        "file": name,
        "findings": [placed.as_json() for placed in found.findings],
        "unread": [
            {"place": part.place, "label": part.label, "why": part.why} for part in found.unread
        ],
    }


def _tell(name: str, found: FileScan) -> None:
    if not found.findings:
        print(f"{name}：没有发现需要处理的内容。")
    else:
        print(f"{name}：发现 {len(found.findings)} 处，请逐处核对。")
    for number, placed in enumerate(found.findings, 1):
        row = ROWS[placed.finding.kind]
        print(f"{number}. {placed.label}：{row.name}（{LEVELS[placed.finding.level]}）")
        print(f"   原文：{placed.finding.text!r}"[:200])
        print(f"   {row.explanation}{row.remedy}")
    for part in found.unread:
        print(f"须人工打开：{part.label}。{part.why}")


def _refuse(message: str) -> None:
    print(message, file=sys.stderr)
    raise SystemExit(2)
