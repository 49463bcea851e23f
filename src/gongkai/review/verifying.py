"""Whether a printed sheet is genuine: asked by anybody, answered without titles and names.

A code is twelve signs of an alphabet of 31 (more than 10^17 codes), given by chance: who has it
has seen the sheet. Guesses are limited all the same: after ``WRONG_A_MINUTE`` unknown codes in a
minute an address waits for the next minute. The count is in the cache, so it holds for each
application process by itself unless the town configures a shared cache.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from gongkai.ledger.clock import now
from gongkai.publication.content import digest_of
from gongkai.review.models import ReviewRow, ReviewSheet, Seat, SheetState
from gongkai.review.statement import is_as_signed

WRONG_A_MINUTE = 10
SIGNS = 12
"""Of a code, without the dashes between its groups."""
_KEPT_SECONDS = 60
_NOT_IN_CODES = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True)
class Verdict:
    """What a visitor learns of a sheet.

    ``signed``: which seats have signed, in words. ``agrees``: what is stored now is what was
    signed; None where nobody has signed yet.
    """

    code: str
    number: int
    town: str
    unit: str
    dated: date
    rows: int
    state: str
    state_words: str
    signed: tuple[str, ...]
    agrees: bool | None


def code_problem(typed: str) -> str:
    """What to say of something typed that cannot be a code; empty where it can, or is nothing."""
    signs = len(normal_code(typed).replace("-", ""))
    if signs == SIGNS or not typed.strip():
        return ""
    return f"核验码是{SIGNS}个字母和数字，现在有{signs}个，请对照审查表底部核对。"


def normal_code(typed: str) -> str:
    """A code as it is printed: capitals, in groups of four; whatever was typed between."""
    signs = _NOT_IN_CODES.sub("", typed.upper())
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def verdict_on(code: str) -> Verdict | None:
    """What is known of the sheet with this code; None if there is none.

    Computed anew from what is stored, at most once a minute for a sheet.
    """
    key = f"review.verdict.{hashlib.sha256(code.encode()).hexdigest()}"
    known: Verdict | None = cache.get(key)
    if known is not None:
        return known
    sheet = ReviewSheet.objects.filter(code=code).select_related("unit", "town").first()
    if sheet is None:
        return None
    verdict = _verdict(sheet)
    cache.set(key, verdict, _KEPT_SECONDS)
    return verdict


def may_ask(address: str) -> bool:
    """Whether this address has not guessed wrong too often in this minute."""
    return int(cache.get(_guesses_key(address), 0)) < WRONG_A_MINUTE


def count_wrong(address: str) -> None:
    """Count an unknown code against an address."""
    key = _guesses_key(address)
    cache.add(key, 0, 120)
    cache.incr(key)


def _guesses_key(address: str) -> str:
    minute = int(now().timestamp()) // 60
    return f"review.guesses.{minute}.{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def _verdict(sheet: ReviewSheet) -> Verdict:
    signatures = {s.seat: s for s in sheet.signatures.all()}
    rows = list(
        sheet.rows.filter(open=True).select_related(
            "version__record__unit", "version__item", "version__matter", "version__successor"
        )
    )
    for signature in signatures.values():
        signature.sheet = sheet
    stated = [json.loads(s.statement)["unit"] for s in signatures.values()]
    agrees = None
    if signatures:
        agrees = all(is_as_signed(s) for s in signatures.values()) and all(map(_is_whole, rows))
        if sheet.state == SheetState.SIGNED:
            agrees = agrees and set(signatures) == set(Seat.values)
    return Verdict(
        code=sheet.code,
        number=sheet.number,
        town=sheet.town.name,
        unit=stated[-1] if stated else sheet.unit.name,
        dated=sheet.dated,
        rows=len(rows),
        state=sheet.state,
        state_words=sheet.get_state_display(),
        signed=tuple(seat.label for seat in Seat if seat.value in signatures),
        agrees=agrees,
    )


def _is_whole(row: ReviewRow) -> bool:
    return row.digest == row.version.digest == digest_of(row.version)
