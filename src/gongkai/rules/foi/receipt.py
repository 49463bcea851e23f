"""When an application counts as received, by channel (Art. 31; handbook 2.2).

Only a fact that a person enters starts a clock: an internet, fax or ordinary-letter application
waits for the confirmation with the applicant and never starts by itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.rules.foi import IN_FORCE, article
from gongkai.rules.tables import Row, Table

Begins = Literal["submission", "signing", "confirmation"]


@dataclass(frozen=True, kw_only=True)
class ReceiptChannel(Row):
    """A way in which applications arrive, and the event that is day 0 of the clock.

    ``same_day``: the Office confirms with the applicant on the day it receives it.
    """

    begins: Begins
    article: str
    same_day: bool = False
    written: bool = True


TABLE: Final = Table(
    name="申请提交方式和收到申请之日",
    source="《政府信息公开条例》第二十九条、第三十一条；国办公开办函〔2015〕207号",
    effective_from=IN_FORCE,
    effective_to=None,
    evidence="SEEN",
    rows=(
        ReceiptChannel(
            code="counter",
            name="当面提交",
            begins="submission",
            article=article("第三十一条第（一）项"),
        ),
        ReceiptChannel(
            code="oral",
            name="口头申请（工作人员代填）",
            begins="submission",
            article=article("第二十九条、第三十一条第（一）项"),
            written=False,
        ),
        ReceiptChannel(
            code="mail",
            name="邮寄（签收）",
            begins="signing",
            article=article("第三十一条第（二）项"),
        ),
        ReceiptChannel(
            code="letter",
            name="平常信函等无需签收",
            begins="confirmation",
            article=article("第三十一条第（二）项"),
            same_day=True,
        ),
        ReceiptChannel(
            code="internet",
            name="互联网",
            begins="confirmation",
            article=article("第三十一条第（三）项"),
        ),
        ReceiptChannel(
            code="email",
            name="电子邮件",
            begins="confirmation",
            article=article("第三十一条第（三）项"),
        ),
        ReceiptChannel(
            code="fax",
            name="传真",
            begins="confirmation",
            article=article("第三十一条第（三）项"),
        ),
    ),
)

BY_CODE: Final = {row.code: row for row in TABLE.rows}


def needs_confirmation(channel: str, *, misaddressed: bool = False) -> bool:
    """Whether the clock waits until both sides have confirmed.

    misaddressed: a letter to a person or another unit; it is confirmed by phone, and the clock
    starts when that succeeds (国办公开办函〔2015〕207号). Raises KeyError for unknown channels.
    """
    return misaddressed or BY_CODE[channel].begins == "confirmation"


def clock_start(
    channel: str,
    received_on: date,
    confirmed_on: date | None = None,
    *,
    misaddressed: bool = False,
) -> date | None:
    """Day 0 of the reply clock; None while the confirmation is outstanding.

    received_on: the day of submission, signing or arrival. Raises KeyError for unknown channels.
    """
    if needs_confirmation(channel, misaddressed=misaddressed):
        return confirmed_on
    return received_on


def explain(channel: str, start: date | None, *, misaddressed: bool = False) -> str:
    """Say in plain Chinese why the clock begins on ``start``, or why it does not yet."""
    row = BY_CODE[channel]
    if start is None:
        return (
            f"“{row.name}”方式提交的申请，以双方确认的那一天为收到申请之日（{row.article}）；"
            "还没有确认，期限没有起算。"
        )
    if needs_confirmation(channel, misaddressed=misaddressed):
        return f"{start}与申请人确认，为收到申请之日（{row.article}）。"
    word = "签收" if row.begins == "signing" else "提交"
    return f"{start}{word}，为收到申请之日（{row.article}）。"
