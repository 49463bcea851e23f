"""Identity numbers, bank cards and telephones in runs of digits, whole or split."""

import re
from collections.abc import Iterator
from datetime import date
from string import ascii_letters, digits
from typing import Final

from gongkai.rules.detectors import labels
from gongkai.rules.detectors.checks import (
    birth_date,
    credit_code_holds,
    id_checksum_holds,
    luhn_holds,
    province_exists,
)
from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.labels import Labels
from gongkai.rules.detectors.names import LEFT, NAME, is_name
from gongkai.rules.detectors.prepare import CHINESE_DIGITS

_CHINESE: Final = "〇零○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺⓪①②③④⑤⑥⑦⑧⑨"
_JOINT: Final = r" \u00a0\u2002-\u200a\u3000\t|\-‐-―−.·•・_\r\n)）"
_RUN: Final = re.compile(
    rf"[0-9{_CHINESE}](?<![0-9].)(?=[0-9{_CHINESE}{_JOINT}]{{10}})"
    rf"(?:[{_JOINT}]{{0,3}}+[0-9{_CHINESE}]){{10,}}+"
    rf"(?:[{_JOINT}]{{0,3}}[XxХΧ×✕](?![A-Za-z×✕]))?"
)
_PLAIN: Final = CHINESE_DIGITS | str.maketrans(
    "\u00a0\u2002\u2003\u2009\u3000‐‑‒–—―−xХΧ×✕）•・", "     -------XXXXX)··"
)
_NO_JOINTS: Final = {ord(sign): None for sign in " \t|-.·_/\r\n)"} | dict.fromkeys(
    range(8194, 8203)
)
_GROUP: Final = re.compile(rf"[0-9]{{11,}}[XxХΧ×✕]?|[{_CHINESE}]{{11,}}[XxХΧ×✕]?")
_LONG: Final = re.compile(rf"[0-9]{{11}}|[{_CHINESE}]{{11}}")
_JOINED: Final = re.compile(rf"[0-9][^0-9XxХΧ×✕]|[{_CHINESE}][^{_CHINESE}XxХΧ×✕]")
_BORN: Final = re.compile(r"(?:18|19|20)\d\d[01]\d[0-3]\d")
_ID: Final = re.compile(
    r"(?=([1-9]\d{5}(?:18[5-9]|19\d|20\d)\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]))"
)
_PIECE: Final = re.compile(r"[0-9](?:[^0-9\t|\n]{0,3}[0-9]){10,}")
_MOBILE: Final = re.compile(r"(?:(?:00)?86|0)?1[3-9]\d{9}")
_MOBILE_SPLIT: Final = re.compile(
    r"(?<![\d.])(?:(?:00)?86[ -]{1,2})?(?P<number>1[3-9]\d([ .·-])\d{4}\2\d{4})(?![\d.]\d|\d)"
)
# Other ways to part eleven digits tell a telephone only where somebody is named before.
_MOBILE_ODD: Final = re.compile(
    r"(?<![\d.])(?:1[3-9]\d{2}([ -])\d{4}\1\d{3}|1[3-9]\d([ -])\d{3}\2\d{5}|"
    r"1[3-9]\d(?:[ -]\d{8}|\d{4}[ -]\d{4}))(?![\d.]\d|\d)"
)
_OWNER: Final = re.compile(rf"{LEFT}(?P<name>{NAME})[：:，,（( ]{{0,3}}\Z")
_CARD_SPLIT: Final = re.compile(
    r"(?<!\d)[3-69]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?!\d|\1(?!20\d\d(?!\d))\d)"
)
_LANDLINE: Final = re.compile(r"(?<!\d)0(?:10|2\d|[3-9]\d\d)[)\- ]{0,3}[2-8]\d{6,7}(?!\d)")
# Tables of figures have neither: most runs of digits end here.
_SOFT_JOINT: Final = re.compile(r"[ \-·)]")
_DOTTED: Final = re.compile(r"\.\d{4}\.\d{4}")
_USUAL_SPLIT: Final = re.compile(
    rf"{_LANDLINE.pattern}|[3-69]\d{{3}}(?:[ -]\d{{4}}){{3}}|1[3-9](?:[ .·-]?\d){{9}}"
)
_UNION_PAY: Final = "62"
_CARD: Final = re.compile(r"(?:4|5|6|35|9558|940|95)\d+")
_LONGEST: Final = 19
# The number of a certificate of disability is the identity number with two digits more.
_DISABLED: Final = 20
_LEAST_GROUP: Final = 3
_MOBILE_SHAPES: Final = frozenset(
    {(3, 4, 4), (3, 8), (7, 4), (4, 7), (3, 3, 5), (4, 4, 3), (3, 4, 2, 2)}
)
# Underscores part the words of file names: 王建国_3702…_申请表.
_UNDER_LEFT: Final = re.compile(r"(?<=[\u4e00-\u9fff0-9])_{1,3}$|^_{1,3}$")
_UNDER_RIGHT: Final = re.compile(r"^_{1,3}(?=[\u4e00-\u9fff]|$)|^_\d.*")
_TWO_MORE: Final = re.compile(r"[1-7][1-4](?![0-9A-Za-z])")
_NO_TAIL: Final = frozenset(f"{digits}{ascii_letters}@")
_WORD: Final = frozenset(f"{digits}{ascii_letters}_")
_PUPIL: Final = re.compile(r"(?:^|[^A-Za-z0-9])[GL]$")
# Forms pasted without their blanks: 电话17022008468QQ3245724269.
_STOP: Final = re.compile("[，。；、]")
_NEXT_LABEL: Final = re.compile(
    r"(?:QQ|VX|WX|TEL|PHONE|E-?MAIL|ID|NO)(?![A-Z])|wxid_|微信", re.IGNORECASE
)
_LETTER_LABEL: Final = re.compile(
    r"(?:^|[^A-Za-z0-9_])(?:tel|phone|mobile|mob|id|no|sfzh?|sjh?|dh|t|m)_?$", re.IGNORECASE
)

