"""Masking (脱敏): what may stay of a number, a name, an address when it is published."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gongkai.rules.detectors.kinds import Kind
from gongkai.rules.detectors.prepare import CHINESE_DIGITS, prepare
from gongkai.rules.tables import Row, Table


class NotMaskableError(ValueError):
    """Masking never clears this kind: the text must go, or a body must decide."""


class Style(StrEnum):
    """How a kind is masked."""

    KEEP = "keep"
    REPLACE = "replace"
    VILLAGE = "village"
    MAILBOX = "mailbox"


@dataclass(frozen=True, kw_only=True)
class Pattern(Row):
    """How one kind is masked.

    KEEP leaves ``head`` signs at the beginning and ``tail`` at the end and puts a star for
    every other one; blanks and dashes go. REPLACE puts ``replacement`` instead. VILLAGE keeps
    an address as far as the village or community. MAILBOX keeps ``head`` signs and the domain.
    """

    style: Style
    head: int = 0
    tail: int = 0
    replacement: str = ""


def _keep(kind: Kind, name: str, head: int, tail: int) -> Pattern:
    return Pattern(code=kind, name=name, style=Style.KEEP, head=head, tail=tail)


PATTERNS: Final = Table(
    name="脱敏方式",
    source="手册 5.6（全国没有统一规定，以下为默认方式）；《个人信息保护法》第六条",
    effective_from=date(2021, 11, 1),
    effective_to=None,
    evidence="SEEN（永安 2023：电话留三加四）；UNSURE（其余位数）",
    rows=(
        _keep(Kind.ID_CARD, "留前两位、后三位", 2, 3),
        _keep(Kind.ID_CARD_15, "留前两位、后三位", 2, 3),
        _keep(Kind.BANK_CARD, "留后四位", 0, 4),
        _keep(Kind.MOBILE, "留前三位、后四位", 3, 4),
        _keep(Kind.LANDLINE, "留区号前三位", 3, 0),
        Pattern(
            code=Kind.ADDRESS,
            name="只写到村、社区",
            style=Style.VILLAGE,
            replacement="（详细地址略）",
        ),
        Pattern(
            code=Kind.MINOR,
            name="不写姓名",
            style=Style.REPLACE,
            replacement="（未成年人信息略）",
        ),
        Pattern(
            code=Kind.HEALTH,
            name="不写健康状况",
            style=Style.REPLACE,
            replacement="（个人情况略）",
        ),
        Pattern(
            code=Kind.SENSITIVE_STATUS,
            name="不写救助、信访等情况",
            style=Style.REPLACE,
            replacement="（个人情况略）",
        ),
        _keep(Kind.PLATE, "留前两位、后一位", 2, 1),
        Pattern(code=Kind.EMAIL, name="留首字和域名", style=Style.MAILBOX, head=1),
        _keep(Kind.QQ, "留前两位", 2, 0),
        _keep(Kind.WECHAT, "留首字", 1, 0),
        _keep(Kind.SOCIAL_SECURITY_CARD, "留后三位", 0, 3),
    ),
)

DEFAULT: Final[Mapping[Kind, Pattern]] = MappingProxyType({Kind(row.code): row for row in PATTERNS})

LEAST_HIDDEN: Final = 4
"""Of a number at least so many signs are hidden, whatever a town set; else all of it."""

_SIGNS: Final = re.compile(r"[0-9A-Za-z_\u4e00-\u9fff]")
_COUNTRY: Final = re.compile(r"^\D*(?:00)?86(?=\D*(?:1\D*[3-9]|0\D*[1-9]))")
_VILLAGE: Final = re.compile(r".*(?:社区|村(?!镇))|.*(?:街道|镇|乡)")
_STARS: Final = r"*＊×✕●○•□■◯#＃?？某"
_MASKED: Final = re.compile(rf"[{re.escape(_STARS)}]|[xXＸｘ]{{2}}")
_TELEPHONES: Final = frozenset({Kind.MOBILE, Kind.LANDLINE})
_CHINESE_NUMBERS: Final = frozenset(
    {
        Kind.ID_CARD,
        Kind.ID_CARD_15,
        Kind.BANK_CARD,
        Kind.MOBILE,
        Kind.LANDLINE,
        Kind.SOCIAL_SECURITY_CARD,
    }
)


def mask(kind: Kind, text: str, patterns: Mapping[Kind, Pattern] = DEFAULT) -> str:
    """Give what may be published instead of ``text``, a finding of ``kind``.

    Numbers in full-width or Chinese digits and with blanks inside come back in plain digits.

    Raises:
        NotMaskableError: for kinds that masking does not clear (marks, hidden content).
    """
    pattern = patterns.get(kind)
    if pattern is None:
        raise NotMaskableError(
            "这一项不能用脱敏的办法处理，请删除，或者由保密工作机构作出书面决定。"
        )
    plain = prepare(text).text
    if kind in _CHINESE_NUMBERS:
        plain = plain.translate(CHINESE_DIGITS)
    if kind in _TELEPHONES:
        plain = _COUNTRY.sub("", plain)
    return _MASKERS[pattern.style](plain, pattern)


def is_masked(text: str) -> bool:
    """Whether ``text`` already hides something: 138****1234, 张某某, 3702xxxx, 李●●."""
    return _MASKED.search(text) is not None


def _keep_ends(text: str, pattern: Pattern) -> str:
    signs = "".join(_SIGNS.findall(text))
    hidden = len(signs) - pattern.head - pattern.tail
    if hidden < LEAST_HIDDEN:
        return "*" * len(signs)
    return signs[: pattern.head] + "*" * hidden + signs[pattern.head + hidden :]


def _replace(text: str, pattern: Pattern) -> str:
    return pattern.replacement


def _to_village(text: str, pattern: Pattern) -> str:
    found = _VILLAGE.match(text)
    return found[0] if found else pattern.replacement


def _mailbox(text: str, pattern: Pattern) -> str:
    name, _, domain = text.replace(" ", "").partition("@")
    return f"{name[: pattern.head]}***@{domain}"


_MASKERS: Final[Mapping[Style, Callable[[str, Pattern], str]]] = MappingProxyType(
    {
        Style.KEEP: _keep_ends,
        Style.REPLACE: _replace,
        Style.VILLAGE: _to_village,
        Style.MAILBOX: _mailbox,
    }
)
