"""The id of the request in hand: in the log, in the ledger and in the answer."""

import uuid
from collections.abc import Callable
from contextvars import ContextVar

import structlog
from django.http import HttpRequest, HttpResponse

_request_id: ContextVar[str] = ContextVar("gongkai_request_id", default="")


def current_request_id() -> str:
    """The id of the request being answered; empty outside a request."""
    return _request_id.get()


class RequestIdMiddleware:
    """Gives each request an id, binds it to the log and returns it as ``X-Request-ID``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request under its id."""
        identity = uuid.uuid4().hex
        token = _request_id.set(identity)
        structlog.contextvars.bind_contextvars(request_id=identity)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
            _request_id.reset(token)
        response["X-Request-ID"] = identity
        return response
