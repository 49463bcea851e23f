"""S3-compatible object storage: three requests of its REST interface, signed with Signature V4.

Written here because a client library would be many times larger than what is needed; the
signature is the published one (AWS Signature Version 4), tested with the published example.
"""

import hashlib
import hmac
import http.client
import mimetypes
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from gongkai.portal.targets.transport import TargetFault

TIMEOUT_SECONDS: Final = 20
_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonld": "application/ld+json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Storage:
    """Where the storage is, which bucket, below which prefix, with which key."""

    endpoint: str
    bucket: str
    prefix: str
    region: str
    access_key: str
    secret: str


class S3:
    """Puts objects under their paths; compressed twins stay away, no storage chooses between."""

    def __init__(
        self, storage: Storage, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.storage = storage
        self._now = now
        self._connection: http.client.HTTPConnection | None = None

    def send(self, source: Path, paths: Sequence[str]) -> None:
        """Put objects there; each appears whole."""
        for path in paths:
            if not path.endswith(".gz"):
                self._ask("PUT", path, (source / path).read_bytes(), _headers(path))

    def remove(self, paths: Sequence[str]) -> None:
        """Take objects away."""
        for path in paths:
            if not path.endswith(".gz"):
                self._ask("DELETE", path)

    def read(self, path: str) -> bytes | None:
        """What stands there."""
        return self._ask("GET", path)

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> bytes | None:
        parts = urlsplit(self.storage.endpoint)
        key = "/".join(filter(None, (self.storage.prefix.strip("/"), path)))
        where = quote(f"{parts.path.rstrip('/')}/{self.storage.bucket}/{key}", safe="/-_.~")
        signed = sign(
            Request(method, parts.netloc, where, body, dict(headers or {})),
            self.storage,
            self._now(),
        )
        try:
            status, answer = self._exchange(method, where, body, signed)
        except (OSError, http.client.HTTPException) as fault:
            self._connection = None
            raise TargetFault(
                f"连不上对象存储{parts.netloc}（{fault}）。请核对服务地址和网络。"
            ) from fault
        if status == 404 and method in {"GET", "DELETE"} and b"NoSuchBucket" not in answer:
            return None
        if status >= 300:
            raise TargetFault(_words(status, answer, self.storage))
        return answer

    def _exchange(
        self, method: str, where: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """One request; a kept connection that the other side has closed is opened anew."""
        for attempt in (1, 2):
            kept = self._connection is not None
            connection = self._connection or self._open()
            self._connection = connection
            try:
                connection.request(method, where, body, dict(headers))
                answer = connection.getresponse()
                return answer.status, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                connection.close()
                self._connection = None
                if attempt == 2 or not kept:
                    raise
        raise AssertionError

    def _open(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.storage.endpoint)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                parts.netloc, timeout=TIMEOUT_SECONDS, context=context
            )
        return http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)


@dataclass(frozen=True)
class Request:
    """A request to be signed; ``path`` is quoted already."""

    method: str
    host: str
    path: str
    body: bytes
    headers: dict[str, str]


def sign(request: Request, storage: Storage, moment: datetime) -> dict[str, str]:
    """The headers of a request with its signature (AWS Signature Version 4, service s3)."""
    stamp = moment.strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(request.body).hexdigest()
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers |= {"host": request.host, "x-amz-content-sha256": digest, "x-amz-date": stamp}
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    canonical = "\n".join((request.method, request.path, "", lines, names, digest))
    scope = f"{stamp[:8]}/{storage.region}/s3/aws4_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{storage.secret}".encode()
    for part in (*scope.split("/"), f"{_ALGORITHM}\n{stamp}\n{scope}\n{hashed}"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    headers["authorization"] = (
        f"{_ALGORITHM} Credential={storage.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={key.hex()}"
    )
    return headers


def _headers(path: str) -> dict[str, str]:
    suffix = Path(path).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    lasting = path.startswith("assets/")
    cache = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return {"Content-Type": kind, "Cache-Control": cache}


def _words(status: int, answer: bytes, storage: Storage) -> str:
    if b"NoSuchBucket" in answer:
        return f"对象存储里没有存储桶{storage.bucket}，请先建立，或者核对名称。"
    if b"SignatureDoesNotMatch" in answer or b"InvalidAccessKeyId" in answer:
        return "对象存储不认访问密钥，请核对访问密钥和密钥口令。"
    if b"RequestTimeTooSkewed" in answer:
        return "对象存储说时间相差太多，请校准服务器的时钟。"
    if status == 403:
        return f"对象存储拒绝了访问，请核对密钥对存储桶{storage.bucket}的写入和删除权限。"
    return f"对象存储没有收下（状态{status}），稍后会自动再送。"
