"""Numbers that identify information and its makers: 索引号, 发文字号, 统一社会信用代码.

索引号 follows practice (handbook 9.1), 发文字号 GB/T 9704-2012, the credit code GB 32100-2015.
"""

import re
from dataclasses import dataclass
from typing import Final

INDEX_NUMBER_MAX: Final = 64
SERIAL_MAX: Final = 99_999

_MAKER_CODE = re.compile(r"[0-9A-Za-z-]{1,48}")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号", re.ASCII)
_ORDER = re.compile(r"[\u4e00-\u9fff]{0,20}第[1-9]\d{0,4}号", re.ASCII)

_FULLWIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_OPENING = "[(（【［﹝〖"
_CLOSING = "])）】］﹞〗"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "〔" * len(_OPENING) + "〕" * len(_CLOSING))

_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_CREDIT_SHAPE = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}\d{{6}}[{_CREDIT_ALPHABET}]{{9}}", re.ASCII)


class NumberingError(ValueError):
    """A number has not the form it must have; the message says what to correct."""


@dataclass(frozen=True)
class DocumentNumber:
    """A 发文字号 in standard form, and what had to be changed to reach it."""

    value: str
    warnings: tuple[str, ...] = ()


def index_number(code: str, year: int, serial: int) -> str:
    """Make the 索引号 ``{code}/{year}-{five-digit serial}``.

    ``code`` is the unit's credit code or another code of letters, digits and hyphens;
    ``serial`` runs per unit and year from 1 to 99999 and is never used twice, even after a
    withdrawal (the caller keeps count).

    Raises:
        NumberingError: when a part is out of range.
    """
    if not _MAKER_CODE.fullmatch(code):
        raise NumberingError("生成索引号的单位代码只能由字母、数字和“-”组成，且不超过48位")
    if not 1949 <= year <= 2100:
        raise NumberingError(f"索引号的年份不正确：{year}")
    if not 1 <= serial <= SERIAL_MAX:
        raise NumberingError(f"索引号的顺序号应在1至{SERIAL_MAX}之间：{serial}")
    return f"{code}/{year}-{serial:05d}"


def check_index_number(text: str) -> str:
    """Give back a 索引号 that may be stored, ours or assigned by the district portal.

    It is opaque: unique for its holder and never parsed, because real ones have many forms.

    Raises:
        NumberingError: when it is empty, longer than 64 characters, has blanks at its ends, or
            holds characters that cannot be printed.
    """
    if not text:
        raise NumberingError("索引号不能为空")
    if len(text) > INDEX_NUMBER_MAX:
        raise NumberingError(f"索引号不能超过{INDEX_NUMBER_MAX}个字符")
    if text != text.strip():
        raise NumberingError("索引号前后不能有空格")
    if not text.isprintable():
        raise NumberingError("索引号含有不可见字符")
    return text


def normalise_document_number(text: str) -> DocumentNumber:
    """Give a 发文字号 in the form of GB/T 9704: 机关代字〔年份〕序号号.

    Brackets of other kinds, full-width digits, blanks, leading zeros and a superfluous 第 are
    corrected, each with a warning in Chinese. Numbers of orders (``国务院令第711号``) keep
    their 第. Nothing else is guessed.

    Raises:
        NumberingError: when the text has not that form after these corrections.
    """
    warnings: list[str] = []
    value = _corrected(text, "".join(text.split()), "已去掉空格", warnings)
    value = _corrected(value, value.translate(_FULLWIDTH_DIGITS), "已将全角数字改为半角", warnings)
    value = _corrected(
        value, value.translate(_BRACKETS), "年份的括号已改为六角括号“〔〕”", warnings
    )
    value = _corrected(value, re.sub(r"〕第(?=\d)", "〕", value), "已去掉序号前的“第”", warnings)
    value = _corrected(
        value, re.sub(r"([〕第])0+(?=\d)", r"\1", value), "已去掉序号前的“0”", warnings
    )
    if not (_DOCUMENT.fullmatch(value) or _ORDER.fullmatch(value)):
        raise NumberingError(_document_problem(value))
    return DocumentNumber(value, tuple(warnings))


def _corrected(before: str, after: str, warning: str, warnings: list[str]) -> str:
    if before != after:
        warnings.append(warning)
    return after


def _document_problem(value: str) -> str:
    """Say what a person should correct, the first defect from left to right."""
    example = "，应如“青西新管办发〔2020〕54号”"
    if not value:
        return "发文字号是空的；没有发文字号时请不要填写此项"
    if not value.endswith("号"):
        return f"发文字号应以“号”结尾{example}"
    if "第" in value:
        return "令的编号应如“国务院令第711号”，序号为1至99999"
    if not re.search(r"〔(?:19|20)[0-9]{2}〕", value):
        return f"发文字号缺少用六角括号括起的四位年份{example}"
    if not re.match(r"[\u4e00-\u9fff]{1,20}〔", value):
        return f"发文字号的机关代字应为1至20个汉字{example}"
    return f"发文字号的序号应为1至99999的数字{example}"


def credit_code_check_character(first17: str) -> str:
    """Give the 18th character of a 统一社会信用代码 from its first 17 (GB 32100-2015, mod 31).

    Raises:
        NumberingError: when the 17 characters have not the form of such a code.
    """
    if not _CREDIT_SHAPE.fullmatch(first17):
        raise NumberingError(
            "统一社会信用代码前17位格式不正确：第3至8位应为数字，其余为数字或大写字母（不用I、O、S、V、Z）"
        )
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first17, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def make_credit_code(first17: str) -> str:
    """Complete 17 characters to a code with a valid check character (for demonstration data)."""
    return first17 + credit_code_check_character(first17)


def check_credit_code(text: str) -> str:
    """Give back a valid 统一社会信用代码.

    Raises:
        NumberingError: when it is not 18 characters of the alphabet, or its check character is
            wrong.
    """
    if len(text) != 18:
        raise NumberingError(f"统一社会信用代码应为18位，现为{len(text)}位")
    if credit_code_check_character(text[:17]) != text[17]:
        raise NumberingError("统一社会信用代码的校验位不正确，请核对是否录错")
    return text
