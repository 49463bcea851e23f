"""How a message reads: in full within the house and by mail, in one sentence by SMS."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

GROUPS = {"told": "督办和通知", "late": "已经逾期", "today": "今天到期", "ahead": "快到期的"}
"""Kinds of lines in their order, with their headings."""

SHOWN = 100
"""Lines of a message; the rest is counted, and the lists of the office have all."""


@dataclass(frozen=True)
class Line:
    """One thing. ``note`` stays within the house."""

    group: str
    what: str
    whose: str
    url: str
    due: str = ""
    words: str = ""
    note: str = ""

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Self:
        """A line as it was kept."""
        return cls(**stored)

    def kept(self) -> dict[str, str]:
        """The line as it is kept."""
        return asdict(self)


def ordered(lines: Iterable[Line]) -> list[Line]:
    """What was told first, then by date; never by who has more of it."""
    order = list(GROUPS)
    return sorted(lines, key=lambda line: (order.index(line.group), line.due, line.what))


def title(day: date, lines: Sequence[Line]) -> str:
    """What a message is about, in a line: numbers only."""
    late = sum(line.group == "late" for line in lines)
    ends = f"，其中{late}项已经逾期" if late else ""
    return f"{day.month}月{day.day}日提醒：{len(lines)}项{ends}"


def plain_text(words: str, lines: Sequence[Line], address: str) -> str:
    """The text of a mail. words: the first sentence; address: of the office, for the links."""
    parts = [words]
    for group, heading in GROUPS.items():
        found = [line for line in lines if line.group == group]
        if not found:
            continue
        parts.append(f"\n{heading}（{len(found)}项）")
        parts += [_entry(number, line, address) for number, line in enumerate(found[:SHOWN], 1)]
        if len(found) > SHOWN:
            parts.append(f"另有{len(found) - SHOWN}项，请登录后查看。")
    parts.append(f"\n提醒方式可以自己调整：{address}/reminders/mine/")
    return "\n".join(parts) + "\n"


def _entry(number: int, line: Line, address: str) -> str:
    date_words = f"，{line.due}到期" if line.due else ""
    said = f"，{line.words}" if line.words else ""
    return f"{number}. {line.what}（{line.whose}{date_words}{said}）\n   {address}{line.url}"


def short_text(town: str, message_title: str) -> str:
    """The text of an SMS or a WeChat Work message: no thing and nobody named."""
    return f"{town}政务公开{message_title}。请登录办理平台查看。"
