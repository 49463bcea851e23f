"""WeChat Work (企业微信): a text from an application of the corporation to one member.

``gettoken`` with corporation and secret, then ``message/send``. The platform drops the same
message sent again within four hours (``enable_duplicate_check``).
"""

import hashlib
import json
from typing import Any, Final
from urllib.parse import urlencode

from django.core.cache import cache

from gongkai.reminding.models import Gateway
from gongkai.reminding.ways.base import Parcel, WayFault, ask_json, secret_of

ADDRESS: Final = "https://qyapi.weixin.qq.com"
SAME_SECONDS: Final = 4 * 3600
_OLD_TOKEN = frozenset({40014, 42001})
# Busy, too often: later it may work.
_PASSING = frozenset({-1, 45009, 45033})


def send(gateway: Gateway, parcel: Parcel) -> str:
    """Send a text to a member; gives the message's number."""
    found = _sent(gateway, parcel, _token(gateway))
    if found.get("errcode") in _OLD_TOKEN:
        found = _sent(gateway, parcel, _token(gateway, anew=True))
    _check(found)
    if found.get("invaliduser"):
        raise WayFault("企业微信里没有这个账号，或者它不在应用的可见范围内。", lasting=True)
    return f"消息号 {found.get('msgid', '')}"[:300]


def _sent(gateway: Gateway, parcel: Parcel, token: str) -> dict[str, Any]:
    body = {
        "touser": parcel.to,
        "msgtype": "text",
        "agentid": int(gateway.sender),
        "text": {"content": parcel.short},
        "safe": 0,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": SAME_SECONDS,
    }
    asked = json.dumps(body, ensure_ascii=False).encode()
    address = f"{gateway.host}/cgi-bin/message/send?{urlencode({'access_token': token})}"
    return ask_json("POST", address, asked, "application/json; charset=utf-8")


def _token(gateway: Gateway, *, anew: bool = False) -> str:
    """The access token, kept until shortly before it ends."""
    told_apart = hashlib.sha256(f"{gateway.user} {gateway.secret}".encode()).hexdigest()[:16]
    key = f"reminding.wecom.{gateway.pk}.{told_apart}"
    known: str | None = None if anew else cache.get(key)
    if known:
        return known
    asked = urlencode({"corpid": gateway.user, "corpsecret": secret_of(gateway)})
    found = ask_json("GET", f"{gateway.host}/cgi-bin/gettoken?{asked}")
    _check(found)
    token = str(found["access_token"])
    cache.set(key, token, max(int(found.get("expires_in", 7200)) - 300, 60))
    return token


def _check(found: dict[str, Any]) -> None:
    code = found.get("errcode", 0)
    if code:
        words = f"企业微信没有接收（{code} {found.get('errmsg', '')}）"[:300]
        raise WayFault(words, lasting=code not in _PASSING)
