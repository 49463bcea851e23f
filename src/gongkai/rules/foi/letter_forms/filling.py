"""Reading the text of a form, saying what is wrong with it, and filling it for one letter."""

import re
from collections.abc import Mapping
from typing import Final

from gongkai.rules.foi.letter_forms.model import LetterForm

LONGEST: Final = 4000
_PLACE: Final = re.compile(r"\{([^{}\n]*)\}")
_FULL_WIDTH: Final = str.maketrans({"｛": "{", "｝": "}"})
_ENDS: Final = "。！？；：…、，"
_REMEDY: Final = re.compile("复议|行政诉讼|人民法院|起诉")


class LetterError(ValueError):
    """A letter lacks facts that it must hold; the message names them."""


def tidy(text: str) -> str:
    """A typed text as it is kept: lines without blanks at their ends, none empty, half braces."""
    lines = (line.strip() for line in text.translate(_FULL_WIDTH).splitlines())
    return "\n".join(line for line in lines if line)


def problems(form: LetterForm, text: str) -> list[str]:
    """What stands against this text of a form, each in a Chinese sentence; empty if it will do.

    Required fields must be there, and in a paragraph that is always printed; the remedy is
    written by the product alone.
    """
    if not text.strip():
        return ["请填写正文。"]
    found = [f"正文最多{LONGEST}个字，现为{len(text)}个字。"] if len(text) > LONGEST else []
    found += _unknown(form, text) + _left_out(form, text)
    if _REMEDY.search(text):
        found.append("救济途径由系统按答复类型写入，正文中不能再写行政复议、行政诉讼的内容。")
    return found


def _unknown(form: LetterForm, text: str) -> list[str]:
    known = form.by_name
    found = [
        f"没有名为“{name}”的栏目，请从列出的栏目中选用。"
        for name in dict.fromkeys(_PLACE.findall(text))
        if name not in known
    ]
    if set("{}") & set(_PLACE.sub("", text)):
        found.append("栏目的大括号没有成对，请写成“{收到日期}”的样子。")
    return found


def _left_out(form: LetterForm, text: str) -> list[str]:
    always = {
        name
        for paragraph in text.splitlines()
        for name in _PLACE.findall(paragraph)
        if not _may_vanish(form, paragraph)
    }
    anywhere = set(_PLACE.findall(text))
    found = [f"必备的栏目“{{{name}}}”不能删除。" for name in form.must if name not in anywhere]
    found += [
        f"必备的栏目“{{{name}}}”不能与可以为空的栏目写在同一段。"
        for name in form.must
        if name in anywhere - always
    ]
    return found


def _may_vanish(form: LetterForm, paragraph: str) -> bool:
    known = form.by_name
    return any(known[name].optional for name in _PLACE.findall(paragraph) if name in known)


def fill(form: LetterForm, text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs of a letter: the text with its fields in place.

    A paragraph whose optional field is empty is left out; a value of several lines becomes
    several paragraphs. Raises LetterError naming every required value that is missing.
    """
    paragraphs = [line for line in text.splitlines() if line.strip()]
    kept = [line for line in paragraphs if not _is_empty(form, line, values)]
    wanted = dict.fromkeys([*form.must, *(name for line in kept for name in _PLACE.findall(line))])
    if lacking := [name for name in wanted if not values.get(name, "").strip()]:
        raise LetterError(f"《{form.name}》还缺：{'、'.join(lacking)}。")
    filled = [_PLACE.sub(lambda place: values[place[1]].strip(), line) for line in kept]
    lines = (part.strip() for line in filled for part in line.splitlines())
    return [_even(line) for line in lines if line]


def _is_empty(form: LetterForm, paragraph: str, values: Mapping[str, str]) -> bool:
    known = form.by_name
    return any(
        known[name].optional and not values.get(name, "").strip()
        for name in _PLACE.findall(paragraph)
        if name in known
    )


def _even(line: str) -> str:
    """One stop where a typed sentence with its own stop meets that of the text, and one at the
    end where nobody typed any.
    """
    line = re.sub(r"[。；;.]+(?=。)", "", line)
    return line if line[-1] in _ENDS else f"{line}。"


def example(form: LetterForm) -> dict[str, str]:
    """The values of an invented case, for the preview."""
    values = {field.name: field.example for field in form.fields}
    called = values.get("称呼", "")
    return {name: value.replace("{称呼}", called) for name, value in values.items()}
