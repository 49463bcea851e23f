"""Read one clause of a cleaned phrase into its limits, in the order in which they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from gongkai.rules.time_limits import grammar
from gongkai.rules.time_limits.model import Direction, Kind, Period, TimeLimit, Unit
from gongkai.rules.time_limits.numbers import parse_number

_MONTH_PERIODS: dict[int, Period] = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}
_WHOLE_PERIODS: dict[str, Period] = {
    "季度": "quarter",
    "月度": "month",
    "年度": "year",
}
_RANGE = "期限写成了范围（{text}），请写明一个确定的数。"
_HOURS = "期限以小时计（{text}），不能换算成工作日、日或月，请人工填写。"
_DATE = "读不懂日期（{text}），请人工填写。"
_NUMBER = "读不懂期限中的数（{text}），请人工填写。"
_MONTH_OR_MONTHS = "分不清“{text}”是指月份还是几个月，请人工填写。"
_POSTING_UNCLEAR = "分不清“{text}”是公示的时长还是公示前的期限，请人工填写。"
_PUBLISHED_FOR = "分不清“{text}”是公开持续的时长还是公开前的期限，请人工填写。"
_YEARS = "分不清“{text}”是每隔多久、多久之内还是公开多久，请人工填写。"
_COUNT = "每期公布的次数（{text}）没有可以记录的位置，请人工确认。"
_LINKING = re.compile(r"^(?:应当?|须)?(?:在|于|按照?|根据|自)")


def read_clause(text: str) -> list[TimeLimit]:
    """Read the limits of one cleaned clause; an empty list where it sets none."""
    text = grammar.COLUMN_NAME.sub("", text)
    dates = _month_dates(text) or _year_dates(text)
    if not dates:
        if broken := grammar.UNREADABLE_DATE.search(text):
            return [TimeLimit(reason=_DATE.format(text=broken[0]))]
        if grammar.WHOLE_YEARS.fullmatch(text):
            return [TimeLimit(reason=_YEARS.format(text=text))]
        return _quantities(text) or _without_number(text)
    limits = _quantities(text[: dates[0].start()])
    period: Period | None = "year" if grammar.LAST_YEAR.search(text) else None
    for match in dates:
        limit = _by_date(match, text[: dates[0].start()])
        # 每年4月30日前、10月31日前: what recurs is said once.
        period = limit.period or period
        limits.append(replace(limit, period=period))
    return limits + _quantities(text[dates[-1].end() :])


def _month_dates(text: str) -> list[re.Match[str]]:
    return list(grammar.MONTH_DATE.finditer(text))


def _year_dates(text: str) -> list[re.Match[str]]:
    # A bare month or day is the date of some document unless it closes the time or recurs.
    whole = grammar.WHOLE_DATE.match(text)
    return [
        match
        for match in grammar.YEAR_DATE.finditer(text)
        if match["by"] or whole or (match["every"] and not match["every"][0].isdigit())
    ]


def _by_date(match: re.Match[str], before: str) -> TimeLimit:
    every = (match["every"] or "").rstrip("的")
    point = match["point"].removeprefix("的")
    direction: Direction | None = "before" if match["by"] else None
    # 次年, 次月 and a written year are part of the date; 每年 is the recurrence itself.
    if every and every[0] not in "每季":
        point = every + point
    if match.re is grammar.YEAR_DATE:
        yearly: Period | None = "year" if every and not every[0].isdigit() else None
        return TimeLimit(kind="by_date", anchor=point, period=yearly, direction=direction)
    period: Period = "quarter" if "季" in every else "month"
    outer, plain = _period(before)
    if outer:
        # 每季度结束后次月10日前 comes every quarter, not every month.
        period, point = outer, point if plain else before + point
    elif point in "底末初":
        point = ("季" if period == "quarter" else "月") + point
    return TimeLimit(kind="periodic", anchor=point, period=period, direction=direction)


def _quantities(text: str) -> list[TimeLimit]:
    limits: list[TimeLimit] = []
    end = 0
    for match in grammar.QUANTITY.finditer(text):
        head = text[end : match.start()]
        if end:
            head = grammar.PUBLISH_LEAD.sub("", head)
        limits += _quantity(match, head, text[match.end() :])
        end = match.end()
    if limits and grammar.CONTINUOUS.search(text, end):
        limits.append(TimeLimit(kind="continuous"))
    # 20个工作日内及时公开 is one limit; 20个工作日内公开并及时更新 is two.
    if limits and grammar.ALSO_AT_ONCE.search(text, end):
        limits.append(TimeLimit(kind="immediate"))
    return limits


def _quantity(match: re.Match[str], head: str, rest: str) -> list[TimeLimit]:
    problem = _number_problem(match) or _length_problem(match, head, rest)
    if problem:
        return [TimeLimit(reason=problem.format(text=match[0]))]
    count, unit = _measure(match)
    tail = match["tail"] or ""
    if not tail and _is_posting(head, rest):
        return [_posting(count, unit, head)]
    if grammar.INTERVAL_BEFORE.search(head) or (not tail and grammar.INTERVAL_AFTER.match(rest)):
        return [_interval(count, unit), *_too_many(rest)]
    return [_counted(count, unit, head, ahead=tail.endswith("前"))]


def _posting(count: int, unit: Unit, head: str) -> TimeLimit:
    posting = TimeLimit(publicity_days=count, publicity_unit=unit)
    # 民主评议结束后公示7天: the event says when the posting begins.
    begins = _event(grammar.POSTING_BEFORE.sub("", head))
    if not begins:
        return posting
    return replace(begins[0], publicity_days=count, publicity_unit=unit)


def _number_problem(match: re.Match[str]) -> str | None:
    if grammar.HOURS in match["unit"]:
        return _HOURS
    if match["high"]:
        return _RANGE
    if "半" in match["low"]:
        return None if match["unit"] == "年" else _NUMBER
    if match["unit"] == "月":
        return _MONTH_OR_MONTHS
    return None if parse_number(match["low"]) else _NUMBER


def _length_problem(match: re.Match[str], head: str, rest: str) -> str | None:
    if grammar.POSTING_AT_MOST.search(head):
        return _POSTING_UNCLEAR
    if not match["tail"] and _is_posting(head, rest):
        return None
    if (match["tail"] or "").endswith("内"):
        return _POSTING_UNCLEAR if grammar.POSTING_UNCLEAR.search(head) else None
    if grammar.PUBLISHED_FOR.search(head):
        return _PUBLISHED_FOR
    # 7个工作日公示 may be either; 决定作出之日起7个工作日公示 counts from an event.
    either = not match["tail"] and grammar.POSTED_FOR.match(rest)
    return _POSTING_UNCLEAR if either and find_anchor(head) is None else None


def _measure(match: re.Match[str]) -> tuple[int, Unit]:
    word = match["unit"]
    unit, factor = grammar.UNITS.get(word) or grammar.UNITS[word.removeprefix("个")]
    if "半" in match["low"]:
        return 6, unit
    # _number_problem has turned away the numerals that make no number.
    return (parse_number(match["low"]) or 0) * factor, unit


def _is_posting(head: str, rest: str) -> bool:
    if grammar.AHEAD.search(head):
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
    text = grammar.TRAILING.sub("", grammar.LABEL.sub("", grammar.LEAD.sub("", head)))
    text = grammar.FROM.split(text)[-1]
    marked = grammar.AFTER_MARK.search(text)
    if marked:
        text = text[: marked.start()] + ("之日" if "之日" in marked[0] else "")
    elif not any_words and not grammar.HAPPENING.search(text):
        return None
    text = text.strip("，、：-")
    if text.count("（") != text.count("）"):
        text = text.strip("（）")
    return text or None


def _without_number(text: str) -> list[TimeLimit]:
    for reader in (_periodic, _by_keyword, _linked, _event):
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
    if grammar.WHOLE_PERIOD.fullmatch(text):
        return [TimeLimit(kind="periodic", period=_WHOLE_PERIODS[text])]
    if grammar.UNDATED_PERIODIC.search(text):
        return [TimeLimit(kind="periodic")]
    return []


def _recurring(text: str, match: re.Match[str], period: Period) -> TimeLimit:
    point = grammar.EVENT.match(text[match.start() :])
    if point is None or point["anchor"] == match[0] or grammar.NOT_EVENT.search(point["anchor"]):
        return TimeLimit(kind="periodic", period=period)
    return TimeLimit(
        kind="periodic", period=period, anchor=point["anchor"], direction=_side(point["mark"])
    )


def _too_many(text: str) -> list[TimeLimit]:
    times = grammar.TIMES.search(text)
    if times and parse_number(times["count"]) != 1:
        return [TimeLimit(reason=_COUNT.format(text=times[0]))]
    return []


def _by_keyword(text: str) -> list[TimeLimit]:
    found: list[tuple[int, TimeLimit]] = []
    words: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("continuous", grammar.CONTINUOUS),
        ("immediate", grammar.IMMEDIATE),
    )
    for kind, word in words:
        if match := word.search(text):
            found.append((match.start(), _at_keyword(kind, match, text)))
    return [limit for _, limit in sorted(found, key=lambda pair: pair[0])]


def _at_keyword(kind: Kind, match: re.Match[str], text: str) -> TimeLimit:
    if progress := grammar.PROGRESS.search(text):
        return TimeLimit(kind=kind, anchor=progress["anchor"])
    head = text[: match.start()]
    event = grammar.EVENT.match(head)
    if event is None or grammar.NOT_EVENT.search(event["anchor"]):
        anchor = None if grammar.PUBLISHED.search(head) else find_anchor(head)
        return TimeLimit(kind=kind, anchor=anchor, direction="after" if anchor else None)
    side = _side(event["mark"])
    # Ahead of an event 及时 adds nothing: the event itself is the latest moment.
    return TimeLimit(
        kind="event" if side == "before" else kind,
        anchor=find_anchor(event["anchor"], any_words=True),
        direction=side,
    )


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
        return [TimeLimit(kind="event", anchor=_LINKING.sub("", match["anchor"] or match["term"]))]
    return []


def _event(text: str) -> list[TimeLimit]:
    match = grammar.EVENT.match(text)
    if match is None or grammar.NOT_EVENT.search(match["anchor"]):
        return []
    anchor = find_anchor(match["anchor"], any_words=True)
    return [TimeLimit(kind="event", anchor=anchor, direction=_side(match["mark"]))]
