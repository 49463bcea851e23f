"""Whole numbers as Chinese tables write them: 20, 二十, 廿, 贰拾, 一百二十."""

from __future__ import annotations

_DIGITS = {
    **{mark: value for value, mark in enumerate("零一二三四五六七八九")},
    **{mark: value for value, mark in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
_SHORT_TENS = {"廿": "二十", "卅": "三十"}

NUMERALS = "零〇一二两三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾佰"
NUMBER = rf"(?:\d+|[{NUMERALS}]+)"


def parse_number(text: str) -> int | None:
    """Read a whole number below 1000; None where the numerals make no number (三五)."""
    if text.isdecimal():
        value = int(text)
        return value if value < 1000 else None
    for short, full in _SHORT_TENS.items():
        text = text.replace(short, full)
    if set(text[1:]) & set("零〇") and not set(text) & set(_TENS):
        # 二〇 and 一零五 are read digit by digit; 三五 is not, it may mean three to five.
        return int("".join(str(_DIGITS[mark]) for mark in text)) if len(text) < 4 else None
    return _parse_chinese(text)


def _parse_chinese(text: str) -> int | None:
    total = 0
    digit: int | None = None
    scale = 1000
    for mark in text:
        if mark in _TENS:
            # 十 alone is ten, but 百 needs its digit and the scales must fall (十百 is no number).
            if _TENS[mark] >= scale or (digit is None and mark not in "十拾"):
                return None
            scale = _TENS[mark]
            total += (1 if digit is None else digit) * scale
            digit = None
        elif digit:
            return None
        else:
            digit = _DIGITS[mark]
    return total + (digit or 0)
