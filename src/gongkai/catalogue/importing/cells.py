"""The value of one cell as words for a person, and words of a person as a value."""

import re
from collections.abc import Callable
from typing import Any

from gongkai.catalogue.models import LEVEL1_LENGTH, LEVEL2_LENGTH, Audience, Mode
from gongkai.catalogue.reading.model import COLUMNS as READ_COLUMNS
from gongkai.rules import time_limits

COLUMNS = {**READ_COLUMNS, "audience_group": "特定群体"}
"""Every column that the Office can correct, with its Chinese name."""

OBLIGATORY = ("field", "level1", "level2")
LEVEL_NAMES = ("省级", "市级", "州级", "县级", "乡级", "村级")
LONGEST = {"field": 60, "level1": LEVEL1_LENGTH, "level2": LEVEL2_LENGTH}

_LIST = re.compile(r"[、；;,，\n]+")


class CellError(ValueError):
    """What was typed is no value of the column; ``str()`` says so in Chinese."""


def as_text(column: str, value: Any) -> str:
    """The value as a person writes it; empty for None. Lists are joined by 、."""
    if value is None:
        return ""
    if column == "time_limit":
        return str(value.get("text") or "")
    if isinstance(value, list | tuple):
        return "、".join(str(each) for each in value)
    return str(value)


def from_text(column: str, text: str) -> Any:
    """The value that a person typed into a cell; None for nothing.

    Raises CellError for words that are no value of the column; KeyError for no column.
    """
    if column not in COLUMNS:
        raise KeyError(column)
    plain = text.replace("\r\n", "\n").strip()
    if not plain:
        return "" if column == "audience_group" else None
    return _READERS.get(column, _keep)(plain)


def check(column: str, value: Any) -> str | None:
    """What is wrong with a value, in Chinese; None when nothing is."""
    if value is None:
        return f"缺少{COLUMNS[column]}" if column in OBLIGATORY else None
    if column in LONGEST and len(value) > LONGEST[column]:
        return f"{COLUMNS[column]}最多{LONGEST[column]}个字，现在有{len(value)}个字"
    if column == "audience" and value not in Audience.values:
        return f"公开对象不能是“{value}”"
    if column == "mode" and value not in Mode.values:
        return f"公开方式不能是“{value}”"
    return None


def time_limit(text: str) -> dict[str, Any]:
    """A 公开时限 as the reading gives it: the phrase with its structure."""
    return {"text": text, **time_limits.parse(text).as_json()}


def _keep(text: str) -> str:
    return text


def _channels(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in _LIST.split(text) if part.strip()))


def _levels(text: str) -> list[str]:
    named = [part.strip() for part in _LIST.split(text) if part.strip()]
    wrong = [name for name in named if name not in LEVEL_NAMES]
    if wrong:
        raise CellError(f"没有“{wrong[0]}”这一层级，请写{'、'.join(LEVEL_NAMES[3:])}，用、隔开。")
    return [name for name in LEVEL_NAMES if name in named]


def _audience(text: str) -> str:
    named = {part.strip() for part in _LIST.split(text) if part.strip()}
    ordered = "、".join(name for name in ("全社会", "特定群体") if name in named)
    if not named or named - {"全社会", "特定群体"}:
        raise CellError("公开对象请写：全社会、特定群体，或者两者都写。")
    return ordered


def _mode(text: str) -> str:
    wanted = {"主动": "主动公开", "依申请": "依申请公开"}.get(text, text)
    if wanted not in Mode.values:
        raise CellError("公开方式请写：主动公开或者依申请公开。")
    return wanted


_READERS: dict[str, Callable[[str], Any]] = {
    "time_limit": time_limit,
    "channels": _channels,
    "levels": _levels,
    "audience": _audience,
    "mode": _mode,
}
