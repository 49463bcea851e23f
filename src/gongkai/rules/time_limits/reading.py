"""Read a whole 公开时限 phrase: split it into clauses, read them, and put the limits together."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from gongkai.rules.time_limits import grammar
from gongkai.rules.time_limits.clauses import read_clause
from gongkai.rules.time_limits.clean import clean, ditto
from gongkai.rules.time_limits.model import TimeLimit
from gongkai.rules.time_limits.numbers import NUMBER

_NOTHING = "没有填写时限"
_ONLY_POSTING = "只写了公示的时长，没有写明应当在何时公开。"
_ONLY_RULES = "只写了按规定，没有写明具体的时限。"
_VAGUE = "“{text}”没有写明确定的时限，请人工填写。"
_UNREADABLE = "看不懂这句时限，请人工填写。"

_BRACKET = re.compile(r"（([^（）]*)）")
_OPEN_ENDED = re.compile(r"(?:[之以]?后|起|[之以]?前|时)$")
_CONTINUES = re.compile(
    rf"^(?:应当?|须|必须|可|在|于|的|最迟|不超过|原则上|一般|由|至少|提前|即)*"
    rf"(?:{NUMBER}个?(?:工作|自然|日|天|月|年|周)|半年|一?{grammar.IMMEDIATE.pattern})"
)
_SAME = re.compile(r"同上")


def parse(phrase: str | None) -> TimeLimit:
    """Read a 公开时限 phrase as printed in a catalogue, damage included.

    Takes the text of the cell (None or blank for an empty one); gives the first limit, with the
    others in ``also``. What cannot be read has ``kind`` None and a reason in Chinese; it is never
    guessed. Raises nothing for any text.
    """
    if phrase is None:
        return TimeLimit(reason=_NOTHING)
    if ditto(phrase):
        return TimeLimit(same_as_above=True)
    text = clean(phrase)
    if grammar.EMPTY.fullmatch(text):
        return TimeLimit(reason=_NOTHING)
    return _combine(_limits(text), text)


def answer_line(line: str) -> str:
    """Answer one JSON line ``{"phrase": …}`` with the JSON line of its time limit.

    A line that is no such object is answered with ``{"error": …}`` in Chinese.
    """
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return _error('这一行不是有效的 JSON，请写成 {"phrase": "……"}。')
    if not isinstance(asked, dict) or "phrase" not in asked:
        return _error('这一行缺少 phrase，请写成 {"phrase": "……"}。')
    phrase = asked["phrase"]
    if phrase is not None and not isinstance(phrase, str):
        return _error("phrase 必须是文字。")
    return json.dumps(parse(phrase).as_json(), ensure_ascii=False)


def _error(message: str) -> str:
    return json.dumps({"error": message}, ensure_ascii=False)


def _limits(text: str) -> list[TimeLimit]:
    limits: list[TimeLimit] = []
    for sentence in _sentences(text):
        for clause in _clauses(sentence):
            if _SAME.fullmatch(clause):
                limits.append(TimeLimit(same_as_above=True))
            elif not (grammar.NOTE.search(clause) and not grammar.QUANTITY.search(clause)):
                limits.extend(read_clause(clause))
    return limits


def _sentences(text: str) -> list[str]:
    """Split at ；, and lift bracketed limits out of their sentence so that they follow it."""
    sentences: list[str] = []
    for sentence in text.split("；"):
        lifted: list[str] = []

        def lift(match: re.Match[str], lifted: list[str] = lifted) -> str:
            inner = match[1]
            if grammar.NOTE.search(inner):
                return ""
            if inner.startswith(("含", "不含")) or not read_clause(inner):
                return match[0]
            lifted.append(inner)
            return ""

        sentences += [_BRACKET.sub(lift, sentence), *lifted]
    return [sentence for sentence in sentences if sentence]


def _clauses(sentence: str) -> list[str]:
    """Split at ，, but keep an event with the limit that counts from it."""
    clauses: list[str] = []
    for part in filter(None, re.split("[，：](?!$)", sentence)):
        last = clauses[-1] if clauses else ""
        if last and _OPEN_ENDED.search(last) and _CONTINUES.match(part):
            clauses[-1] += part
        elif last and grammar.BOUND.match(part) and grammar.IMMEDIATE.search(last):
            clauses[-1] += part
        else:
            clauses.append(part)
    return clauses


def _combine(limits: list[TimeLimit], text: str) -> TimeLimit:
    merged = _merge_postings(list(dict.fromkeys(limits)))
    if not merged:
        return TimeLimit(reason=_why_unreadable(text))
    # The first readable limit leads; what could not be read stays visible behind it.
    merged.sort(key=lambda limit: limit.kind is None and not limit.same_as_above)
    first, *further = merged
    return replace(first, also=tuple(further))


def _merge_postings(limits: list[TimeLimit]) -> list[TimeLimit]:
    merged: list[TimeLimit] = []
    for limit in limits:
        last = merged[-1] if merged else None
        if _is_posting(limit) and last and last.kind and last.publicity_days is None:
            merged[-1] = replace(
                last, publicity_days=limit.publicity_days, publicity_unit=limit.publicity_unit
            )
        elif last and _is_posting(last) and len(merged) == 1 and limit.kind:
            merged[-1] = replace(
                limit, publicity_days=last.publicity_days, publicity_unit=last.publicity_unit
            )
        else:
            merged.append(limit)
    return [
        replace(limit, reason=_ONLY_POSTING) if _is_posting(limit) else limit for limit in merged
    ]


def _is_posting(limit: TimeLimit) -> bool:
    return limit.kind is None and limit.publicity_days is not None


def _why_unreadable(text: str) -> str:
    if grammar.ONLY_RULES.search(text):
        return _ONLY_RULES
    if vague := grammar.VAGUE.search(text):
        return _VAGUE.format(text=vague[0])
    return _UNREADABLE
