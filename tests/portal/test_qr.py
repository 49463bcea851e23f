"""The picture of an address: drawn the short way, the same as drawn from nothing."""

import re

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.portal.rendering.qr import BORDER, MASK, qr_picture

STEP = re.compile(r"([Mhm])(-?\d+)(?: (\d+)(?:\.5)?)?")


def modules(address: str) -> list[bytes]:
    """The dark and light squares of a picture, row by row: the way of the pen, followed."""
    picture = qr_picture(address).decode()
    found = re.search(r'viewBox="0 0 (\d+) ', picture)
    path = re.search(r'<path stroke="#000" d="([^"]*)"', picture)
    assert found and path
    size = int(found[1]) - 2 * BORDER
    rows = [bytearray(size) for _ in range(size)]
    x = y = 0
    for kind, across, down in STEP.findall(path[1]):
        if kind == "M":
            x, y = int(across) - BORDER, int(down) - BORDER
        else:
            if kind == "h":
                rows[y][x : x + int(across)] = b"\x01" * int(across)
            x, y = x + int(across), y + int(down or 0)
    assert (x, y) == (size, size - 1)
    return [bytes(row) for row in rows]


def drawn(address: str) -> list[bytes]:
    """The same by segno alone."""
    code = segno.make_qr(address.encode(), error="m", mode="byte", mask=MASK)
    return [bytes(row) for row in code.matrix]


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"[a-z]{2,5}-20[0-9]{2}-[0-9]{5}/", fullmatch=True))
def test_a_code_put_together_is_the_code_drawn(end: str) -> None:
    address = f"https://www.example.gov.cn/poli/records/{end}"
    assert modules(address) == drawn(address)


@pytest.mark.parametrize(
    "address", ["a", "https://示例.中国/记录/一/", "https://a.cn/" + "x" * 300]
)
def test_addresses_of_any_length_have_one(address: str) -> None:
    assert modules(address) == drawn(address)


def test_the_address_is_its_name() -> None:
    assert b"<title>https://a.cn/?a=1&amp;b=2</title>" in qr_picture("https://a.cn/?a=1&b=2")
