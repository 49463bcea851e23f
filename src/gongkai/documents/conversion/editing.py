"""A body on its way into the rich-text editor and back.

The editor knows neither the caption of a table nor ``thead`` and ``scope``. A caption is therefore
a paragraph of the class ``caption`` while it is edited, and what header cells need is written
anew when the body comes back.
"""

from typing import Any, Final

from bs4 import Tag

from gongkai.documents.conversion.allowed import clean
from gongkai.documents.conversion.markup import (
    dress_table,
    flatten_items,
    frame_pictures,
    inner,
    parse,
    put_caption,
    tidy,
)

EDITOR_EXTENSIONS: Final[dict[str, Any]] = {
    "Subscript": True,
    "Superscript": True,
    "Image": True,
    "Figure": True,
    "Caption": True,
    "NodeClass": {
        "cssClasses": {
            "paragraph": {
                "title": "段落",
                "cssClasses": [
                    {"className": "right", "title": "靠右（落款、日期）"},
                    {"className": "center", "title": "居中"},
                    {"className": "caption", "title": "表格标题"},
                ],
            }
        }
    },
}
"""What the editor needs beside text, lists and tables to give a body back whole."""


def for_editor(html: str) -> str:
    """Give a body in the form that the editor keeps."""
    tree = parse(html)
    for caption in tree.find_all("caption"):
        table = caption.find_parent("table")
        if table is not None:
            caption.name = "p"
            caption["class"] = "caption"
            table.insert_before(caption.extract())
    return inner(tree)


def from_editor(html: str) -> str:
    """Give what the editor holds as a body: captions, header cells with scope, no empty lines."""
    tree = parse(html)
    for line in tree.find_all("p", class_="caption"):
        below = line.find_next_sibling()
        if isinstance(below, Tag) and below.name == "table":
            put_caption(tree, below, line)
    for table in tree.find_all("table"):
        dress_table(tree, table, None if _has_header_cells(table) else 0)
    flatten_items(tree)
    tidy(tree)
    frame_pictures(tree)
    return clean(inner(tree))


def _has_header_cells(table: Tag) -> bool:
    """In the editor a person says which cells are headers; nothing is guessed against them."""
    return table.find("th") is not None
