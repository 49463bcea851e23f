"""Taking a converted document into what is being typed. No database here."""

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gongkai.documents.inspect import UploadError
from gongkai.organisation.refusals import Invalid
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.html import clean, plain_text

_SOURCE = re.compile(r'(<img [^>]*?src=")files/([^"]+)(")')
_IMAGE = re.compile(r"<img [^>]*>")
_NO_WORDS = re.compile(r'\balt="\s*"')


@dataclass(frozen=True)
class Document:
    """A document as a proposal: title, body, its pictures, and what to tell the person."""

    title: str
    body: str
    pictures: tuple[FileToAdd, ...] = ()
    warnings: tuple[str, ...] = ()


def read_document(name: str, data: bytes) -> Document:
    """Convert an uploaded file. Raises Invalid on field ``document``, in words for the person."""
    # Converters load slowly, and only this page needs them.
    from gongkai.documents.conversion import convert

    try:
        found = convert(name, data)
    except UploadError as fault:
        raise Invalid({"document": str(fault)}) from None
    pictures = tuple(FileToAdd(image.name, image.data, inline=True) for image in found.images)
    return Document(found.title, found.html, pictures, tuple(found.warnings))


def taken_over(
    document: Document, title: str, body: str, *, replace: bool, taken: Collection[str]
) -> Document:
    """The document put into what was typed: title and body to show, pictures under free names.

    Nothing typed is lost: the body goes behind what is there unless ``replace``, a title that is
    there stays. ``taken``: the names that files of the record have.
    """
    names = _free_names(document.pictures, taken)
    new = with_sources(document.body, names)
    kept = "" if replace or not has_content(body) else body
    pictures = tuple(FileToAdd(names[p.name], p.data, inline=True) for p in document.pictures)
    warnings = list(document.warnings)
    if document.title and title.strip() and document.title != title.strip():
        warnings.append(f"文件里的标题是“{document.title}”，与已填的标题不同，已填的标题没有改动。")
    return Document(title.strip() or document.title, clean(kept + new), pictures, tuple(warnings))


def has_content(body: str) -> bool:
    """Whether a body says or shows anything."""
    return bool(plain_text(body) or _IMAGE.search(body))


def pictures_without_words(body: str) -> int:
    """How many pictures of a body have no alternative text."""
    return sum(1 for tag in _IMAGE.findall(body) if "alt=" not in tag or _NO_WORDS.search(tag))


def pictures_of(body: str) -> set[str]:
    """The names of the files that a body shows."""
    return {html.unescape(match[2]) for match in _SOURCE.finditer(body)}


def with_sources(body: str, names: Mapping[str, str]) -> str:
    """The body with its pictures under other names."""

    def renamed(match: re.Match[str]) -> str:
        name = html.unescape(match[2])
        return f"{match[1]}files/{html.escape(names.get(name, name))}{match[3]}"

    return _SOURCE.sub(renamed, body)


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the same with a number before its ending where it is taken."""
    stem, dot, ending = name.rpartition(".")
    stem, dot = (stem, dot) if dot else (ending, "")
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{stem}-{number}.{ending}" if dot else f"{stem}-{number}"
    return found


def _free_names(pictures: Collection[FileToAdd], taken: Collection[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for picture in pictures:
        names[picture.name] = free_name(picture.name, [*taken, *names.values()])
    return names
