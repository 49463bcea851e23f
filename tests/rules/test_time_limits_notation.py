"""A short notation for time limits, so that the tables of phrases can be read at a glance."""

from __future__ import annotations

from gongkai.rules.time_limits import TimeLimit, parse


def said(phrase: str) -> list[str]:
    """The limits of a phrase in short: ``within 20 working_day after 信息形成, posted 7 …``."""
    first = parse(phrase)
    return [short(limit) for limit in (first, *first.also)]


def short(limit: TimeLimit) -> str:
    if limit.same_as_above:
        return "same as above"
    words: list[object] = [limit.kind or "unreadable", limit.period, limit.days, limit.unit]
    words += [limit.direction, limit.anchor]
    text = " ".join(str(word) for word in words if word is not None)
    if limit.publicity_days is not None:
        text += f", posted {limit.publicity_days} {limit.publicity_unit}"
    return text


def test_notation_shows_every_field() -> None:
    limit = TimeLimit(
        kind="periodic",
        days=10,
        unit="calendar_day",
        anchor="每季度结束",
        publicity_days=7,
        publicity_unit="working_day",
        period="quarter",
        direction="after",
    )
    assert short(limit) == (
        "periodic quarter 10 calendar_day after 每季度结束, posted 7 working_day"
    )
