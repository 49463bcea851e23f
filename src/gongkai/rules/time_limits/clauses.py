"""Read one clause of a cleaned phrase into its limits, in the order in which they stand."""

from __future__ import annotations

import re

from gongkai.rules.time_limits import grammar
from gongkai.rules.time_limits.model import Direction, Kind, Period, TimeLimit, Unit
from gongkai.rules.time_limits.numbers import parse_number

_MONTH_PERIODS: dict[int, Period] = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_RANGE = "期限写成了范围（{text}），请写明一个确定的数。"
_HOURS = "期限以小时计（{text}），不能换算成工作日、日或月，请人工填写。"
_NUMBER = "读不懂期限中的数（{text}），请人工填写。"
_MONTH_OR_MONTHS = "分不清“{text}”是指月份还是几个月，请人工填写。"
_POSTING_UNCLEAR = "分不清“{text}”是公示的时长还是公示前的期限，请人工填写。"
_LEAD = re.compile(r"^(?:应当?|须)?(?:在|于|按照?|根据|自)")
_COUNT = "每期公布的次数（{text}）没有可以记录的位置，请人工确认。"


def read_clause(text: str) -> list[TimeLimit]:
    """Read the limits of one clause; an empty list where it sets none."""
    dated = grammar.MONTH_DATE.search(text) or _year_date(text)
    if dated:
        return [
            *_quantities(text[: dated.start()]),
            _by_date(dated),
            *_quantities(text[dated.end() :]),
        ]
    return _quantities(text) or _without_number(text)


def _year_date(text: str) -> re.Match[str] | None:
    for match in grammar.YEAR_DATE.finditer(text):
        # A bare month is the date of some document unless it closes the time or recurs.
        if match["every"] or match["by"]:
            return match
    return None


def _by_date(match: re.Match[str]) -> TimeLimit:
    every = (match["every"] or "").rstrip("的")
    point = match["point"].removeprefix("的")
    direction: Direction | None = "before" if match["by"] else None
    # 次年, 次月 and a written year are part of the date; 每年 is the recurrence itself.
    anchor = point if not every or every[0] == "每" else every + point
    if match.re is grammar.MONTH_DATE:
        period: Period = "quarter" if "季" in every else "month"
        return TimeLimit(kind="periodic", anchor=anchor, period=period, direction=direction)
    yearly: Period | None = "year" if every and not every[0].isdigit() else None
    return TimeLimit(kind="by_date", anchor=anchor, period=yearly, direction=direction)


def _quantities(text: str) -> list[TimeLimit]:
    limits: list[TimeLimit] = []
    end = 0
    for match in grammar.QUANTITY.finditer(text):
        limits.append(_quantity(match, text[end : match.start()], text[match.end() :]))
        end = match.end()
    if limits and grammar.CONTINUOUS.search(text, end):
        limits.append(TimeLimit(kind="continuous"))
    return limits


def _quantity(match: re.Match[str], head: str, rest: str) -> TimeLimit:
    problem = _problem(match, head)
    if problem:
        return TimeLimit(reason=problem.format(text=match[0]))
    count, unit = _measure(match)
    tail = match["tail"] or ""
    if not tail.endswith("内") and _is_posting(head, rest, tail):
        return TimeLimit(publicity_days=count, publicity_unit=unit)
    if re.search(r"每隔?$", head):
        return _interval(count, unit)
    return _counted(count, unit, head, ahead=tail.endswith("前"))


def _problem(match: re.Match[str], head: str) -> str | None:
    if grammar.HOURS in match["unit"]:
        return _HOURS
    if match["high"]:
        return _RANGE
    if match["unit"] == "月":
        return _MONTH_OR_MONTHS
    if "半" in match["low"]:
        return None if match["unit"] == "年" else _NUMBER
    if not parse_number(match["low"]):
        return _NUMBER
    tail = match["tail"] or ""
    if tail.endswith("内") and grammar.POSTING_UNCLEAR.search(head):
        return _POSTING_UNCLEAR
    return None


def _measure(match: re.Match[str]) -> tuple[int, Unit]:
    word = match["unit"]
    unit, factor = grammar.UNITS.get(word) or grammar.UNITS[word.removeprefix("个")]
    if "半" in match["low"]:
        return 6, unit
    count = parse_number(match["low"])
    assert count is not None  # noqa: S101 - _problem has refused the others
    return count * factor, unit


def _is_posting(head: str, rest: str, tail: str) -> bool:
    if grammar.AHEAD.search(head) or tail:
        return False
    if grammar.POSTING_BEFORE.search(head) or grammar.POSTING_AFTER.match(rest):
        return True
    return bool(grammar.POSTED_FOR.match(rest)) and head.endswith(("进行", "为期"))


def _interval(count: int, unit: Unit) -> TimeLimit:
    if unit == "month" and count in _MONTH_PERIODS:
        return TimeLimit(kind="periodic", period=_MONTH_PERIODS[count])
    return TimeLimit(kind="periodic", days=count, unit=unit)


