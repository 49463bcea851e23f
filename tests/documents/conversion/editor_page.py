"""A page with the rich-text editor and nothing else; the tests use it as their site."""

import secrets
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django_prose_editor.widgets import ProseEditorWidget

from gongkai.documents.conversion import EDITOR_EXTENSIONS

TEXT_AND_TABLES: Final = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
}


class BodyForm(forms.Form):
    """One body in the editor."""

    body = forms.CharField(
        widget=ProseEditorWidget(
            config={"extensions": {**TEXT_AND_TABLES, **EDITOR_EXTENSIONS}}, preset="configurable"
        )
    )


def editor(request: HttpRequest) -> HttpResponse:
    """The page."""
    nonce = secrets.token_urlsafe(16)
    form = BodyForm(auto_id="id_%s")
    media: Any = form.media
    page = format_html(
        "<!doctype html><title>编辑</title>{}<form>{}</form>", media.with_nonce(nonce), form["body"]
    )
    response = HttpResponse(page)
    response.csp_nonce = nonce  # type: ignore[attr-defined]
    return response


urlpatterns = [path("editor/", editor)]
