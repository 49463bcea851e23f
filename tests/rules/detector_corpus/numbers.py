"""Invented numbers with right (or deliberately wrong) check digits, and ways to disguise them."""

import random
from collections.abc import Callable

AREAS = ("370211", "370284", "370283", "371102", "371122", "370724", "230103", "320102", "510104")
BINS = ("621700", "622848", "623078", "621226", "622320", "621799", "622319", "623666", "620522")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    *("秀兰", "桂芳", "建国", "志强", "玉梅", "德福", "海涛", "春燕", "永平", "淑珍", "洪亮"),
    *("秀英", "广田", "明霞", "立新", "丽娟", "宝山", "文静", "玉兰", "长青", "美玲", "振华"),
    *("敏", "伟", "磊", "艳", "刚", "静", "军", "凤英", "世昌", "爱华", "培林", "学农", "翠花"),
)
CHILD_GIVEN = (
    "子涵",
    "浩然",
    "欣怡",
    "梓萱",
    "宇航",
    "一诺",
    "雨桐",
    "俊杰",
    "诗涵",
    "博文",
    "可馨",
)


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def id_check(first17: str) -> str:
    """Give the last character of an identity number (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first17))
    return "10X98765432"[total % 11]


def luhn_ok(number: str) -> bool:
    """Tell whether the digits pass the check of ISO/IEC 7812."""
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _birth(rng: random.Random, first: int, last: int) -> str:
    return f"{rng.randint(first, last)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"


def identity(rng: random.Random, first: int = 1941, last: int = 2003, end: str = "") -> str:
    """Give an identity number of somebody born in the years given, ending in `end` if given."""
    while True:
        body = rng.choice(AREAS) + _birth(rng, first, last) + f"{rng.randint(1, 299):03}"
        if (check := id_check(body)) == (end or check):
            return body + check


def identity_15(rng: random.Random) -> str:
    """Give an identity number of the form used before 1999."""
    return rng.choice(AREAS) + _birth(rng, 1935, 1980)[2:] + f"{rng.randint(1, 299):03}"


def bank_card(rng: random.Random, length: int = 0) -> str:
    """Give a card number of 16 or 19 digits that passes Luhn."""
    size = length or rng.choice((19, 19, 19, 16))
    body = rng.choice(BINS) + _digits(rng, size - 7)
    return next(body + d for d in "0123456789" if luhn_ok(body + d))


def account(rng: random.Random) -> str:
    """Give a passbook account of 17 to 19 digits that is no card and passes no check."""
    while luhn_ok(number := "90601" + _digits(rng, rng.choice((12, 13, 14)))):
        pass
    return number


def mobile(rng: random.Random) -> str:
    """Give a mobile number."""
    return rng.choice(("13", "13", "15", "17", "18", "18", "19")) + _digits(rng, 9)


def landline(rng: random.Random) -> str:
    """Give a landline with area code and a dash."""
    area, start = rng.choice(
        (("0532", "8"), ("0532", "8"), ("0532", "8"), ("0633", "8"), ("010", "6"))
    )
    return f"{area}-{start}{rng.randint(1, 9)}{_digits(rng, 5 if area == '0633' else 6)}"


def plate(rng: random.Random) -> str:
    """Give the plate of a car with a combustion engine."""
    city = rng.choice(("鲁B", "鲁B", "鲁U", "鲁L", "苏G", "京N", "鲁G"))
    tail = "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(2))
    return city + tail + _digits(rng, 3)


def plate_electric(rng: random.Random) -> str:
    """Give the plate of an electric car."""
    return rng.choice(("鲁B", "鲁U", "鲁L")) + rng.choice("DF") + _digits(rng, 5)


def email(rng: random.Random) -> str:
    """Give a private mailbox."""
    name = rng.choice(("wangxl", "li.hua", "zhao_gang", "sunny", "haibian", "lilac", "chenyu"))
    host = rng.choice(("163.com", "126.com", "qq.com", "sina.com", "outlook.com", "139.com"))
    return f"{name}{rng.randint(60, 9999)}@{host}"


def qq(rng: random.Random) -> str:
    """Give a QQ number."""
    return rng.choice("123456789") + _digits(rng, rng.randint(6, 9))


def wechat(rng: random.Random) -> str:
    """Give a WeChat name."""
    return rng.choice(("wxid_", "haibian-", "lihua", "Sunny_", "zhao", "boli_")) + _digits(rng, 6)


def social_security_card(rng: random.Random) -> str:
    """Give the number printed on a social security card: a letter and eight digits."""
    return rng.choice("ABDEFH") + _digits(rng, 8)


def credit_code(rng: random.Random, *, digits_only: bool = False) -> str:
    """Give a unified social credit code (GB 32100), all in digits if so wanted."""
    while True:
        pool = "0123456789" if digits_only else CREDIT_ALPHABET
        head = rng.choice(("91370211", "11370211", "12370211", "53370211", "93370211"))
        body = head + "".join(rng.choice(pool) for _ in range(9))
        total = sum(CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
        check = CREDIT_ALPHABET[(31 - total % 31) % 31]
        if check.isdigit() or not digits_only:
            return body + check


def failing(rng: random.Random, length: int) -> str:
    """Give digits of a length that pass neither Luhn nor the identity check nor hold a date."""
    while True:
        number = rng.choice(("80", "90", "20", "84")) + _digits(rng, length - 2)
        clear = not luhn_ok(number) and (length != 18 or id_check(number[:17]) != number[17])
        if clear and number[6:8] not in ("19", "20"):
            return number


def _translate(digits: str, table: str) -> str:
    return "".join(table[int(c)] if c.isdigit() else c for c in digits)


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _groups(number: str) -> list[str]:
    sizes = {18: (6, 8, 4), 15: (6, 6, 3), 11: (3, 4, 4)}.get(len(number), (4,) * 5)
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return [p for p in (*parts, number[at:]) if p]


def _joined(by: str) -> Callable[[str], str]:
    return lambda number: by.join(_groups(number))


def _each(by: str) -> Callable[[str], str]:
    return by.join


STYLES: dict[str, Callable[[str], str]] = {
    "fw": _full_width,
    "sp": _joined(" "),
    "sp2": _joined("  "),
    "nbsp": _joined("\u00a0"),
    "wide": _joined("\u3000"),
    "thin": _joined("\u2009"),
    "dash": _joined("-"),
    "endash": _joined("–"),
    "emdash": _joined("—"),
    "fwdash": _joined("－"),
    "dot": _joined("."),
    "mid": _joined("·"),
    "cells": _joined("|"),
    "cellsp": _joined(" | "),
    "tabs": _joined("\t"),
    "line": _joined("\n"),
    "boxes": _each("|"),
    "boxtabs": _each("\t"),
    "every": _each(" "),
    "zw": _joined("\u200b"),
    "zwj": _each("\u200d"),
    "bom": _joined("\ufeff"),
    "shy": _joined("\u00ad"),
    "wj": _joined("\u2060"),
    "cn": lambda n: _translate(n, "〇一二三四五六七八九"),
    "cnling": lambda n: _translate(n, "零一二三四五六七八九"),
    "cnbig": lambda n: _translate(n, "零壹贰叁肆伍陆柒捌玖"),
    "cnsp": lambda n: " ".join(_groups(_translate(n, "〇一二三四五六七八九"))),
    "mixed": lambda n: _full_width(n[: len(n) // 2]) + n[len(n) // 2 :],
    "mixcn": lambda n: n[:3] + _translate(n[3:7], "〇一二三四五六七八九") + n[7:],
    "fwsp": lambda n: "　".join(_groups(_full_width(n))),
    "fwlower": lambda n: _full_width(n.lower()),
    "lower": str.lower,
    "half": lambda n: n[: len(n) // 2] + "\n" + n[len(n) // 2 :],
    "halfsp": lambda n: n[: len(n) // 2] + " " + n[len(n) // 2 :],
    "odd": lambda n: n[:5] + " " + n[5:],
    "circ": lambda n: _translate(n, "⓪①②③④⑤⑥⑦⑧⑨"),
    "paren": lambda n: f"（{n.split('-')[0]}）{n.split('-')[1]}",
    "nodash": lambda n: n.replace("-", ""),
    "telsp": lambda n: n.replace("-", " "),
    "telgroups": lambda n: n.replace("-", " ")[:-4] + " " + n[-4:],
    "telem": lambda n: n.replace("-", "—"),
    "local": lambda n: n.split("-")[1],
    "pdot": lambda n: n[:2] + "·" + n[2:],
    "psp": lambda n: n[:2] + " " + n[2:],
    "pdash": lambda n: n[:2] + "-" + n[2:],
    "pcell": lambda n: n[:2] + "|" + n[2:],
    "atsp": lambda n: n.replace("@", " @ "),
    "atfw": lambda n: n.replace("@", "＠"),
    "upper": str.upper,
}
