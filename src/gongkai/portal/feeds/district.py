"""The log of changes for the district portal (第一平台, F12): JSON, and Atom. Pure.

A line says which record came, was corrected or went, and where its data is; never what it says.
So a closed page never changes, and nothing of a withdrawn record is in it (promise 8). The Atom
form is an archived feed (RFC 5005) in which what went is a deleted entry (RFC 6721).
"""

from typing import Any, Final

from gongkai.portal.addresses import record_address
from gongkai.portal.feeds.facts import ChangeFacts, ChangePage, FeedSite, identity
from gongkai.portal.feeds.xml import HEAD, NEVER, empty, text
from gongkai.portal.plain_json import to_json

CHANGES_FORMAT: Final = "gongkai.changes/1"
_WORDS: Final = {"released": "公开", "corrected": "更正", "withdrawn": "撤下"}


def changes_data(site: FeedSite, page: ChangePage) -> bytes:
    """A page of the log. Read from the newest page back to the last number that is known."""
    return to_json(
        {
            "format": CHANGES_FORMAT,
            "town": site.slug,
            "page": page.number or "newest",
            "older": _file(page.older, "json"),
            "newer": _file(page.newer, "json"),
            "changes": [_line(site, change) for change in page.changes],
        }
    )


def changes_atom(site: FeedSite, page: ChangePage) -> bytes:
    """The same page as Atom."""
    here = f"{site.address}changes/"
    updated = max((change.at for change in page.changes), default=NEVER)
    lines = [
        text("id", identity(site.slug, "changes")),
        text("title", f"{site.name}：公开信息的变动"),
        text("updated", updated.isoformat()),
        f"<author>{text('name', site.host)}</author>",
        empty("link", rel="self", href=here + str(_file(page.number, "xml"))),
        *([empty("fh:archive")] if page.number else []),
        *([empty("link", rel="current", href=f"{here}atom.xml")] if page.number else []),
        *_way(here, "prev-archive", page.older),
        *_way(here, "next-archive", page.newer if page.number else None),
        *(_entry(site, change) for change in page.changes),
    ]
    body = "\n".join(lines)
    return (
        f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:fh="http://purl.org/syndication/history/1.0" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-CN">\n'
        f"{body}\n</feed>\n"
    ).encode()


def _file(number: int | None, suffix: str) -> str | None:
    if number is None:
        return None
    newest = "changes.json" if suffix == "json" else "atom.xml"
    return f"page-{number}.{suffix}" if number else newest


def _way(here: str, rel: str, number: int | None) -> list[str]:
    return [empty("link", rel=rel, href=f"{here}page-{number}.xml")] if number else []


def _line(site: FeedSite, change: ChangeFacts) -> dict[str, Any]:
    folder = record_address(change.slug)
    return {
        "number": change.number,
        "kind": change.kind,
        "at": change.at.isoformat(),
        "id": identity(site.slug, change.slug),
        "index_number": change.index_number,
        "release": change.release_number,
        "page": f"{site.address}{folder}",
        "data": f"{site.address}{folder}record.json",
    }


def _entry(site: FeedSite, change: ChangeFacts) -> str:
    page = f"{site.address}{record_address(change.slug)}"
    own, moment = identity(site.slug, change.slug), change.at.isoformat()
    if change.kind == "withdrawn":
        return (
            f'<at:deleted-entry ref="{own}" when="{moment}">'
            f"{text('at:comment', f'索引号{change.index_number}的信息已撤下')}</at:deleted-entry>"
        )
    lines = [
        text("id", own),
        text("title", f"{_WORDS[change.kind]}：索引号{change.index_number}的信息"),
        text("updated", moment),
        empty("link", rel="alternate", type="text/html", href=page),
        empty("link", rel="alternate", type="application/json", href=f"{page}record.json"),
    ]
    return "<entry>\n" + "\n".join(lines) + "\n</entry>"
