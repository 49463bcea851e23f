"""What stands in a cell: a number, or what could not be taken as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from gongkai.rules.annual_report.layout import Place, is_amount, place_words

Number = int | Decimal


_VOID: Final = "-—–－_/／\\\\|·*＊无 \t\u3000"
"""What people put into a cell of which there is nothing to say."""


@dataclass(frozen=True)
class Unread:
    """A cell that is there and holds no number: blank (``text`` empty), or what stands in it."""

    text: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing, a dash or a slash stands in it: less than a number, no other text."""
        return not self.text.strip(_VOID)


Figure = Number | Unread
Figures = Mapping[Place, Figure]
"""The cells that there are. A place that is not in it was not found, which is not the same as
blank."""

DECIMALS: Final = 6
"""Places after the point of an amount in 万元: to the fen."""


def number_words(value: Number) -> str:
    """The number as people write it, without needless zeros."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def figure_problem(place: Place, figure: Figure) -> str | None:
    """Say what is wrong with one cell by itself, or None: blank, no number, negative, no whole."""
    where = place_words(place)
    if isinstance(figure, Unread):
        return f"{where}{blank_problem(figure.text)}"
    if figure < 0:
        return f"{where}是{number_words(figure)}，不能是负数。请核对。"
    if is_amount(place):
        return _amount_problem(where, Decimal(figure))
    if figure != int(figure):
        return f"{where}是{number_words(figure)}，应当是整数。请核对。"
    return None


def blank_problem(text: str) -> str:
    """Say what is wrong with a cell without a number; ``text`` is what stands in it."""
    if text:
        return f"写的是“{text}”，不是单个的数字。请填写数字，没有的填0。"
    return "是空白。没有的请填0。"


def _amount_problem(where: str, amount: Decimal) -> str | None:
    exponent = amount.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > DECIMALS:
        return f"{where}的金额以万元为单位，最多{DECIMALS}位小数。请核对。"
    return None
