"""Facts in, bytes out: pages by Jinja2 and data for machines. Nothing here asks the database."""

from gongkai.portal.rendering.body import body_markup
from gongkai.portal.rendering.data import JSON_FORMAT, record_json, withdrawn_json
from gongkai.portal.rendering.pages import (
    COLUMNS_DESCRIPTION,
    page,
    preview_page,
    record_page,
    withdrawn_page,
)

__all__ = [
    "COLUMNS_DESCRIPTION",
    "JSON_FORMAT",
    "body_markup",
    "page",
    "preview_page",
    "record_json",
    "record_page",
    "withdrawn_json",
    "withdrawn_page",
]
