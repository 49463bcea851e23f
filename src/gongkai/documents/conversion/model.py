"""What a conversion gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InlineImage:
    """A picture of the document; the body shows it as ``<img src="files/NAME">``.

    ``alt`` is the description that the document holds, empty where a person has to write one.
    """

    name: str
    data: bytes
    media_type: str
    alt: str


@dataclass(frozen=True)
class Converted:
    """A document as a body.

    title: the title that plainly stands at its top, taken out of the body; else empty.
    html: the body, in the allowed elements only (``clean`` leaves it as it is).
    images: the pictures that the body refers to, to be stored as files of the record.
    warnings: what was changed or left out, in Chinese, for the person who uploads.
    """

    title: str
    html: str
    images: tuple[InlineImage, ...] = ()
    warnings: tuple[str, ...] = ()
