"""Facts in, bytes out: pages by Jinja2 and data for machines. Nothing here asks the database."""

from gongkai.portal.rendering.body import body_markup
from gongkai.portal.rendering.data import JSON_FORMAT, record_json, withdrawn_json
from gongkai.portal.rendering.pages import (
    COLUMNS_DESCRIPTION,
    leaving_page,
    page,
    preview_page,
    record_page,
    withdrawn_page,
)
from gongkai.portal.rendering.qr import qr_picture

__all__ = [
    "COLUMNS_DESCRIPTION",
    "JSON_FORMAT",
    "body_markup",
    "leaving_page",
    "page",
    "preview_page",
    "qr_picture",
    "record_json",
    "record_page",
    "withdrawn_json",
    "withdrawn_page",
]
