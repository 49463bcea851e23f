"""A small server that speaks the S3 REST interface: put, get, delete, and it checks signatures.

The check follows the published description step by step and shares no code with the product.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote

from at_once import PATIENCE

ACCESS_KEY, SECRET, REGION, BUCKET = "AKIDEXAMPLE", "very-secret", "cn-test-1", "site"
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, "
    r"SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})"
)


class Store(ThreadingHTTPServer):
    """Objects by key, and every key in the order in which it was put or deleted.

    ``asked``: somebody puts something. It waits until ``goes_on`` is set, as it is at first.
    """

    objects: dict[str, tuple[bytes, dict[str, str]]]
    log: list[tuple[str, str]]
    asked: Event
    goes_on: Event
    down = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def do_PUT(self) -> None:
        self.server.asked.set()
        self.server.goes_on.wait(PATIENCE)
        body = self._body()
        key = self._key(body)
        if key is not None:
            kept = {"Content-Type": self.headers["Content-Type"]}
            self.server.objects[key] = (body, kept)
            self.server.log.append(("PUT", key))
            self._answer(200)

    def do_GET(self) -> None:
        key = self._key(b"")
        if key is not None and key in self.server.objects:
            self._answer(200, self.server.objects[key][0])
        elif key is not None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_DELETE(self) -> None:
        key = self._key(b"")
        if key is not None:
            self.server.objects.pop(key, None)
            self.server.log.append(("DELETE", key))
            self._answer(204)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _key(self, body: bytes) -> str | None:
        """The key asked for; None, with an answer sent, where the request is refused."""
        if self.server.down:
            self._answer(503)
            return None
        fault = self._fault(body)
        bucket, _, key = unquote(self.path).lstrip("/").partition("/")
        if not fault and bucket != BUCKET:
            fault = "NoSuchBucket"
        if fault:
            status = 404 if fault == "NoSuchBucket" else 403
            self._answer(status, f"<Error><Code>{fault}</Code></Error>".encode())
            return None
        return key

    def _fault(self, body: bytes) -> str:
        found = _AUTHORIZATION.fullmatch(self.headers.get("Authorization", ""))
        if found is None or found[1] != ACCESS_KEY or found[3] != REGION:
            return "InvalidAccessKeyId"
        digest = hashlib.sha256(body).hexdigest()
        if self.headers["X-Amz-Content-Sha256"] != digest:
            return "XAmzContentSHA256Mismatch"
        names = found[4].split(";")
        headers = "".join(f"{name}:{self.headers[name]}\n" for name in names)
        canonical = f"{self.command}\n{self.path}\n\n{headers}\n{found[4]}\n{digest}"
        scope = f"{found[2]}/{found[3]}/s3/aws4_request"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"AWS4-HMAC-SHA256\n{self.headers['X-Amz-Date']}\n{scope}\n{hashed}"
        day = _mac(f"AWS4{SECRET}".encode(), found[2])
        key = _mac(_mac(_mac(day, found[3]), "s3"), "aws4_request")
        return "" if _mac(key, text).hex() == found[5] else "SignatureDoesNotMatch"

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


@contextmanager
def storage() -> Iterator[Store]:
    """The server, on a port of its own."""
    server = Store(("127.0.0.1", 0), _Handler)
    server.objects, server.log = {}, []
    server.asked, server.goes_on = Event(), Event()
    server.goes_on.set()
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
