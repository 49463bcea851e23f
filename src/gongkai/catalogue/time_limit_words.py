"""A 公开时限 explained in words, so that a clerk sees how it will be counted."""

from collections.abc import Mapping
from typing import Any

_UNITS = {"working_day": "个工作日", "calendar_day": "个自然日", "month": "个月"}
_PERIODS = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月"}
_COUNTING = {
    "working_day": "从次日起算，不计周末和法定节假日，调休上班日计入",
    "calendar_day": "从次日起算，最后一天是节假日的顺延到假后第一个工作日",
    "month": "按月计算，没有对应日的到月末",
}


def explain(limit: Mapping[str, Any] | None) -> list[str]:
    """The structure of a time limit as sentences; the last says what cannot be read.

    limit: as ``rules.time_limits`` gives it (JSON); None: the source shows no limit.
    """
    if limit is None:
        return ["来源没有写明公开时限。"]
    sentences = [_sentence(limit)]
    sentences += [f"另有：{_sentence(further)}" for further in limit.get("also") or ()]
    return sentences


def _sentence(limit: Mapping[str, Any]) -> str:
    if limit.get("same_as_above"):
        return "与上一项相同。"
    kind = limit.get("kind")
    words = _WORDS[kind](limit) if kind else f"没有读懂：{limit.get('reason') or '原因不明'}"
    return f"{words}{_publicity(limit)}。"


def _within(limit: Mapping[str, Any]) -> str:
    anchor = limit.get("anchor") or "信息形成或者变更"
    side = "前" if limit.get("direction") == "before" else "后"
    counted = f"{anchor}{side}{_length(limit)}内" if side == "后" else f"{anchor}{_length(limit)}前"
    return f"{counted}（{_COUNTING.get(str(limit.get('unit')), '')}）"


def _immediate(limit: Mapping[str, Any]) -> str:
    anchor = limit.get("anchor")
    return f"{anchor}后立即公开，没有天数" if anchor else "形成后立即公开，没有天数"


def _continuous(_limit: Mapping[str, Any]) -> str:
    return "长期公开，内容变化时更新"


def _periodic(limit: Mapping[str, Any]) -> str:
    period = _PERIODS.get(str(limit.get("period")))
    if period is None:
        length = _length(limit)
        return f"每{length}公开一次" if length else "定期公开，没有写明间隔"
    anchor, length = limit.get("anchor") or "", _length(limit)
    side = "前" if limit.get("direction") == "before" else "后"
    point = f"，在{anchor}{side}{length}内" if length else (f"，在{anchor}" if anchor else "")
    return f"{period}公开一次{point}"


def _by_date(limit: Mapping[str, Any]) -> str:
    yearly = "每年" if limit.get("period") == "year" else ""
    side = "前" if limit.get("direction") == "before" else "后" if limit.get("direction") else ""
    return f"{yearly}{limit.get('anchor') or ''}{side}"


def _event(limit: Mapping[str, Any]) -> str:
    side = {"before": "之前", "after": "之后"}.get(str(limit.get("direction")), "")
    return f"随“{limit.get('anchor') or '有关事项'}”{side}公开，没有天数"


_WORDS = {
    "within": _within,
    "immediate": _immediate,
    "continuous": _continuous,
    "periodic": _periodic,
    "by_date": _by_date,
    "event": _event,
}


def _length(limit: Mapping[str, Any]) -> str:
    if limit.get("days") is None:
        return ""
    return f"{limit['days']}{_UNITS.get(str(limit.get('unit')), '天')}"


def _publicity(limit: Mapping[str, Any]) -> str:
    if limit.get("publicity_days") is None:
        return ""
    unit = _UNITS.get(str(limit.get("publicity_unit")), "天")
    return f"，公示{limit['publicity_days']}{unit}"
