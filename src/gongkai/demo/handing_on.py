"""Handing the dynamic public addresses of ``make run`` on to the application, as nginx does it."""

import http.client
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

_HOST: Final = "127.0.0.1"
_SECONDS: Final = 60
_BLOCK: Final = 256 * 1024
# What belongs to one connection and is not passed on (RFC 9110, 7.6.1).
_OF_CONNECTION: Final = {
    "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
}  # fmt: skip
_AWAY: Final = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>暂时不能使用</title>"
    "<h1>暂时不能使用</h1><p>查找和在线办理暂时不能使用，请稍后再试。"
    "已公开的信息可以照常<a href=../>从首页查看</a>。"
).encode()

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def hand_on(environ: dict[str, Any], start_response: StartResponse, port: int) -> Iterable[bytes]:
    """Answer with what the application at ``port`` of this machine says; 503 if it is away."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=_SECONDS)
    query = environ.get("QUERY_STRING", "")
    path = quote(environ.get("PATH_INFO", "/").encode("latin-1", "replace"))
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else None
    try:
        connection.request(
            environ["REQUEST_METHOD"], path + (f"?{query}" if query else ""), body, _given(environ)
        )
        answer = connection.getresponse()
    except (OSError, http.client.HTTPException):
        connection.close()
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        start_response("503 Service Unavailable", [*headers, ("Retry-After", "10")])
        return [_AWAY]
    kept = [(k, v) for k, v in answer.getheaders() if k.lower() not in _OF_CONNECTION]
    start_response(f"{answer.status} {answer.reason}", kept)
    return _blocks(answer, connection)


def _given(environ: dict[str, Any]) -> dict[str, str]:
    """The headers of the visitor, and where the visit comes from."""
    found = {
        name.removeprefix("HTTP_").replace("_", "-").title(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    kept = {name: value for name, value in found.items() if name.lower() not in _OF_CONNECTION}
    if environ.get("CONTENT_TYPE"):
        kept["Content-Type"] = environ["CONTENT_TYPE"]
    return {**kept, "X-Forwarded-For": environ.get("REMOTE_ADDR", ""), "Connection": "close"}


def _blocks(
    answer: http.client.HTTPResponse, connection: http.client.HTTPConnection
) -> Iterator[bytes]:
    try:
        while block := answer.read(_BLOCK):
            yield block
    finally:
        connection.close()
