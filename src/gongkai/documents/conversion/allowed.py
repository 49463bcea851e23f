"""The one set of elements that a body may hold, and the cleaning to it.

It is small on purpose: what is not here looks different on every portal that takes our items,
says nothing to a screen reader, or is a way in for others. ``publication.html`` is the name under
which the rest of the house knows it; it lives here because conversion, below, writes bodies too.
"""

import re
from typing import Final

import nh3

ELEMENTS: Final = frozenset(
    {
        # The title of the record is the page's h1, so a body begins at h2.
        *("h2", "h3", "h4", "p", "blockquote", "br"),
        *("ul", "ol", "li"),
        # No colgroup and no widths: tables fit a phone by the style sheet of the page.
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
        # No u: underlined text is taken for a link. Struck text is not published at all.
        *("strong", "em", "sub", "sup", "a"),
        *("figure", "img", "figcaption"),
    }
)

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"href"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "img": frozenset({"src", "alt"}),
}

# Alignment carries meaning in two places only: signature and date, and centred lines.
CLASSES: Final = {"p": {"right", "center"}}

# A picture is a file of the record, reviewed with it. One from elsewhere could change after
# review, and tells its server who reads; one inside the text (data:) escapes the scan of files.
_FILE_SIGN = r'[^\x00-\x1f\x7f/\\:*?"<>|#%]'
IMAGE_SOURCE: Final = re.compile(rf"files/(?!\.){_FILE_SIGN}{{1,200}}")

_SPAN = re.compile(r"[1-9]\d{0,2}")
_VALUES: Final = {
    ("img", "src"): IMAGE_SOURCE,
    ("th", "scope"): re.compile("col|row"),
    **{(cell, span): _SPAN for cell in ("th", "td") for span in ("colspan", "rowspan")},
}

_IMAGE = re.compile(r"<img([^>]*)>")
_SOURCE = re.compile(r' src="([^"]*)"')
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')

_CLASSLESS = '<p class="">'

_MOST_PASSES = 8


def clean(html: str) -> str:
    """Keep the allowed elements and attributes; drop everything else but its text.

    What comes out goes in again unchanged: ``clean(clean(html)) == clean(html)``. Scripts and
    style sheets go with their text. A picture that is no file of the record goes, and one that
    stays has an ``alt``, empty where nobody has written one.
    """
    settled = _settled(_pass(html))
    return _pass(nh3.clean_text(html)) if settled is None else settled


def _settled(text: str) -> str | None:
    """The first result that the cleaning leaves as it is; none for hostile nesting.

    Taking an element away can leave a nesting that reads differently the next time.
    """
    for _ in range(_MOST_PASSES):
        again = _pass(text)
        if again == text:
            return text
        text = again
    return None


def _pass(html: str) -> str:
    kept = nh3.clean(
        html,
        tags=set(ELEMENTS),
        attributes={element: set(names) for element, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return _IMAGE.sub(_image, kept).replace(_CLASSLESS, "<p>").strip()


def _attribute(element: str, name: str, value: str) -> str | None:
    rule = _VALUES.get((element, name))
    return value if rule is None or rule.fullmatch(value) else None


def _image(tag: re.Match[str]) -> str:
    source = _SOURCE.search(tag[1])
    if source is None:
        return ""
    words = _ALTERNATIVE.search(tag[1])
    return f'<img src="{source[1]}" alt="{words[1] if words else ""}">'
