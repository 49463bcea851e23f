"""How often something was tried from one place in a while, for pages that anybody can open.

Counted in the memory of this process and written nowhere. A place is the network address as the
web server in front says it (an IPv6 address by its /64, which one household has), and only a
keyed digest of it is held, so that no memory of the process tells who visited what.
"""

from ipaddress import IPv6Address, ip_address
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_HOUSEHOLD: Final = 64


def address_of(request: HttpRequest) -> str:
    """Where a visit comes from, as the web server in front says."""
    return str(request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR", ""))


def count(kind: str, address: str, seconds: int) -> int:
    """Count one more try of this kind from an address; how many there were, this one included.

    seconds: how long after the first one the count is forgotten.
    """
    key = _key(kind, address)
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # It ran out between the two.
        return 1


def so_far(kind: str, address: str) -> int:
    """How many tries of this kind are counted for an address; counts none."""
    return int(cache.get(_key(kind, address), 0))


def _key(kind: str, address: str) -> str:
    place = salted_hmac("gongkai.limits", _household(address)).hexdigest()[:32]
    return f"limit.{kind}.{place}"


def _household(address: str) -> str:
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address[:100]
    if isinstance(found, IPv6Address):
        return str(int(found) >> _HOUSEHOLD)
    return str(found)
