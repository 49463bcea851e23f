"""Composing pages: ``Composer``, and the makers of each kind of page.

Each module below registers its kinds with ``composes`` when it is imported, so all are imported
here.
"""

from gongkai.portal.composing import (
    catalogue,
    disclosure,
    front,
    lists,
    machine,
    organisation,
    participation,
)
from gongkai.portal.composing.composer import Composer, column, composes
from gongkai.portal.composing.shelf import Shelf

__all__ = [
    "Composer",
    "Shelf",
    "catalogue",
    "column",
    "composes",
    "disclosure",
    "front",
    "lists",
    "machine",
    "organisation",
    "participation",
]
