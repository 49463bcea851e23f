"""Arithmetic of numbers: identity numbers, card numbers, credit codes."""

import re
from datetime import date
from typing import Final

_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_CREDIT_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_DOUBLED: Final = {str(digit): digit * 2 // 10 + digit * 2 % 10 for digit in range(10)}
_PROVINCES: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
_OLDEST: Final = date(1850, 1, 1)


def birth_date(number: str, day: date) -> date | None:
    """The date of birth in an identity number of 18 or 15 places, or None when there is none.

    Dates before 1850 or after ``day`` are none. GB 11643-1999.
    """
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if _OLDEST <= born <= day else None


def id_checksum_holds(number: str) -> bool:
    """Whether the last place of 18 fits the others: MOD 11-2, GB 11643-1999."""
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return _ID_CHECKS[total % 11] == number[17]


def province_exists(number: str) -> bool:
    """Whether an identity number begins with the code of a province (GB/T 2260)."""
    return _PROVINCES.match(number) is not None


def luhn_holds(number: str) -> bool:
    """Whether the digits of a card number pass the Luhn check (GB/T 17552)."""
    odd = sum(map(int, number[-1::-2]))
    return (odd + sum(map(_DOUBLED.__getitem__, number[-2::-2]))) % 10 == 0


def credit_code_holds(code: str) -> bool:
    """Whether 18 signs are a unified social credit code: GB 32100-2015."""
    try:
        values = [_CREDIT_SIGNS.index(sign) for sign in code]
    except ValueError:
        return False
    total = sum(weight * value for weight, value in zip(_CREDIT_WEIGHTS, values, strict=False))
    return (31 - total % 31) % 31 == values[17]


def age_on(born: date, day: date) -> int:
    """Full years of age on ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
