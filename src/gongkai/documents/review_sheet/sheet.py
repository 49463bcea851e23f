"""What the print of a review sheet shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal, TypeAlias, get_args

Opinion: TypeAlias = Literal["agree", "disagree"]
"""同意 or 不同意. 不明确 is a state of the work and has no box on the form (handbook 5.3, N4)."""

CHINA: timezone = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True)
class SignaturePrint:
    """Who signed and when; the time is aware of its zone and printed as Beijing time."""

    name: str
    signed_at: datetime

    def __post_init__(self) -> None:
        if self.signed_at.utcoffset() is None:
            raise ValueError("signed_at must be aware of its time zone")

    @property
    def day(self) -> str:
        """Give the day of signing as printed."""
        return chinese_date(self.signed_at.astimezone(CHINA).date())

    @property
    def time(self) -> str:
        """Give hour and minute of signing as printed."""
        return self.signed_at.astimezone(CHINA).strftime("%H:%M")


@dataclass(frozen=True)
class RowPrint:
    """One row: what is to be released, how (发布形式), and the two opinions if given."""

    seq: int
    department: str
    title: str
    web: bool = False
    on_request: bool = False
    other: bool = False
    other_text: str = ""
    working_body: Opinion | None = None
    leader: Opinion | None = None

    def __post_init__(self) -> None:
        for opinion in (self.working_body, self.leader):
            if opinion is not None and opinion not in get_args(Opinion):
                raise ValueError(f"the form has no box for the opinion {opinion!r}")

    @property
    def forms(self) -> tuple[bool, bool, bool]:
        """Give the three boxes of 发布形式 in the form's order."""
        return (self.web, self.on_request, self.other)


@dataclass(frozen=True)
class SheetPrint:
    """A whole sheet: header, rows in order, the three signatures so far, the verification code.

    :raises ValueError: without rows, or when the numbers of the rows are not 1, 2, 3 …
    """

    unit: str
    date: date | None
    rows: tuple[RowPrint, ...]
    handler: SignaturePrint | None = None
    reviewer: SignaturePrint | None = None
    leader: SignaturePrint | None = None
    code_number: str | None = None
    qr_url: str | None = None

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError("a review sheet has at least one row")
        if [row.seq for row in self.rows] != list(range(1, len(self.rows) + 1)):
            raise ValueError("the rows of a review sheet are numbered 1, 2, 3 … without gaps")


def chinese_date(day: date) -> str:
    """Give a date as official documents write it: 2025年6月30日 (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
