"""Links that leave the government's own sites: where they are, and where they lead. Pure.

People are told before they leave for a site that is none of the government (handbook 4.2). So such
a link leads to a page beside the record first, which names where it goes.
"""

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import escape

from gongkai.portal.facts import RecordFacts

LEAVING = "leaving.html"

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_ELSEWHERE = re.compile(
    r"\s*(?:https?:[/\\]*|[/\\]{2,})(?:[^/\\?#]*@)?(\[[^\]]*\]|[^/\\?#:]*)", re.IGNORECASE
)
"""An address that leaves the page's own host, and that host, as browsers read it: they take a
backslash for a slash, and miss no slash after the scheme.
"""
_SKIPPED = str.maketrans("", "", "\t\n\r")
"""What browsers leave out wherever it stands in an address."""
_GOVERNMENT = re.compile(r"(?:[a-z0-9-]+\.)*gov\.cn\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Outside:
    """A link to a site that is none of the government. ``anchor`` is its place on the page of
    such links.
    """

    anchor: str
    url: str
    host: str
    words: str


def is_government(url: str) -> bool:
    """Whether an address is on a government site."""
    return bool(_GOVERNMENT.fullmatch(_host(url) or ""))


def _host(url: str) -> str | None:
    """The host that an address leads to; None where it stays on the page's own."""
    found = _ELSEWHERE.match(url.translate(_SKIPPED))
    return found[1].lower() if found else None


def outside_links(record: RecordFacts) -> tuple[Outside, ...]:
    """The links of a record, in its text and to documents elsewhere, each address once."""
    named = [(unescape(url), _plain(words)) for url, words in _LINK.findall(record.body)]
    named += [(other.url, other.title) for other in record.around.relations if other.url]
    found: dict[str, str] = {}
    for url, words in named:
        if _host(url) is not None and not is_government(url):
            found.setdefault(url, words or url)
    return tuple(
        Outside(f"to-{number}", url, _host(url) or "", words)
        for number, (url, words) in enumerate(found.items(), 1)
    )


def through_leaving(body: str, links: tuple[Outside, ...]) -> str:
    """The body with such links leading to the page of links, marked for all to see."""
    anchors = {link.url: link.anchor for link in links}

    def replaced(match: re.Match[str]) -> str:
        anchor = anchors.get(unescape(match[1]))
        if anchor is None:
            return match[0]
        return (
            f'<a href="{LEAVING}#{escape(anchor)}" rel="nofollow">{match[2]}</a>'
            '<span class="quiet">（非政府网站）</span>'
        )

    return _LINK.sub(replaced, body)


def _plain(words: str) -> str:
    return unescape(_TAGS.sub("", words)).strip()