Found = tuple[Kind, int, int]


class Numbers:
    """Reads the numbers of one text."""

    def __init__(self, text: str, around: Labels, day: date) -> None:
        self._text = text
        self._around = around
        self._day = day

    def find(self) -> Iterator[Found]:
        """Every number that identifies somebody; landlines are candidates still."""
        for match in _RUN.finditer(self._text):
            run, at = match[0], match.start()
            if run[0] == "0" and _LANDLINE.fullmatch(run):
                yield Kind.LANDLINE, at, match.end()
                continue
            if run.isdecimal():
                yield from self._whole(at, run)
                continue
            if _LONG.search(run) is not None:
                yield from self._wholes(run, at)
            if _JOINED.search(run) is not None:
                yield from self._split(_plain(run), at)

    def _wholes(self, run: str, at: int) -> Iterator[Found]:
        for group in _GROUP.finditer(run):
            yield from self._whole(at + group.start(), group[0])

    def _whole(self, start: int, raw: str) -> Iterator[Found]:
        number = _plain(raw)
        if number[-1] == "X" and len(number) != 18:
            number = number[:-1]
        end = start + len(number)
        if not self._stands_alone(start, end) and not self._is_longer(number, start, end):
            return
        kind = self._kind(number, start, end)
        if len(number) == _DISABLED and self._is_identity(number[:18], start):
            yield Kind.ID_CARD, start, start + 18
        elif kind is not None:
            yield kind, end - 11 if kind is Kind.MOBILE else start, end

    def _stands_alone(self, start: int, end: int) -> bool:
        # Most numbers stand between signs that are no part of a word.
        sign, after = self._text[max(start - 1, 0) : start], self._text[end : end + 3]
        if after[:1] in _NO_TAIL and not _NEXT_LABEL.match(self._text, end):
            return False
        if sign not in _WORD and after[:1] != "_":
            return True
        before = self._text[max(start - 8, 0) : start]
        if _UNDER_RIGHT.sub("", after)[:1] == "_":
            return False
        if sign not in _WORD or _UNDER_LEFT.search(before):
            return True
        return _LETTER_LABEL.search(before) is not None

    def _is_longer(self, number: str, start: int, end: int) -> bool:
        """A pupil's number is the identity number after a letter (全国学籍号), that of a
        certificate of disability goes on with two digits.
        """
        if len(number) != 18:
            return False
        disabled = number[-1] == "X" and _TWO_MORE.match(self._text, end) is not None
        return disabled or _PUPIL.search(self._text[max(start - 2, 0) : start]) is not None

    def _kind(self, number: str, start: int, end: int) -> Kind | None:
        if len(number) == 18 and self._is_identity(number, start):
            return Kind.ID_CARD
        if len(number) == 15 and self._is_old_identity(number, start, end):
            return Kind.ID_CARD_15
        if not number.isdigit():
            return None
        if _MOBILE.fullmatch(number):
            return Kind.MOBILE if self._is_telephone(start, end) else None
        if _LANDLINE.fullmatch(number):
            return Kind.LANDLINE
        return Kind.BANK_CARD if self._is_account(number, start, end) else None

    def _is_identity(self, number: str, start: int) -> bool:
        if birth_date(number, self._day) is None:
            return False
        before = self._around.before(start)
        if labels.IDENTITY.search(before):
            return province_exists(number) or id_checksum_holds(number)
        return id_checksum_holds(number) and (
            province_exists(number) or not labels.SERIAL.search(before)
        )

    def _is_old_identity(self, number: str, start: int, end: int) -> bool:
        if not (number.isdigit() and province_exists(number)):
            return False
        if birth_date(number, self._day) is None:
            return False
        before = self._around.before(start)
        if labels.IDENTITY.search(before):
            return True
        other = labels.SERIAL, labels.ACCOUNT, labels.PHONE
        return not (
            any(label.search(before) for label in other) or self._around.is_amount(start, end)
        )

    def _is_telephone(self, start: int, end: int) -> bool:
        before = self._around.before(start)
        if labels.OFFICIAL_LINE.search(before):
            return False
        if labels.PHONE.search(before):
            return True
        return not (labels.SERIAL.search(before) or self._around.is_amount(start, end))

    def _is_account(self, number: str, start: int, end: int) -> bool:
        if not 12 <= len(number) <= 30:
            return False
        before = self._around.before(start)
        account, serial = labels.ACCOUNT.search(before), labels.SERIAL.search(before)
        later = account and serial and _STOP.search(before, account.start(), serial.start())
        if account and not later and not labels.NO_ACCOUNT.search(before):
            return True
        if serial or self._around.is_amount(start, end):
            return False
        return self._is_card(number)

    def _is_card(self, number: str) -> bool:
        return (
            16 <= len(number) <= 19
            and _CARD.fullmatch(number) is not None
            and luhn_holds(number)
            and not (number[:2] != _UNION_PAY and len(number) == 18 and credit_code_holds(number))
        )

    def _split(self, plain: str, at: int) -> Iterator[Found]:
        digits = plain.translate(_NO_JOINTS)
        if len(digits) <= _LONGEST:
            yield from self._joined(plain, digits, at)
        if len(digits) >= 18 and _BORN.search(digits):
            yield from self._split_identities(plain, digits, at)
        if not (_SOFT_JOINT.search(plain) or _DOTTED.search(plain)):
            return
        if "\t" in plain or "\n" in plain or "|" in plain:
            for match in _PIECE.finditer(plain):
                number = match[0].translate(_NO_JOINTS)
                yield from self._joined(match[0], number, at + match.start())
        if _USUAL_SPLIT.search(plain):
            yield from self._usual_splits(plain, at)

    def _usual_splits(self, plain: str, at: int) -> Iterator[Found]:
        for match in _MOBILE_SPLIT.finditer(plain):
            start, end = at + match.start("number"), at + match.end()
            amount = self._around.is_amount(start, end)
            if self._stands_alone(start, end) and self._is_telephone(start, end) and not amount:
                yield Kind.MOBILE, start, end
        for match in _MOBILE_ODD.finditer(plain):
            start, end = at + match.start(), at + match.end()
            if self._is_called(start) and not self._around.is_amount(start, end):
                yield Kind.MOBILE, start, end
        for match in _LANDLINE.finditer(plain):
            yield Kind.LANDLINE, at + match.start(), at + match.end()
        for match in _CARD_SPLIT.finditer(plain):
            start, end = at + match.start(), at + match.end()
            if self._is_account(match[0].translate(_NO_JOINTS), start, end):
                yield Kind.BANK_CARD, start, end

    def _is_called(self, start: int) -> bool:
        before = self._around.before(start)
        owner = _OWNER.search(before)
        named = owner is not None and is_name(owner["name"])
        return named or labels.PHONE.search(before) is not None

    def _split_identities(self, plain: str, digits: str, at: int) -> Iterator[Found]:
        places = [place for place, sign in enumerate(plain) if sign.isdigit() or sign == "X"]
        for match in _ID.finditer(digits):
            start, last = places[match.start()], places[match.start() + 17]
            if last - start == 17 or not _is_whole(plain, start, last + 1):
                continue
            if self._is_identity(match[1], at + start):
                yield Kind.ID_CARD, at + start, at + last + 1

    def _joined(self, plain: str, number: str, at: int) -> Iterator[Found]:
        """A stretch of digits that is one number as a whole, with joints anywhere inside."""
        if len(number) > _LONGEST or not number.isdigit() or self._is_masked(at, at + len(plain)):
            return
        end = at + len(plain)
        if not self._stands_alone(at, end):
            return
        kind = self._joined_kind(number, plain, at, end)
        if kind is not None:
            yield kind, at + _country_code(number, plain) if kind is Kind.MOBILE else at, end

    def _is_masked(self, start: int, end: int) -> bool:
        """○ is a zero among Chinese digits; among others it hides one."""
        raw = self._text[start:end]
        return "○" in raw and any(sign.isascii() and sign.isdigit() for sign in raw)

    def _joined_kind(self, number: str, plain: str, start: int, end: int) -> Kind | None:
        if len(number) == 15 and self._is_old_identity(number, start, end):
            return Kind.ID_CARD_15
        if _MOBILE.fullmatch(number) and self._is_split_mobile(plain, start, end):
            return Kind.MOBILE
        if len(number) >= 16 and self._is_account(number, start, end):
            return Kind.BANK_CARD
        return None

    def _is_split_mobile(self, plain: str, start: int, end: int) -> bool:
        before = self._around.before(start)
        if labels.SERIAL.search(before) or labels.OFFICIAL_LINE.search(before):
            return False
        if labels.PHONE.search(before):
            return True
        shape = tuple(len(group) for group in re.findall(r"\d+", plain))
        usual = (
            len(shape) == 1
            or shape in _MOBILE_SHAPES
            or shape[-3:] == (3, 4, 4)
            or set(shape) == {1}
            or (min(shape) >= _LEAST_GROUP and set(_JOINTS.findall(plain)) == {"-"})
        )
        return usual and not self._around.is_amount(start, end)


def _country_code(number: str, plain: str) -> int:
    """How many signs stand before the eleven digits of a mobile number."""
    more = len(number) - 11
    places = [place for place, sign in enumerate(plain) if sign.isdigit()]
    return places[more]


def _plain(run: str) -> str:
    return run.upper() if run.isascii() else run.translate(_PLAIN)


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether a stretch ends where groups of digits end and is parted by one kind of joint."""
    if plain[start - 1 : start].isdigit() or _GOES_ON.match(plain, end):
        return False
    return len(set(_JOINTS.findall(plain[start:end]))) <= 1


_GOES_ON: Final = re.compile(r"\d|\.\d")
_JOINTS: Final = re.compile(r"[^0-9X \r\n]")
