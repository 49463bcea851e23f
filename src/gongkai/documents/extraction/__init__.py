"""Reading documents to their last corner."""

from gongkai.documents.extraction.model import (
    CannotEdit,
    Edit,
    Extraction,
    Hidden,
    Segment,
    Span,
    Unread,
)

__all__ = ["CannotEdit", "Edit", "Extraction", "Hidden", "Segment", "Span", "Unread"]
