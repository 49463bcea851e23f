"""SMS by the HTTP interface of 中国移动云MAS (norsubmit), which many authorities have.

The body is base64 of a JSON object; ``mac`` is the MD5 (that is what the interface asks for) of
ecName, apId, the secret, mobiles, content, sign and addSerial, one after the other.
"""

import base64
import hashlib
import json

from gongkai.reminding.models import Gateway
from gongkai.reminding.ways.base import Parcel, WayFault, ask_json, secret_of

# What the platform says of the account; trying again cannot help.
_LASTING = frozenset(
    {
        "IllegalMac",
        "IllegalSignId",
        "InvalidMessage",
        "InvalidUsrOrPwd",
        "NoSignId",
        "TooManyMobiles",
    }
)


def send(gateway: Gateway, parcel: Parcel) -> str:
    """Hand a short message to the platform; gives the number of its batch."""
    found = ask_json("POST", gateway.host, body_of(gateway, parcel), "application/json")
    code = str(found.get("rspcod", ""))
    if found.get("success") is True and code == "success":
        return f"批次号 {found.get('msgGroup', '')}"[:300]
    words = f"短信平台没有接收（{code or '没有说明'}）"
    raise WayFault(words, lasting=code in _LASTING)


def body_of(gateway: Gateway, parcel: Parcel) -> bytes:
    """The body of the request; the secret goes into ``mac`` only."""
    asked = {
        "ecName": gateway.company,
        "apId": gateway.user,
        "mobiles": parcel.to,
        "content": parcel.short,
        "sign": gateway.sender,
        "addSerial": "",
    }
    parts = (
        *(asked["ecName"], asked["apId"], secret_of(gateway), asked["mobiles"]),
        *(asked["content"], asked["sign"], asked["addSerial"]),
    )
    asked["mac"] = hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
    return base64.b64encode(json.dumps(asked, ensure_ascii=False).encode())
