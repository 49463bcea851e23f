"""The tables of a body in frames of their own, which scroll sideways where a screen is narrow."""

import re
from itertools import count
from typing import Final

_TABLE: Final = re.compile(r"<table>(.*?)</table>", re.DOTALL)


def framed(body: str) -> str:
    """The cleaned body with each table in a frame, named by its place as tables have no names of
    their own, that scrolls by keyboard, too.
    """
    numbers = count(1)

    def frame(table: re.Match[str]) -> str:
        name = f"正文中的表格{next(numbers)}"
        begin = f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">'
        return f"{begin}<table>{table[1]}</table></div>"

    return _TABLE.sub(frame, body)
