"""Statutory dates for ``gongkai due``: one question in, one answer out, no database, no clock."""

import json
import re
from datetime import date
from typing import Any

from gongkai.rules.calendar import Calendar
from gongkai.rules.counting import CountingError, due
from gongkai.rules.dates import DateOutOfRangeError
from gongkai.rules.due import Due

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORM = '{"from": "2026-02-10", "days": 20, "unit": "working_day"}'


class QuestionError(ValueError):
    """The question cannot be answered; the message says in Chinese what to correct."""


def read_date(text: object) -> date:
    """A date written YYYY-MM-DD; QuestionError for anything else."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise QuestionError(f"日期应写作“年-月-日”，如2026-02-10，现为：{text}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise QuestionError(f"没有{text}这一天，请核对日期。") from None


def answer(start: object, days: object, unit: object, calendar: Calendar) -> Due:
    """Count ``days`` of ``unit`` from ``start``; QuestionError where a part cannot be used."""
    if not isinstance(days, int) or isinstance(days, bool):
        raise QuestionError(f"days 应为整数，现为：{json.dumps(days, ensure_ascii=False)}")
    try:
        return due(read_date(start), days, str(unit), calendar)
    except (CountingError, DateOutOfRangeError) as error:
        raise QuestionError(str(error)) from None


def answer_line(line: str, calendar: Calendar) -> str:
    """Answer one JSON line ``{"from","days","unit"}`` with one JSON line.

    The answer is ``{"due","provisional","counted","excluded","calendar"}``, or ``{"error"}``
    in Chinese; no line raises.
    """
    try:
        asked = _question(line)
        found = answer(asked["from"], asked["days"], asked["unit"], calendar).as_json()
    except QuestionError as error:
        found = {"error": str(error)}
    return json.dumps(found, ensure_ascii=False)


def _question(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise QuestionError(f"这一行不是有效的 JSON，请写成 {_FORM}") from None
    if not isinstance(asked, dict):
        raise QuestionError(f"这一行不是 JSON 对象，请写成 {_FORM}")
    missing = [name for name in ("from", "days", "unit") if name not in asked]
    if missing:
        raise QuestionError(f"这一行缺少 {'、'.join(missing)}，请写成 {_FORM}")
    return asked
