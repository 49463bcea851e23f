"""What all ways share: what is sent, how it fails, the secret, one request of JSON."""

import http.client
import json
import ssl
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from gongkai.organisation import sealing
from gongkai.reminding.models import Gateway

TIMEOUT_SECONDS: Final = 15
PURPOSE: Final = "reminding gateways"


class WayFault(Exception):
    """A message was not taken. ``lasting``: trying again cannot help. Says in Chinese why."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


@dataclass(frozen=True)
class Parcel:
    """A message to one person: address, subject, text, short text, and what tells it apart.

    identity is the same when a message is sent again, so that the other side can know it.
    """

    to: str
    subject: str
    text: str
    short: str
    identity: str


def secret_of(gateway: Gateway) -> str:
    """The gateway's secret, in the open; WayFault where the deployment's key has changed."""
    if not gateway.secret:
        return ""
    try:
        return sealing.unseal(gateway.secret, PURPOSE)
    except sealing.InvalidToken:
        raise WayFault("保存的口令打不开（系统密钥换过），请重新填写。", lasting=True) from None


def ask_json(method: str, address: str, body: bytes = b"", media: str = "") -> dict[str, Any]:
    """One request; gives the JSON object of the answer. WayFault where there is none."""
    parts = urlsplit(address)
    where = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = {"Content-Type": media} if media else {}
    try:
        connection = _connection(parts.scheme, parts.netloc)
        try:
            connection.request(method, where, body or None, headers)
            answer = connection.getresponse()
            status, content = answer.status, answer.read(1_000_000)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as fault:
        raise WayFault(f"连接不上{parts.netloc}：{fault}") from fault
    if status != 200:
        raise WayFault(f"{parts.netloc}答复{status}")
    try:
        found = json.loads(content)
    except ValueError as fault:
        raise WayFault(f"{parts.netloc}的答复不是JSON") from fault
    if not isinstance(found, dict):
        raise WayFault(f"{parts.netloc}的答复不是JSON对象")
    return found


def _connection(scheme: str, host: str) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, timeout=TIMEOUT_SECONDS, context=context)
    return http.client.HTTPConnection(host, timeout=TIMEOUT_SECONDS)
