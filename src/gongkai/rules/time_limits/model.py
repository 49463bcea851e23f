"""What a 公开时限 phrase says, as structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["within", "immediate", "continuous", "periodic", "by_date", "event"]
Unit = Literal["working_day", "calendar_day", "month"]
Period = Literal["year", "half_year", "quarter", "month"]
Direction = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One time limit, with the further limits of the same phrase in ``also``.

    ``kind`` is one of:

    - ``within``: ``days`` of ``unit`` after (``direction`` "after") or ahead of ("before") the
      ``anchor``; the anchor is None where the phrase names none. Years are twelve months, weeks
      seven calendar days.
    - ``immediate``: 及时, 实时, 即时, 随时, 立即, 当日 and the like; ``anchor`` where one is named.
    - ``continuous``: 长期, 常年, 持续, 动态更新: to be found at all times.
    - ``periodic``: again in every ``period``, with ``days``/``anchor``/``direction`` where the
      phrase sets a point in it (每季度结束后10日内, 每月10日前). An interval that is no named
      period is given in ``days`` and ``unit`` with ``period`` None (每20个工作日, 每周 = 7 days);
      定期 without an interval has neither.
    - ``by_date``: a calendar date in ``anchor``; ``period`` is "year" where it returns every year
      (每年1月31日前) and None where the phrase does not say so.
    - ``event``: hangs on an event or on a time fixed elsewhere, without a number.
    - None: not readable; ``reason`` says why in Chinese (None for 同上).

    ``publicity_days``/``publicity_unit`` are the length of a posting (公示, 公告, 征求意见),
    never the time within which it has to begin.
    """

    kind: Kind | None = None
    days: int | None = None
    unit: Unit | None = None
    anchor: str | None = None
    publicity_days: int | None = None
    publicity_unit: Unit | None = None
    period: Period | None = None
    direction: Direction | None = None
    same_as_above: bool = False
    also: tuple[TimeLimit, ...] = ()
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the answer of ``gongkai time-limit --json``.

        ``reason`` is present only where ``kind`` is None and the phrase is not 同上. The entries
        of ``also`` have the same keys except ``also`` itself.
        """
        answer = self._own_json()
        answer["also"] = [further._own_json() for further in self.also]
        if self.reason is not None:
            answer["reason"] = answer.pop("reason")
        return answer

    def _own_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "kind": self.kind,
            "days": self.days,
            "unit": self.unit,
            "anchor": self.anchor,
            "publicity_days": self.publicity_days,
            "publicity_unit": self.publicity_unit,
            "period": self.period,
            "direction": self.direction,
            "same_as_above": self.same_as_above,
        }
        if self.reason is not None:
            answer["reason"] = self.reason
        return answer
