"""The text of a cell as a number, or as what could not be read; nothing is guessed."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from gongkai.rules.annual_report.figures import Figure, Unread
from gongkai.rules.annual_report.layout import Place, is_amount

_COUNT: Final = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,8})?)(?:件|条|个|份|宗|例|项|次)?")
_AMOUNT: Final = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,8})?)(?:万元)?|(0)(?:\.0{1,8})?元")
_THOUSANDS: Final = re.compile(r"(?<=\d)[, ](?=\d{3}(?:\D|$|[, ]\d{3}))")
_MINUS: Final = str.maketrans({"−": "-", "﹣": "-", "－": "-"})
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def figure(text: str, place: Place) -> Figure:
    """The number in a cell: whole numbers as int, amounts in 万元 as Decimal.

    Full-width digits, thousands separators and the unit of the column are understood. Anything
    else (two numbers, 元 where 万元 is asked for, words) is `Unread` with the text as it stands.
    """
    shown = " ".join(_INVISIBLE.sub("", text).split())
    plain = unicodedata.normalize("NFKC", shown.translate(_MINUS))
    found = (_AMOUNT if is_amount(place) else _COUNT).fullmatch(_THOUSANDS.sub("", plain))
    if found is None:
        return Unread(shown)
    number = Decimal(found[found.lastindex or 1])
    if not is_amount(place) and number == int(number):
        return int(number)
    return number
