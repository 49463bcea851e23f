"""The body of a record as its page shows it. Pure.

It is the one piece of HTML that is not escaped: publication has cleaned it before review
(``publication.html.clean``) and the digest covers it as it is.
"""

import re
from collections.abc import Mapping
from html import unescape

from markupsafe import Markup, escape

from gongkai.publication.framing import framed

_NUMBERED_HEADING = re.compile(
    r"<p>(?:<strong>)?\s*([一二三四五六七八九十]{1,3}、[^<。；]{1,30}?)\s*(?:</strong>)?</p>"
)
_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r'\bsrc="files/([^"]*)"')
_WORDS = re.compile(r'\balt="([^"]*)"')


def body_markup(body: str, pictures: Mapping[str, str] | None = None) -> Markup:
    """The cleaned body with its tables in frames of their own and its pictures in their places.

    Paragraphs that are only a numbered heading (一、……) are set as headings, as in documents.
    pictures: the address of each file of the record by its name. Where there is no such file the
    words of the picture stand instead of it.
    """
    text = _NUMBERED_HEADING.sub(r"<h2>\1</h2>", body)
    text = _PICTURE.sub(lambda found: _picture(found[0], pictures or {}), text)
    return Markup(framed(text))  # noqa: S704 - cleaned before review, see above


def _picture(tag: str, pictures: Mapping[str, str]) -> str:
    source, words = _SOURCE.search(tag), _WORDS.search(tag)
    address = pictures.get(unescape(source[1])) if source else None
    alternative = words[1] if words else ""
    if address is None:
        return f"（图片：{alternative}）" if alternative else ""
    return f'<img src="{escape(address)}" alt="{alternative}">'
