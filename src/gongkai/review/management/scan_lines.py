"""``gongkai scan -``: JSON lines in, findings out, one answer for one line."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from gongkai.rules.detectors import Finding, Kind, scan


class LineError(ValueError):
    """A line that cannot be answered; its text says why, in Chinese."""


def answer_line(line: bytes, day: date, kinds: Collection[Kind]) -> dict[str, Any]:
    """The findings of a line ``{"id", "text"}``.

    Raises:
        LineError: for what is no such line.
    """
    question = _question(line)
    found = [plain(finding) for finding in scan(question["text"], day) if finding.kind in kinds]
    return {"id": question["id"], "findings": found}


def plain(finding: Finding) -> dict[str, Any]:
    """A finding as the command prints it."""
    return {
        "type": finding.kind,
        "level": finding.level,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
    }


def _question(line: bytes) -> dict[str, Any]:
    try:
        question = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise LineError("这一行不是 UTF-8 编码的文字。") from None
    except (ValueError, RecursionError):
        raise LineError("这一行不是 JSON。") from None
    if not isinstance(question, dict) or "id" not in question:
        raise LineError("这一行应当是带有 id 和 text 的 JSON 对象。")
    if not isinstance(question.get("text"), str):
        raise LineError("text 应当是文字。")
    return question
