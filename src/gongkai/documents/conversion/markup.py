"""Work on a body as a tree: captions and header cells of tables, blanks at the margins."""

import re

from bs4 import BeautifulSoup, NavigableString, Tag

from gongkai.documents.conversion.allowed import IMAGE_SOURCE
from gongkai.documents.conversion.tables import Cell, header_rows

BLANKS = " \t\r\n\u3000\u00a0\u2002\u2003"
_BLOCKS = ["p", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption"]
_EMPTY = [
    "figcaption",
    "strong",
    "em",
    "sub",
    "sup",
    "a",
    "p",
    "h2",
    "h3",
    "h4",
    "li",
    "ul",
    "ol",
    "blockquote",
]
_HAN = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f\u2018-\u201d"
_BROKEN_LINE = re.compile(rf"(?<=[{_HAN}])[ \t]*\r?\n[ \t]*(?=[{_HAN}])")
_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \u3000\u00a0]+(?=[\u2e80-\u9fff])")


def parse(html: str) -> BeautifulSoup:
    """A fragment as a tree."""
    return BeautifulSoup(html, "lxml")


def inner(tree: BeautifulSoup) -> str:
    """The fragment again, for ``clean`` to bring into its final form."""
    body = tree.body
    return "" if body is None else body.decode_contents()


def text_of(tag: Tag) -> str:
    """The text of an element with single blanks."""
    return " ".join(tag.get_text().split())


def without_gaps(text: str) -> str:
    """A title without the blanks that only spread its characters (通　知)."""
    return _BETWEEN_HAN.sub("", " ".join(text.split()))


def tidy(tree: BeautifulSoup) -> None:
    """Take away margins made of blanks, paragraphs inside cells, and elements without content."""
    _join_lines(tree)
    for cell in tree.find_all(["th", "td"]):
        _flatten(cell)
    for block in tree.find_all(_BLOCKS):
        _trim(block, first=True)
        _trim(block, first=False)
    for tag in reversed(tree.find_all(_EMPTY)):
        if not tag.get_text().strip(BLANKS) and tag.find(["img", "br"]) is None:
            tag.unwrap() if tag.get_text() else tag.decompose()
    for tag in tree.find_all(["p", "h2", "h3", "h4", "li"]):
        if not tag.get_text().strip(BLANKS) and tag.find("img") is None:
            tag.decompose()


def _join_lines(tree: BeautifulSoup) -> None:
    """Line ends of the source: nothing between blocks and Chinese signs, else a blank."""
    for string in tree.find_all(string=True):
        within = string.parent
        if within is None or not {"\n", "\r"} & set(string):
            continue
        if not string.strip() and within.name not in {*_BLOCKS, "strong", "em", "span", "a"}:
            string.extract()
        else:
            string.replace_with(re.sub(r"[ \t\r\n]+", " ", _BROKEN_LINE.sub("", string)))


def _flatten(cell: Tag) -> None:
    inside = [child for child in cell.children if not _is_blank(child)]
    if len(inside) == 1 and isinstance(inside[0], Tag) and inside[0].name == "p":
        inside[0].unwrap()


def flatten_items(tree: BeautifulSoup) -> None:
    """Take away the paragraph that an editor puts into every item of a list."""
    for item in tree.find_all("li"):
        inside = item.find_all("p", recursive=False)
        if len(inside) == 1:
            inside[0].unwrap()


def _is_blank(node: object) -> bool:
    return isinstance(node, NavigableString) and not node.strip(BLANKS)


def _trim(block: Tag, first: bool) -> None:
    """Strip the blanks at one end: in print they indent, on a page the style sheet does."""
    strings = block.find_all(string=True)
    for string in strings if first else reversed(strings):
        kept = string.lstrip(BLANKS) if first else string.rstrip(BLANKS)
        if kept:
            if kept != string:
                string.replace_with(kept)
            return
        string.extract()


def rows_of(table: Tag) -> list[list[Cell]]:
    """The cells of a table in the tree, each in the row where it begins."""
    return [
        [_cell(cell) for cell in row.find_all(["th", "td"], recursive=False)]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]


def _cell(tag: Tag) -> Cell:
    text = text_of(tag)
    bold = "".join(string for part in tag.find_all("strong") for string in part.strings)
    emphasised = tag.name == "th" or (bool(text) and "".join(bold.split()) == "".join(text.split()))
    return Cell(text, _span(tag, "colspan"), _span(tag, "rowspan"), emphasised)


def _span(tag: Tag, name: str) -> int:
    value = str(tag.get(name, "1"))
    return int(value) if value.isdigit() and int(value) else 1


def dress_table(tree: BeautifulSoup, table: Tag, headers: int | None = None) -> None:
    """Write the rows of a table anew: header rows with scope in a thead, the others in a tbody.

    Rows of header cells alone at the top are headers; further ones are asked of ``header_rows``.
    A header cell beside data is the header of its row.

    :param headers: how many rows at the top are headers, where that is known.
    """
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    if headers is None:
        headers = _said_headers(rows) or header_rows(rows_of(table))
    caption = table.find("caption", recursive=False)
    for number, row in enumerate(rows):
        for cell in row.find_all(["th", "td"], recursive=False):
            _dress_cell(cell, number < headers)
        row.extract()
    table.clear()
    if isinstance(caption, Tag):
        table.append(caption)
    for name, part in (("thead", rows[:headers]), ("tbody", rows[headers:])):
        if part:
            section = tree.new_tag(name)
            section.extend(part)
            table.append(section)


def _said_headers(rows: list[Tag]) -> int:
    count = 0
    while count < len(rows) and _is_header_row(rows[count]):
        count += 1
    return count if count < len(rows) else 0


def _is_header_row(row: Tag) -> bool:
    cells = row.find_all(["th", "td"], recursive=False)
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _dress_cell(cell: Tag, is_header: bool) -> None:
    cell.attrs.pop("scope", None)
    if is_header:
        cell.name = "th"
    if cell.name == "td":
        return
    cell.attrs = {"scope": "col" if is_header else "row", **cell.attrs}
    # A header cell is bold by itself.
    for strong in cell.find_all("strong"):
        strong.unwrap()


def frame_pictures(tree: BeautifulSoup) -> None:
    """Put every picture that stands by itself into a figure, as the editor keeps it.

    A picture that is no file of the record goes, and leaves no empty figure.
    """
    for picture in tree.find_all("img"):
        if not IMAGE_SOURCE.fullmatch(str(picture.get("src", ""))):
            picture.decompose()
    for line in tree.find_all("p"):
        if not line.get_text().strip(BLANKS):
            for picture in line.find_all("img"):
                line.insert_before(picture.extract())
            line.decompose()
    for picture in tree.find_all("img"):
        if picture.parent is tree.body:
            picture.wrap(tree.new_tag("figure"))


def put_caption(tree: BeautifulSoup, table: Tag, line: Tag) -> None:
    """Make the text of a line the caption of a table that has none."""
    if table.find("caption", recursive=False) is None:
        caption = tree.new_tag("caption")
        caption.string = text_of(line).strip(BLANKS)
        table.insert(0, caption)
        line.decompose()
