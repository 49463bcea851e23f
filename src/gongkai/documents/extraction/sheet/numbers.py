"""What a cell shows of its number, as far as it matters to one who looks for personal data."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of formats that are dates without a code in the file (ISO/IEC 29500-1, 18.8.30, and
those of Chinese Excel).
"""
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_BRACKETS = re.compile(r"\[[^\]]*\]|_.|\*.")
_SIMPLE = re.compile(r"^([^0#?.,]*)([0#?][0#?.,]*)([^0#?.,]*)$")
_DATE_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_MOST_DIGITS = 308
"""Excel's own numbers end at this exponent; a greater one would only fill the memory."""


@dataclass(frozen=True)
class Format:
    """A number format: its sections, and whether it is a date."""

    code: str = "General"
    is_date: bool = False

    @property
    def sections(self) -> list[str]:
        """The parts for positive, negative and zero numbers, and for text."""
        return split_sections(self.code)

    def hides(self, text: str, number: Decimal | None) -> bool:
        """Say whether the format shows nothing for a value, such as ``;;;`` does.

        A format that leaves zeros blank hides nothing worth knowing.
        """
        sections = self.sections
        if number is None:
            return len(sections) == 4 and not sections[3].strip() and bool(text.strip())
        if number == 0 or len(sections) == 1:
            return False
        return not _visible(sections[0] if number > 0 else sections[1])


def _visible(section: str) -> str:
    return _BRACKETS.sub("", section).strip()


def format_of(number: int, code: str | None) -> Format:
    """Give a format by its number in the file and its code, if the file has one."""
    if code is None:
        return Format(is_date=number in _BUILT_IN_DATES)
    first = _ASIDE.sub("", split_sections(code)[0])
    is_date = bool(_DATE_LETTERS.search(first)) and "general" not in first.lower()
    return Format(code, is_date)


def split_sections(code: str) -> list[str]:
    """Split a format at its semicolons, but not at quoted ones."""
    sections, quoted, last = [""], False, ""
    for sign in code:
        if sign == '"' and last != "\\":
            quoted = not quoted
        if sign == ";" and not quoted and last != "\\":
            sections.append("")
        else:
            sections[-1] += sign
        last = sign
    return sections


def number_in(raw: str) -> Decimal | None:
    """Give the stored number; ``None`` where there is none."""
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return None
    return number


def plain(number: Decimal) -> str:
    """Give a number without exponent. A whole number keeps every stored digit; a fraction has
    the 15 that Excel vouches for.
    """
    if number == number.to_integral_value():
        return format(number.quantize(Decimal(1)) if number.adjusted() < 27 else number, "f")
    exact = number.adjusted() - 14
    rounded = round(number, -exact) if exact < 0 else number
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(number: Decimal, style: Format, is_1904: bool) -> str:
    """Give a number as text: dates as dates, leading zeros and words of the format kept.

    Thousands separators and rounding are left out, because they hide digits that are there.
    """
    if style.is_date:
        date = _date(number, is_1904)
        if date:
            return date
    section = style.sections[0]
    match = _SIMPLE.match(_BRACKETS.sub("", _QUOTED.sub("", section)))
    if match is None or number < 0:
        return plain(number)
    before, after = _words(section)
    digits = match[2].replace(",", "")
    return before + _padded(plain(number), digits) + after


def _padded(text: str, digits: str) -> str:
    whole = digits.partition(".")[0]
    least = whole.count("0")
    head, dot, tail = text.partition(".")
    return head.rjust(least, "0") + dot + tail


def _words(section: str) -> tuple[str, str]:
    """Give the literal words before and after the digits of a section."""
    section = _BRACKETS.sub("", section)
    at = re.search(r"[0#?]", _QUOTED.sub(lambda found: " " * len(found[0]), section))
    if at is None:
        return "", ""
    before, after = section[: at.start()], section[at.start() :]
    return tuple(  # type: ignore[return-value]
        "".join(quoted or escaped for quoted, escaped in _QUOTED.findall(part))
        for part in (before, after)
    )


def _date(number: Decimal, is_1904: bool) -> str:
    # Serial 60 is the 29 February 1900 that never was; days before it are one later.
    if not 0 <= number < 2958466:
        return ""
    days = float(number)
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    if not is_1904 and days < 60:
        first += timedelta(days=1)
    moment = first + timedelta(seconds=round(days * 86400))
    if days < 1:
        return moment.strftime("%H:%M:%S")
    pattern = "%Y-%m-%d" if moment.time() == datetime.min.time() else "%Y-%m-%d %H:%M:%S"
    return moment.strftime(pattern)
