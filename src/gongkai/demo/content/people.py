"""The units, the leading group and the accounts of the demonstration town."""

from __future__ import annotations

from functools import cache
from typing import get_args

from gongkai.demo.content.reading import ContentError, Entry, entries
from gongkai.demo.content.shapes import (
    AccountRole,
    DemoAccount,
    DemoSeat,
    DemoUnit,
    SeatRole,
    UnitKind,
)


@cache
def units() -> list[DemoUnit]:
    """Return the town, then its departments, villages and community; a parent comes first."""
    return [_unit(entry) for entry in entries("units.toml", "unit")]


@cache
def leading_group() -> list[DemoSeat]:
    """Return the seats of the leading group in the order of the founding plan's attachment 1."""
    listed = entries("leading_group.toml", "seat")
    return [_seat(order, entry) for order, entry in enumerate(listed, start=1)]


@cache
def accounts() -> list[DemoAccount]:
    """Return the people who log in: at least one for each role, with invented names."""
    return [_account(entry) for entry in entries("accounts.toml", "account")]


def _unit(entry: Entry) -> DemoUnit:
    unit = DemoUnit(
        key=entry.take("key", str),
        name=entry.take("name", str),
        kind=entry.choice("kind", get_args(UnitKind)),
        parent=entry.take_optional("parent", str),
        address=entry.take("address", str),
        phone=entry.take("phone", str),
        office_hours=entry.take("office_hours", str),
    )
    entry.finish()
    return unit


def _seat(order: int, entry: Entry) -> DemoSeat:
    seat = DemoSeat(
        order=order,
        role=entry.choice("role", get_args(SeatRole)),
        person=entry.take_optional("person", str),
        title=entry.take_optional("title", str),
        unit_key=entry.take_optional("unit", str),
    )
    entry.finish()
    return seat


def _account(entry: Entry) -> DemoAccount:
    account = DemoAccount(
        username=entry.take("username", str),
        display_name=entry.take("name", str),
        unit_key=entry.take("unit", str),
        roles=_roles(entry),
        note="示例人员，姓名系编写，不对应任何真实人员。",
    )
    entry.finish()
    return account


def _roles(entry: Entry) -> tuple[AccountRole, ...]:
    known: tuple[AccountRole, ...] = get_args(AccountRole)
    words = entry.words("roles")
    if not words or not set(words) <= set(known):
        raise ContentError(f"{entry.place}: roles must name known roles, not {words}")
    return tuple(role for role in known if role in words)
