"""RSS 2.0 and Atom (RFC 4287) of the newest records of a list. Pure functions to bytes."""

from email.utils import format_datetime
from typing import Final

from gongkai.portal.addresses import record_address
from gongkai.portal.feeds.facts import FeedEntry, FeedSite, ListPage, identity
from gongkai.portal.feeds.xml import HEAD, NEVER, empty, text

NEWEST: Final = 20
"""Entries of a feed, whatever the size of its list."""


def rss(site: FeedSite, page: ListPage) -> bytes:
    """The newest entries of a list as RSS 2.0."""
    shown = page.entries[:NEWEST]
    here = f"{site.address}{page.folder}"
    lines = [
        text("title", f"{page.heading} - {site.name}"),
        text("link", here),
        text("description", f"{site.host}公开的信息：{page.heading}"),
        text("language", "zh-CN"),
        text("lastBuildDate", format_datetime(max((e.released_at for e in shown), default=NEVER))),
        empty("atom:link", rel="self", type="application/rss+xml", href=f"{here}rss.xml"),
        *(_rss_item(site, entry) for entry in shown),
    ]
    body = "\n".join(lines)
    return (
        f'{HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel>\n{body}\n</channel>\n</rss>\n"
    ).encode()


def atom(site: FeedSite, page: ListPage) -> bytes:
    """The newest entries of a list as an Atom feed."""
    shown = page.entries[:NEWEST]
    here = f"{site.address}{page.folder}"
    updated = max((entry.released_at for entry in shown), default=NEVER)
    lines = [
        text("id", identity(site.slug, f"lists/{page.list}")),
        text("title", f"{page.heading} - {site.name}"),
        text("updated", updated.isoformat()),
        f"<author>{text('name', site.host)}</author>",
        empty("link", rel="self", type="application/atom+xml", href=f"{here}atom.xml"),
        empty("link", rel="alternate", type="text/html", href=here),
        *(_atom_entry(site, entry) for entry in shown),
    ]
    body = "\n".join(lines)
    return (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n{body}\n</feed>\n'
    ).encode()


def _rss_item(site: FeedSite, entry: FeedEntry) -> str:
    summary = [text("description", entry.summary)] if entry.summary else []
    lines = [
        text("title", entry.title),
        text("link", _page(site, entry)),
        text("guid", identity(site.slug, entry.slug), isPermaLink="false"),
        text("pubDate", format_datetime(entry.published_at)),
        text("dc:creator", entry.issuer),
        text("dc:identifier", entry.index_number),
        *summary,
    ]
    return "<item>\n" + "\n".join(lines) + "\n</item>"


def _atom_entry(site: FeedSite, entry: FeedEntry) -> str:
    summary = [text("summary", entry.summary)] if entry.summary else []
    lines = [
        text("id", identity(site.slug, entry.slug)),
        text("title", entry.title),
        text("published", entry.published_at.isoformat()),
        text("updated", entry.released_at.isoformat()),
        f"<author>{text('name', entry.issuer)}</author>",
        empty("link", rel="alternate", type="text/html", href=_page(site, entry)),
        empty(
            "link",
            rel="alternate",
            type="application/json",
            href=f"{_page(site, entry)}record.json",
        ),
        *summary,
    ]
    return "<entry>\n" + "\n".join(lines) + "\n</entry>"


def _page(site: FeedSite, entry: FeedEntry) -> str:
    return f"{site.address}{record_address(entry.slug)}"
