"""The one set of elements that a body may hold."""

import re

import nh3

ELEMENTS = {
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "a",
    "br",
    "blockquote",
}
ATTRIBUTES = {
    "a": {"href"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
CLASSES = {"p": {"right", "center"}}

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|h[2-4]|li|tr|caption)>|<br>")


def clean(html: str) -> str:
    """Keep the allowed elements and attributes; drop everything else but its text."""
    attributes = {element: set(names) for element, names in ATTRIBUTES.items()}
    return nh3.clean(
        html,
        tags=ELEMENTS,
        attributes=attributes,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    ).strip()


def plain_text(html: str) -> str:
    """The text of a body, one line per block."""
    text = _TAG.sub("", _BLOCK_END.sub("\n", html))
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
