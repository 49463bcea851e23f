"""Links that leave the government's own sites: where they are, and where they lead. Pure.

People are told before they leave for a site that is none of the government (handbook 4.2). So such
a link leads to a page beside the record first, which names where it goes.
"""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from markupsafe import escape

from gongkai.portal.facts import RecordFacts

LEAVING = "leaving.html"

_LINK = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


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
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "gov.cn" or host.endswith(".gov.cn")


def outside_links(record: RecordFacts) -> tuple[Outside, ...]:
    """The links of a record, in its text and to documents elsewhere, each address once."""
    named = [(unescape(url), _plain(words)) for url, words in _LINK.findall(record.body)]
    named += [(other.url, other.title) for other in record.around.relations if other.url]
    found: dict[str, str] = {}
    for url, words in named:
        if not is_government(url):
            found.setdefault(url, words or url)
    return tuple(
        Outside(f"to-{number}", url, urlsplit(url).hostname or "", words)
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
