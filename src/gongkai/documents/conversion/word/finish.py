"""From mammoth's HTML to a body: captions, notes, links, tables as we write them."""

from bs4 import BeautifulSoup, Tag

from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.markup import (
    dress_table,
    frame_pictures,
    inner,
    parse,
    put_caption,
    tidy,
)

_NOTE_BACK = "↑"
_LINKS = ("http://", "https://", "mailto:")


def finish(html: str) -> str:
    """Give the body of what mammoth wrote."""
    tree = parse(html)
    _write_notes(tree)
    _settle_links(tree)
    _draw_boxes(tree)
    for heading in tree.find_all(["h2", "h3", "h4"]):
        for strong in heading.find_all("strong"):
            strong.unwrap()
    _put_captions(tree)
    for table in tree.find_all("table"):
        head = table.find("thead", recursive=False)
        headers = len(head.find_all("tr", recursive=False)) if isinstance(head, Tag) else 0
        dress_table(tree, table, headers)
    tidy(tree)
    frame_pictures(tree)
    return clean(inner(tree))


def _write_notes(tree: BeautifulSoup) -> None:
    """Footnotes as paragraphs at the end, with the numbers that stand in the text."""
    notes = [
        item
        for item in tree.find_all("li")
        if str(item.get("id", "")).startswith(("footnote-", "endnote-"))
    ]
    if not notes:
        return
    home = notes[0].parent
    for number, note in enumerate(notes, 1):
        for back in note.find_all("a"):
            if back.get_text() == _NOTE_BACK:
                back.decompose()
        paragraph = tree.new_tag("p")
        paragraph.append(f"[{number}] ")
        for part in note.find_all("p"):
            part.append(" ")
            part.unwrap()
        paragraph.extend(list(note.contents))
        if home is not None:
            home.insert_before(paragraph)
    if home is not None:
        home.decompose()


def _settle_links(tree: BeautifulSoup) -> None:
    """Places inside the document have no address on a page; their words stay."""
    for link in tree.find_all("a"):
        if not str(link.get("href", "")).strip().lower().startswith(_LINKS):
            link.unwrap()


def _draw_boxes(tree: BeautifulSoup) -> None:
    for box in tree.find_all("input"):
        box.replace_with("☑" if box.has_attr("checked") else "☐")


def _put_captions(tree: BeautifulSoup) -> None:
    for line in tree.find_all("p", class_="caption"):
        table = line.find_next_sibling("table")
        if table is not None:
            put_caption(tree, table, line)
    for line in tree.find_all("p", class_="figcaption"):
        _make_figure(tree, line)


def _make_figure(tree: BeautifulSoup, line: Tag) -> None:
    above = line.find_previous_sibling()
    if not isinstance(above, Tag) or above.find("img") is None or above.get_text().strip():
        return
    above.name = "figure"
    above.attrs = {}
    line.name = "figcaption"
    line.attrs = {}
    above.append(line.extract())
