"""Pages for what went wrong, in plain words.

400, 403, 404 and 500 are Django's own views with the templates of those names; only the answer
to a form that is too old needs a view of its own.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; ``reason`` is for engineers and not shown."""
    return render(request, "csrf.html", status=403)
