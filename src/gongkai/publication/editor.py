"""Pages with the rich-text editor, which brings one inline import map and so needs a nonce."""

import secrets
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# The one style sheet that the editor writes into the page, by its digest: another one, also of
# another version of the editor, is refused.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"


def render_with_editor(
    request: HttpRequest, template: str, context: dict[str, Any], form: Form, status: int = 200
) -> HttpResponse:
    """Render a page whose form holds the editor; the strict content policy stays in force."""
    nonce = secrets.token_urlsafe(16)
    media: Any = form.media
    response = render(
        request,
        template,
        {**context, "form": form, "editor_media": media.with_nonce(nonce)},
        status=status,
    )
    response.csp_nonce = nonce  # type: ignore[attr-defined]
    response.csp_style = EDITOR_STYLE  # type: ignore[attr-defined]
    return response
