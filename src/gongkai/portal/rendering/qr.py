"""The QR code of a record's address: a picture for the camera of a phone. Pure.

A full build draws one for each record, and drawing one from nothing takes longer than the whole
rest of a page. Two things make it short. All have the same mask: weighing the eight that there
are against each other is a matter of looks. And for addresses of one length a code is linear in
the bits of the address (its error correction and its mask are sums modulo two), so the code of
an address is that of its beginning, changed by what each character of its end changes, and those
changes are few and kept. The codes themselves come from segno.
"""

import re
from functools import lru_cache
from html import escape
from typing import Final

import segno

MASK: Final = 3
END: Final = 12
"""Characters at the end that differ from record to record: ``-2026-00001/``."""
BORDER: Final = 2
SCALE: Final = 4
STEP: Final = 11
"""Modules of a step of the pen: a side of 33 or 37 has three or four."""

_RUN = re.compile(rb"\x00+|\x01+")


def qr_picture(address: str) -> bytes:
    """The code of an address as a picture in SVG."""
    data = address.encode()
    size = _size(len(data))
    modules = _modules(data[:-END], data[-END:]).to_bytes(size * size, "big")
    whole = size + 2 * BORDER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole * SCALE}" height="{whole * SCALE}"'
        f' viewBox="0 0 {whole} {whole}"><title>{escape(address)}</title>'
        f'<path fill="#fff" d="M0 0h{whole}v{whole}H0z"/>'
        f'<path stroke="#000" d="{_strokes(modules, size)}"/></svg>\n'
    ).encode()


def _modules(stem: bytes, end: bytes) -> int:
    """The code as a number that has a byte, 0 or 1, for each module, row by row."""
    found = _drawn(stem + bytes(len(end)))
    for place, character in enumerate(end):
        found ^= _difference(stem, len(end), place, character)
    return found


@lru_cache(maxsize=4096)
def _difference(stem: bytes, length: int, place: int, character: int) -> int:
    """Which modules a character at a place of the end turns over."""
    end = bytearray(length)
    end[place] = character
    return _drawn(stem + bytes(length)) ^ _drawn(stem + end)


@lru_cache(maxsize=1024)
def _drawn(data: bytes) -> int:
    return int.from_bytes(b"".join(_code(data).matrix), "big")


@lru_cache(maxsize=64)
def _size(length: int) -> int:
    """Modules along a side, for addresses of so many bytes."""
    return len(_code(bytes(length)).matrix)


def _code(data: bytes) -> segno.QRCode:
    return segno.make_qr(data, error="m", mode="byte", mask=MASK)


def _strokes(modules: bytes, size: int) -> str:
    """The dark modules as horizontal lines of a path, row by row, in steps of few modules each:
    there are so few different ones that all are soon known. Dark ones that touch make one line.
    """
    back = f"m-{size} 1"
    rows = (
        "".join(
            _step(modules[start : min(start + STEP, end)]) for start in range(end - size, end, STEP)
        )
        for end in range(size, size * size + 1, size)
    )
    return f"M{BORDER} {BORDER}.5" + back.join(rows)


@lru_cache(maxsize=2**14)
def _step(modules: bytes) -> str:
    """The pen goes over some modules of a row: down on dark ones, up on light ones."""
    return "".join(f"h{len(run)}" if run[0] else f"m{len(run)} 0" for run in _RUN.findall(modules))
