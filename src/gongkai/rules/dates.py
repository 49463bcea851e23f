"""The span of dates that the rules accept. Dates are days in Asia/Shanghai, never instants."""

from datetime import date, datetime
from typing import Final

FIRST_DATE: Final = date(1949, 1, 1)
LAST_DATE: Final = date(2100, 12, 31)


class DateOutOfRangeError(ValueError):
    """A date before 1949 or after 2100, or a value that is not a plain date."""


def check_date(day: date) -> date:
    """Give back ``day`` when the rules can work with it.

    Raises:
        DateOutOfRangeError: for an instant, something that is no date, or a date outside
            1949-01-01 to 2100-12-31.
    """
    if isinstance(day, datetime) or not isinstance(day, date):
        raise DateOutOfRangeError(f"请给出日期（年-月-日），现为：{day!r}")
    if not FIRST_DATE <= day <= LAST_DATE:
        raise DateOutOfRangeError(f"日期 {day} 不在1949年至2100年之间，无法计算")
    return day
