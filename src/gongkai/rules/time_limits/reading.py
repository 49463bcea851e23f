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

_ONLY_START = "只写了从何时起算，没有写明期限。"
_NOTHING = "没有填写时限"
_ONLY_POSTING = "只写了公示的时长，没有写明应当在何时公开。"
_ONLY_RULES = "只写了按规定，没有写明具体的时限。"
_VAGUE = "“{text}”没有写明确定的时限，请人工填写。"
_UNREADABLE = "看不懂这句时限，请人工填写。"

_ONLY_MODE = "只写了公开方式，没有填写时限。"

_BRACKET = re.compile(r"（([^（）]*)）")
_OPEN_ENDED = re.compile(r"(?:[之以]?后|起|[之以]?前|时)$")
_CONTINUES = re.compile(
    rf"^(?:应当?|须|必须|可|在|于|的|最迟|不超过|原则上|一般|由|至少|提前|即)*"
    rf"(?:{NUMBER}个?(?:工作|自然|日|天|月|年|周)|半年|{grammar.IMMEDIATE.pattern})"
)


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
    limits = _limits(text)
    if text.endswith("起") and [limit.kind for limit in limits] == ["event"]:
        # The rest of the phrase was cut off: from when is known, by when is not.
        return TimeLimit(reason=_ONLY_START)
    return _combine(limits, text)


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
        waiting: TimeLimit | None = None
        for clause in _clauses(sentence):
            found = _read(clause)
            if waiting and found and found[0].kind in ("within", "immediate", "continuous"):
                # 项目完成后，由镇政府20个工作日内公开: the event is where the number counts from.
                limits.remove(waiting)
                found[0] = replace(
                    found[0], anchor=found[0].anchor or waiting.anchor, direction="after"
                )
            waiting = _waiting(clause, found)
            limits.extend(found)
    return limits


def _read(clause: str) -> list[TimeLimit]:
    if clause == "同上":
        return [TimeLimit(same_as_above=True)]
    if grammar.NOTE.search(clause) and not grammar.QUANTITY.search(clause):
        return []
    return read_clause(clause)


def _waiting(clause: str, found: list[TimeLimit]) -> TimeLimit | None:
    """Give the event of a clause that ends in 后 and so leaves its limit to the next clause."""
    is_event = len(found) == 1 and found[0].kind == "event" and found[0].direction == "after"
    return found[0] if is_event and _OPEN_ENDED.search(clause) else None


def _sentences(text: str) -> list[str]:
    """Split at ；, and lift bracketed limits out of their sentence so that they follow it."""
    sentences: list[str] = []
    for sentence in text.split("；"):
        lifted: list[str] = []

        def settle(bracket: re.Match[str], lifted: list[str] = lifted) -> str:
            kept, own = _settle_bracket(bracket)
            lifted.extend(own)
            return kept

        kept = _BRACKET.sub(settle, sentence)
        # 20个工作日内（自信息形成之日起): an event in brackets is what the number counts from.
        events = [inner for inner in lifted if _OPEN_ENDED.search(inner)]
        others = [inner for inner in lifted if inner not in events]
        sentences += ["，".join([*events, kept]), *others]
    return [sentence for sentence in sentences if sentence]


def _settle_bracket(bracket: re.Match[str]) -> tuple[str, list[str]]:
    """Give what stays in the sentence in place of a bracket, and what becomes its own sentence."""
    inner, before = bracket[1], bracket.string[: bracket.start()]
    if grammar.NOTE.search(inner):
        return "", []
    found = [] if inner.startswith(("含", "不含")) else read_clause(inner)
    if not found or grammar.POSTING_BEFORE.search(before):
        return bracket[0], []
    counted = read_clause(before)
    amount = (found[0].days, found[0].unit)
    if counted and found[0].days and (counted[-1].days, counted[-1].unit) == amount:
        # 二十个工作日（20个工作日）内 says one number twice.
        return "", []
    return "", [inner]


def _clauses(sentence: str) -> list[str]:
    """Split at ，, but keep an event with the limit that counts from it."""
    clauses: list[str] = []
    for part in filter(None, sentence.split("，")):
        if clauses and _belongs(clauses[-1], part):
            clauses[-1] += part
        else:
            clauses.append(part)
    return clauses


def _belongs(last: str, part: str) -> bool:
    if _OPEN_ENDED.search(last) and _CONTINUES.match(part):
        return True
    # 及时公开，最迟不超过20个工作日 is one limit, of 20 working days.
    bounded = grammar.BOUND.match(part) and grammar.IMMEDIATE.search(last)
    return bool(bounded) and any(limit.kind for limit in read_clause(part))


def _combine(limits: list[TimeLimit], text: str) -> TimeLimit:
    distinct = list(dict.fromkeys(limits))
    if any(limit.kind == "periodic" and limit.period for limit in distinct):
        # 定期公开（每季度）: the second says how often the first is.
        distinct = [limit for limit in distinct if limit != TimeLimit(kind="periodic")]
    merged = _merge_postings(distinct)
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
    if grammar.ONLY_MODE.fullmatch(text):
        return _ONLY_MODE
    if grammar.ONLY_RULES.search(text):
        return _ONLY_RULES
    if vague := grammar.VAGUE.search(text):
        return _VAGUE.format(text=vague[0])
    return _UNREADABLE
