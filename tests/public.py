"""The public face in the tests' own process: a client, and a site with tree and application.

``public_client`` asks the application alone. ``public_site`` serves the tree in SITE_ROOT and,
for the words of ``portal.dynamic``, the application on one port, as ``make run`` and nginx do; it
runs beside ``live_server``, so a test may have the office and the public at once.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.db import connections
from django.test import Client
from django.test.client import ClientHandler
from pytest_django import Settings

from gongkai.demo import static_site
from gongkai.portal.dynamic import is_dynamic
from gongkai.portal.public.handler import PublicHandler, PublicMiddlewareLoading


@pytest.fixture
def public_client() -> Client:
    """A client of the public face: its middleware, its addresses."""
    client = Client()
    client.handler = _PublicClientHandler(enforce_csrf_checks=False)
    return client


class _PublicClientHandler(PublicMiddlewareLoading, ClientHandler):
    """The test client's handler with the middleware of the public face."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def _application(dynamic: PublicHandler) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not is_dynamic(environ["PATH_INFO"]):
            return static_site.application(environ, start_response)
        try:
            return [b"".join(dynamic(environ, start_response))]
        finally:
            connections.close_all()

    return answer


@pytest.fixture
def public_site(
    settings: Settings, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Address of the public host without a slash at its end; a town is at ``/<slug>/``."""
    monkeypatch.setenv("GONGKAI_SERVED_TREE", str(settings.SITE_ROOT))
    server = make_server("127.0.0.1", 0, _application(PublicHandler()), _Server, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)
