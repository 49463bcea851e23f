"""Requests hold text; a sign that no text has is refused before anything looks at it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse


class PlainTextMiddleware:
    """Answers 400 to a request with NUL in its address or its fields.

    No keyboard types it, and PostgreSQL, unlike SQLite, takes no text that holds it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Look before the view does. Raises SuspiciousOperation."""
        if any("\0" in text for text in _texts(request, kwargs)):
            raise SuspiciousOperation("NUL in a request")


def _texts(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[str]:
    yield from (value for value in kwargs.values() if isinstance(value, str))
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield name
            yield from map(str, values)