def _counted(count: int, unit: Unit, head: str, *, ahead: bool) -> TimeLimit:
    period, plain = _period(head)
    head_ahead = bool(grammar.AHEAD.search(head) or grammar.BEFORE_HEAD.search(head))
    before = ahead or (head_ahead and not plain)
    if head_ahead:
        head = grammar.BEFORE_HEAD.sub("", grammar.AHEAD.sub("", head))
    kind: Kind = "periodic" if period else "within"
    return TimeLimit(
        kind=kind,
        days=count,
        unit=unit,
        anchor=None if plain else find_anchor(head, any_words=before or period is not None),
        period=period,
        direction="before" if before else "after",
    )


def _period(text: str) -> tuple[Period | None, bool]:
    """Give the period named in the text, and whether the text names nothing beside it."""
    for pattern, period in grammar.PERIODS:
        if match := pattern.search(text):
            rest = text[match.end() :].removesuffix("前").strip("的，、")
            return period, not rest
    return None, False


def find_anchor(head: str, *, any_words: bool = False) -> str | None:
    """Find the event that a limit counts from, in the words before the number.

    Takes the words; gives the event without 自, 起 and 后, or None where they name only what is
    published. ``any_words`` accepts words that are no recognised event.
    """
    starts = list(grammar.FROM.finditer(head))
    text = head[starts[-1].end() :] if starts else head
    text = grammar.LABEL.sub("", grammar.PUBLISH_LEAD.sub("", text) or "")
    text = grammar.TRAILING.sub("", text)
    marked = grammar.AFTER_MARK.search(text)
    if marked:
        stem = text[: marked.start()]
        text = stem + ("之日" if "之日" in marked[0] else "")
    elif not any_words and not grammar.HAPPENING.search(text):
        return None
    text = text.strip("，、：-")
    if text.count("（") != text.count("）"):
        text = text.strip("（）")
    return text or None


def _without_number(text: str) -> list[TimeLimit]:
    for reader in (_periodic, _lasting, _at_once, _linked, _event):
        if limits := reader(text):
            return limits
    return []


def _periodic(text: str) -> list[TimeLimit]:
    for pattern, period in grammar.PERIODS:
        if match := pattern.search(text):
            return [_recurring(text, match, period), *_too_many(text)]
    if match := grammar.EVERY_FEW_DAYS.search(text):
        word = (match["word"] or match["per"] or "").removeprefix("个")
        unit, factor = grammar.UNITS[word]
        return [TimeLimit(kind="periodic", days=factor, unit=unit), *_too_many(text)]
    if grammar.UNDATED_PERIODIC.search(text):
        return [TimeLimit(kind="periodic")]
    return []


def _recurring(text: str, match: re.Match[str], period: Period) -> TimeLimit:
    event = grammar.EVENT.search(text, match.start())
    point = grammar.EVENT.search(text[match.start() :]) if not event else event
    if point is None or point["anchor"] == match[0]:
        return TimeLimit(kind="periodic", period=period)
    return TimeLimit(
        kind="periodic", period=period, anchor=point["anchor"], direction=_side(point["mark"])
    )


def _too_many(text: str) -> list[TimeLimit]:
    times = grammar.TIMES.search(text)
    if times and parse_number(times["count"]) != 1:
        return [TimeLimit(reason=_COUNT.format(text=times[0]))]
    return []


def _lasting(text: str) -> list[TimeLimit]:
    return _keyword(text, grammar.CONTINUOUS, "continuous")


def _at_once(text: str) -> list[TimeLimit]:
    return _keyword(text, grammar.IMMEDIATE, "immediate")


def _keyword(text: str, word: re.Pattern[str], kind: Kind) -> list[TimeLimit]:
    match = word.search(text)
    if not match:
        return []
    if progress := grammar.PROGRESS.search(text):
        return [TimeLimit(kind=kind, anchor=progress["anchor"])]
    head = text[: match.start()]
    event = grammar.EVENT.match(head)
    if event is None or grammar.NOT_EVENT.search(event["anchor"]):
        return [TimeLimit(kind=kind)]
    side = _side(event["mark"])
    # Ahead of an event 及时 adds nothing: the event itself is the latest moment.
    return [
        TimeLimit(
            kind="event" if side == "before" else kind,
            anchor=find_anchor(event["anchor"], any_words=True),
            direction=side,
        )
    ]


def _side(mark: str) -> Direction | None:
    if "前" in mark:
        return "before"
    return "after" if "后" in mark or mark == "起" else None


def _linked(text: str) -> list[TimeLimit]:
    for pattern in (grammar.PROGRESS, grammar.TOGETHER):
        if match := pattern.search(text):
            return [TimeLimit(kind="event", anchor=match["anchor"])]
    match = grammar.REFERRED.match(text)
    if match and not grammar.ONLY_RULES.match(text):
        return [TimeLimit(kind="event", anchor=_LEAD.sub("", match["anchor"]))]
    return []


def _event(text: str) -> list[TimeLimit]:
    match = grammar.EVENT.match(text)
    if match is None or grammar.NOT_EVENT.search(match["anchor"]):
        return []
    anchor = find_anchor(match["anchor"], any_words=True)
    return [TimeLimit(kind="event", anchor=anchor, direction=_side(match["mark"]))]
