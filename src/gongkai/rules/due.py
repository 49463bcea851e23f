"""A statutory date that can explain itself (promise 3)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Unit = Literal["working_day", "calendar_day", "month"]
Direction = Literal["after", "before"]

UNIT_NAMES: dict[Unit, str] = {"working_day": "个工作日", "calendar_day": "日", "month": "个月"}


@dataclass(frozen=True)
class Due:
    """The end of a period with everything it was made of.

    ``counted`` has ``n`` entries in the order of counting, the last of them ``due``: for
    working and calendar days the days, for months the day on which each month is complete.
    ``excluded`` has the days left out, each with its reason. ``calendar`` is the name of the
    calendar edition; ``provisional_years`` are the years that decided and have no notice yet.
    """

    start: date
    n: int
    unit: Unit
    due: date
    counted: tuple[date, ...]
    excluded: tuple[tuple[date, str], ...]
    calendar: str
    provisional_years: tuple[int, ...] = ()
    article: str = ""
    direction: Direction = "after"

    @property
    def provisional(self) -> bool:
        """Whether the date may still change when a missing year's notice is entered."""
        return bool(self.provisional_years)

    def as_json(self) -> dict[str, Any]:
        """Give the explanation as the command line and the API print it."""
        return {
            "due": self.due.isoformat(),
            "provisional": self.provisional,
            "counted": [day.isoformat() for day in self.counted],
            "excluded": [{"date": day.isoformat(), "why": why} for day, why in self.excluded],
            "calendar": self.calendar,
        }

    def inputs(self) -> dict[str, Any]:
        """Give what the count was made from, so that it can be kept and made again."""
        return {
            "start": self.start.isoformat(),
            "n": self.n,
            "unit": self.unit,
            "direction": self.direction,
            "article": self.article,
            "calendar": self.calendar,
        }

    def sentence(self) -> str:
        """Give the explanation in plain Chinese, one sentence, for the person who must act."""
        parts = [self._counted_text()]
        if self.excluded:
            parts.append(self._excluded_text())
        if exchanged := self._exchanged():
            parts.append(f"含调休上班日{'、'.join(exchanged)}")
        if self.article:
            parts.append(f"依据{self.article}")
        if self.provisional:
            years = "、".join(str(year) for year in self.provisional_years)
            parts.append(f"{years}年放假安排尚未公布，此日期为暂定")
        return "，".join(parts) + "。"

    def _counted_text(self) -> str:
        if self.n == 0:
            return f"即{self.start}当日"
        if self.direction == "before":
            return f"{self.start}之前第{self.n}{UNIT_NAMES[self.unit]}为{self.due}"
        if self.unit == "month":
            return f"自{self.start}次日起满{self.n}个月为{self.due}"
        return f"自{self.start}次日起第{self.n}{UNIT_NAMES[self.unit]}为{self.due}"

    def _excluded_text(self) -> str:
        if self.unit != "working_day":
            first, why = self.excluded[0]
            return f"原末日{first}为{why.partition('，')[0]}，顺延至下一个工作日"
        days = Counter("周末" if why in ("周六", "周日") else why for _, why in self.excluded)
        return "跳过" + "、".join(f"{why}{count}天" for why, count in days.items())

    def _exchanged(self) -> list[str]:
        if self.unit != "working_day":
            return []
        return [str(day) for day in self.counted if day.weekday() >= 5]
