"""The rows of a document, the same on both engines but for the tokens."""

from typing import Any, Final

from gongkai.search.document import Document, Folds, facets, marks, storable
from gongkai.search.engines.asked import Statement

_DOCUMENT: Final = (
    "id", "town_id", "key", "published", "url", "title", "numbers", "facets", "marks", "head",
)  # fmt: skip
_TEXT: Final = ("id", "marks", "body", "attachments", "folded")


def document_row(identity: int, town: int, document: Document, folds: Folds) -> list[Any]:
    """Values of ``search_document``."""
    numbers = "\n".join(" ".join(number.split()) for number in document.numbers)
    return [
        identity, town, document.key, document.published, document.url,
        storable(document.title), storable(numbers), facets(document), marks(document), folds.head,
    ]  # fmt: skip


def text_row(identity: int, document: Document, folds: Folds) -> list[Any]:
    """Values of ``search_text``."""
    body, attachments = storable(document.body), storable(document.attachments)
    return [identity, marks(document), body, attachments, folds.whole]


def upsert_document(values: list[Any], **more: Any) -> Statement:
    """Write a row of ``search_document``; ``more``: columns of one engine, tokens as list."""
    return _upsert("search_document", _DOCUMENT, values, more)


def upsert_text(values: list[Any], **more: Any) -> Statement:
    """Write a row of ``search_text``; ``more``: columns of one engine, tokens as list."""
    return _upsert("search_text", _TEXT, values, more)


def _upsert(
    table: str, columns: tuple[str, ...], values: list[Any], more: dict[str, Any]
) -> Statement:
    names = (*columns, *more)
    places = ["%s"] * len(columns) + [
        "array_to_tsvector(string_to_array(%s, ' '))" if isinstance(value, list) else "%s"
        for value in more.values()
    ]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    sql = (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(places)}) "  # noqa: S608
        f"ON CONFLICT (id) DO UPDATE SET {changes}"
    )
    # As one text: a list of tokens would be written out one by one.
    given = (" ".join(value) if isinstance(value, list) else value for value in more.values())
    return Statement(sql, [*values, *given])
