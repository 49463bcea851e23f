"""信息处理费 (国办函〔2020〕109号): by item or by quantity, never both (handbook 2.11)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

SOURCE: Final = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
EFFECTIVE_FROM: Final = date(2021, 1, 1)
EVIDENCE: Final = "SEEN（标准）；SEEN-2nd（缴费期限）；RECALL（重新计算办理期限）"

Scheme = Literal["item", "page"]
SCHEMES: Final[dict[Scheme, str]] = {"item": "按件", "page": "按量"}

FREE_ITEMS: Final = 10
PAGE_BANDS: Final = ((30, 0), (100, 10), (200, 20))
"""Up to so many pages, so many 元 each; :data:`LAST_PAGE_RATE` beyond."""
LAST_PAGE_RATE: Final = 40


class FeeError(ValueError):
    """The numbers that a fee should be made of cannot be; the message says why."""


@dataclass(frozen=True)
class FeeLine:
    """A step of the progression: from and to which number, the rate, the sum in 元."""

    first: int
    last: int
    rate: int

    @property
    def amount(self) -> int:
        """What the step costs, in 元."""
        return (self.last - self.first + 1) * self.rate


@dataclass(frozen=True)
class FeeAmount:
    """A fee with the steps it is made of. ``amount`` in whole 元."""

    scheme: Scheme
    lines: tuple[FeeLine, ...]

    @property
    def amount(self) -> int:
        """The sum in 元."""
        return sum(line.amount for line in self.lines)

    def sentence(self) -> str:
        """How the sum came about, in plain Chinese."""
        unit = "件" if self.scheme == "item" else "页"
        parts = [
            f"第{line.first}至{line.last}{unit}每{unit}{line.rate}元，计{line.amount}元"
            for line in self.lines
        ]
        return f"{SCHEMES[self.scheme]}计收：{'；'.join(parts)}；合计{self.amount}元。"


def item_rate(n: int) -> int:
    """What the ``n``-th item of one applicant in one calendar month costs, in 元."""
    if n <= FREE_ITEMS:
        return 0
    if n <= 30:
        return 100
    return 100 * (-(-(n - 30) // 10) + 1)


def by_items(already: int, items: int = 1) -> FeeAmount:
    """The fee of ``items`` more after ``already`` in the same calendar month, by item (按件).

    Raises:
        FeeError: for numbers that are negative, or no item at all.
    """
    if already < 0 or items < 1:
        raise FeeError("按件计收须有至少1件申请，当月已有件数不能为负数")
    lines: list[FeeLine] = []
    for n in range(already + 1, already + items + 1):
        rate = item_rate(n)
        if lines and lines[-1].rate == rate:
            lines[-1] = FeeLine(lines[-1].first, n, rate)
        else:
            lines.append(FeeLine(n, n, rate))
    return FeeAmount("item", tuple(lines))


def by_pages(pages: int) -> FeeAmount:
    """The fee of one application by quantity (按量): pages of A4 or smaller, one side each.

    Raises:
        FeeError: when there is no page.
    """
    if pages < 1:
        raise FeeError("按量计收须有至少1页")
    edges = (0, *(top for top, _ in PAGE_BANDS), max(pages, PAGE_BANDS[-1][0]))
    rates = (*(rate for _, rate in PAGE_BANDS), LAST_PAGE_RATE)
    lines = tuple(
        FeeLine(low + 1, min(high, pages), rate)
        for (low, high), rate in zip(pairwise(edges), rates, strict=True)
        if low < min(high, pages)
    )
    return FeeAmount("page", lines)


def amount(scheme: str, *, already: int = 0, items: int = 0, pages: int = 0) -> FeeAmount:
    """The fee under one scheme.

    Raises:
        FeeError: for an unknown scheme, or numbers of both.
    """
    if items and pages:
        raise FeeError("信息处理费只能在按件、按量中选择一种，不能同时采用")
    if scheme == "item":
        return by_items(already, items or 1)
    if scheme == "page":
        return by_pages(pages)
    raise FeeError("请选择按件或者按量计收")
