"""How often something was tried from one place in a while, for pages that anybody can open.

What is sent (``count``) is counted in the database, so that every process that answers counts the
same tries; what is only read (``count_here``) in the memory of the process, because reading
writes nothing. A place is the network address as the web server in front says it (an IPv6 address
by its /64, which one household has). Only a keyed digest of it is held, and only until it runs
out, so that neither tells who visited what.
"""

from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from gongkai.ledger.clock import now
from gongkai.organisation.models import TryCount

_HOUSEHOLD: Final = 64
_FORGOTTEN: Final = "organisation.limits.forgotten"
_EVERY: Final = 60
_TABLE: Final = TryCount._meta.db_table
# One statement, so that two processes never count the same try once. Both databases know it.
_COUNT: Final = f"""
INSERT INTO {_TABLE} (key, count, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN {_TABLE}.until <= %s THEN 1 ELSE {_TABLE}.count + 1 END,
  until = CASE WHEN {_TABLE}.until <= %s THEN excluded.until ELSE {_TABLE}.until END
RETURNING count
"""  # noqa: S608 - the name of the table is our own


def address_of(request: HttpRequest) -> str:
    """Where a visit comes from, as the web server in front says."""
    return str(request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR", ""))


def count(kind: str, address: str, seconds: int) -> int:
    """Count one more try of this kind from an address; how many there were, this one included.

    seconds: how long after the first one the count is forgotten.
    """
    moment = _moment()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(kind, address), moment + seconds, moment, moment])
        found: tuple[Any, ...] = cursor.fetchone()
    tries = int(found[0])
    if tries == 1:
        _forget_what_ran_out(moment)
    return tries


def _forget_what_ran_out(moment: int) -> None:
    """When a count begins, so that nothing is kept for longer than needed; but by one process once
    a minute, so that not every visitor's first page pays for it.
    """
    if cache.get(_FORGOTTEN, 0) <= moment - _EVERY:
        cache.set(_FORGOTTEN, moment, _EVERY)
        TryCount.objects.filter(until__lte=moment).delete()


def so_far(kind: str, address: str) -> int:
    """How many tries of this kind are counted for an address; counts none."""
    rows = TryCount.objects.filter(key=_key(kind, address), until__gt=_moment())
    return rows.values_list("count", flat=True).first() or 0


def count_here(kind: str, address: str, seconds: int) -> int:
    """As :func:`count`, in the memory of this process alone."""
    key = f"limit.{_key(kind, address)}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # It ran out between the two.
        return 1


def _moment() -> int:
    return int(now().timestamp())


def _key(kind: str, address: str) -> str:
    return salted_hmac("gongkai.limits", f"{kind}:{_household(address)}").hexdigest()


def _household(address: str) -> str:
    try:
        found = ip_address(address.strip())
    except ValueError:
        return address[:100]
    if isinstance(found, IPv6Address):
        # A server that listens on both says IPv4 so; by its /64 all of IPv4 were one household.
        return str(found.ipv4_mapped or int(found) >> _HOUSEHOLD)
    return str(found)
