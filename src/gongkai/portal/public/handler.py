"""The WSGI application of the public face."""

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler


class PublicMiddlewareLoading(BaseHandler):
    """A handler with ``PUBLIC_MIDDLEWARE`` instead of ``MIDDLEWARE``.

    The latter stays what it is, because allauth refuses to start in a project without its own.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """See Django's handler."""
        office, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.PUBLIC_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = office


class PublicHandler(PublicMiddlewareLoading, WSGIHandler):
    """The application."""
