"""A duty's date in plain words: from when, counting what, by which phrase."""

from dataclasses import dataclass
from typing import Any

from gongkai.duty.models import Duty, DutyKind
from gongkai.rules.due import Due
from gongkai.rules.duty_clock import article, due_of


@dataclass(frozen=True)
class Explanation:
    """Why a duty is due on its day.

    ``lines`` for a person; ``inputs`` the four values of the count and the calendar edition;
    ``counted`` and ``excluded`` the days, each of these with its reason; ``notices`` the State
    Council's notices of the years that it passes through are in the edition of that name.
    """

    lines: tuple[str, ...]
    inputs: dict[str, Any]
    counted: tuple[str, ...]
    excluded: tuple[tuple[str, str], ...]
    provisional: bool


def explanation_of(duty: Duty) -> Explanation:
    """Explain the date of a duty (promise 3); needs ``clock`` and ``item`` at hand, no query."""
    kept = duty.clock.explanation
    return Explanation(
        lines=tuple(_lines(duty)),
        inputs={**_written(duty.inputs()), "article": article_of(duty)},
        counted=tuple(kept["counted"]),
        excluded=tuple((day["date"], day["why"]) for day in kept["excluded"]),
        provisional=duty.provisional,
    )


def article_of(duty: Duty) -> str:
    """What sets the limit: the phrase of the item under which the duty was counted."""
    return article(duty.item.time_limit_text, duty.note)


def counted_again(duty: Duty, calendar: Any) -> Due:
    """Count a duty's date once more on a calendar, with its article; for tests and doubts."""
    return due_of(duty.clock.count, calendar, article_of(duty))


def _lines(duty: Duty) -> list[str]:
    lines = [
        _from_what(duty),
        f"{duty.clock.explanation['sentence']}",
        f"依据：{article_of(duty)}。",
    ]
    if duty.until is not None:
        lines[1] = f"另有规定的截止日是{duty.until}。"
    if duty.extended_to is not None:
        lines.append(f"党政办公室同意延期至{duty.extended_to}：{duty.extended_why}。")
    return lines


def _from_what(duty: Duty) -> str:
    if duty.kind == DutyKind.EVENT:
        return f"{duty.formed_on}形成“{duty.what}”。"
    if duty.kind == DutyKind.STANDING:
        if duty.published_on is None:
            return f"自{duty.clock.start}起应当公开，还没有公开过。"
        return f"最近一次公开在{duty.published_on}，应当在到期日前核对更新。"
    return f"{duty.what}应当公开一次。"


def _written(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name == "start" else value for name, value in values.items()}
