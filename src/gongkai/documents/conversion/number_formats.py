"""Numbers and dates as the sheet shows them: the formats of Excel that offices use."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_BRACKETS = re.compile(r"\[(?:\$([^\-\]]*)(?:-[^\]]*)?|[^\]]*)\]")
_DATE_SIGN = re.compile(r"[ymdhs]|aaa|AM/PM|上午/下午", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_PIECES = re.compile(r'"[^"]*"|\\.|AM/PM|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|.', re.I | re.S)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*|\.[0#?]+")
_WEEKDAYS = "一二三四五六日"
_CHINESE = "〇一二三四五六七八九"
_CHINESE_DIGITS = re.compile(r"\[DBNum1\]", re.IGNORECASE)

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets know no time zones


class UnknownFormat(ValueError):
    """A format that is not known here; the value must be shown without it."""


def shown(value: object, number_format: str) -> str:
    """The text of a cell.

    :raises UnknownFormat: for formats that nothing here reads (fractions, scientific notation).
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, number_format)
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    return str(value)


def general(value: float) -> str:
    """A number without a format: whole numbers in full, others to 10 digits, without noise."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    text = f"{value:.10f}".rstrip("0")
    return text if abs(value) >= 1e-6 else f"{value:.10g}"


def _number(value: float, number_format: str) -> str:
    if number_format in {"General", "@", "GENERAL"}:
        return general(value)
    section, absolute = _section(value, number_format)
    section = _BRACKETS.sub(lambda found: f'"{found[1]}"' if found[1] else "", section)
    if section.strip().lower() == "general":
        return general(abs(value) if absolute else value)
    bare = _QUOTED.sub("", section)
    if re.search(r"[eE][+-]|/|[ymdhs]", bare):
        raise UnknownFormat(number_format)
    return _filled(abs(value) if absolute else value, section, bare)


def _section(value: float, number_format: str) -> tuple[str, bool]:
    """The part of the format for this value, and whether the part itself shows the sign."""
    parts = _outside_quotes(number_format)
    if any(re.search(r"\[[<>=]", part) for part in parts):
        raise UnknownFormat(number_format)
    if value < 0 and len(parts) > 1:
        return parts[1], True
    if value == 0 and len(parts) > 2:
        return parts[2], True
    return parts[0], False


def _outside_quotes(number_format: str) -> list[str]:
    pieces = re.findall(r'"[^"]*"|\\.|;|[^";\\]+', number_format)
    parts = [""]
    for piece in pieces:
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _filled(value: float, section: str, bare: str) -> str:
    if not _DIGITS.search(bare):
        return _literal(section)
    number = Decimal(repr(value))
    number *= 100 ** bare.count("%")
    place = _find_digits(section)
    digits = _digits(number, place[0])
    before, after = section[: place.start()], section[place.end() :]
    sign = "-" if number < 0 and digits.strip("0.,") else ""
    return (sign + _literal(before) + digits + _literal(after)).strip()


def _find_digits(section: str) -> re.Match[str]:
    """The digits of the format itself, not those in its words."""
    blanked = _QUOTED.sub(lambda found: "\x00" * len(found[0]), section)
    found = _DIGITS.search(blanked)
    if found is None:
        raise UnknownFormat(section)
    return found


def _digits(number: Decimal, pattern: str) -> str:
    thousands = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    number /= 1000**thousands
    whole, _, decimals = pattern.partition(".")
    rounded = abs(number).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    head, _, tail = text.partition(".")
    head = head.rjust(whole.count("0"), "0") if "," not in whole else head
    if head == "0" and not whole.count("0"):
        head = ""
    needed = len(decimals.rstrip("#?"))
    while len(tail) > needed and tail.endswith("0"):
        tail = tail[:-1]
    return f"{head}.{tail}" if tail else head


def _literal(text: str) -> str:
    return _QUOTED.sub(lambda found: found[1] or found[2] or "", text)


def _moment(value: datetime | date | time | timedelta, number_format: str) -> str:
    if isinstance(value, timedelta):
        return _span(value)
    if number_format in {"General", "@", ""}:
        return _usual(value)
    chinese = _CHINESE_DIGITS.search(number_format) is not None
    section = _BRACKETS.sub("", _outside_quotes(number_format)[0])
    if not _DATE_SIGN.search(_QUOTED.sub("", section)):
        return _usual(value)
    return _Clock(value, section, chinese).written()


def _span(value: timedelta) -> str:
    """A length of time in hours, which may be more than a day has."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _usual(value: datetime | date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}"


class _Clock:
    """A date or time written by a format; ``m`` is a minute after hours and before seconds."""

    def __init__(self, value: datetime | date | time, section: str, chinese: bool) -> None:
        if isinstance(value, time):
            self._at = datetime.combine(EPOCH.date(), value)
        elif isinstance(value, datetime):
            self._at = value
        else:
            self._at = datetime.combine(value, time())
        self._pieces = _PIECES.findall(section)
        self._chinese = chinese
        lower = section.lower()
        self._half_days = "am/pm" in lower or "上午/下午" in lower

    def written(self) -> str:
        """The whole text."""
        return "".join(self._piece(number) for number in range(len(self._pieces))).strip()

    def _piece(self, number: int) -> str:
        piece: str = self._pieces[number]
        kind = piece[0].lower()
        if piece.startswith('"'):
            return piece[1:-1]
        if piece.startswith("\\"):
            return piece[1:]
        if piece.lower() == "am/pm":
            return "AM" if self._at.hour < 12 else "PM"
        if piece == "上午/下午":
            return "上午" if self._at.hour < 12 else "下午"
        if kind in "ymdhsa" and (kind != "a" or len(piece) > 1):
            return self._part(number, kind, len(piece))
        return "" if piece in "_*@;" else piece

    def _part(self, number: int, kind: str, length: int) -> str:
        if kind == "y":
            return self._digits(f"{self._at:%Y}" if length > 2 else f"{self._at:%Y}"[2:])
        if kind == "a":
            return ("星期" if length == 4 else "") + _WEEKDAYS[self._at.weekday()]
        if kind == "d" and length > 2:
            return "星期" + _WEEKDAYS[self._at.weekday()]
        if kind == "m" and not self._is_minute(number):
            return self._count(self._at.month, length if length < 3 else 1)
        hour = (self._at.hour + 11) % 12 + 1 if self._half_days else self._at.hour
        counts = {"d": self._at.day, "h": hour, "s": self._at.second, "m": self._at.minute}
        return self._count(counts[kind], length)

    def _is_minute(self, number: int) -> bool:
        signs = [piece[0].lower() for piece in self._pieces]
        before = next((s for s in reversed(signs[:number]) if s in "ymdhs"), "")
        after = next((s for s in signs[number + 1 :] if s in "ymdhs"), "")
        return before == "h" or after == "s"

    def _count(self, count: int, length: int) -> str:
        if self._chinese:
            tens, ones = divmod(count, 10)
            ten = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
            return ten + (_CHINESE[ones] if ones or not tens else "")
        return f"{count:02}" if length > 1 else str(count)

    def _digits(self, text: str) -> str:
        return "".join(_CHINESE[int(sign)] for sign in text) if self._chinese else text
