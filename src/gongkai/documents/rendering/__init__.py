"""Attachments as a reviewer sees them: pages as pictures, tables and texts as plain HTML."""

from gongkai.documents.rendering.pages import WIDEST, page_image, pages_of
from gongkai.documents.rendering.pictures import picture_image
from gongkai.documents.rendering.preview import preview_html

__all__ = ["WIDEST", "page_image", "pages_of", "picture_image", "preview_html"]
