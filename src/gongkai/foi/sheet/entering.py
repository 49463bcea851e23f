"""From preview to registering: the rows travel sealed in the page, then all of them or none."""

import base64
import binascii
import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from gongkai.foi import actions as foi
from gongkai.foi.access import new_secret
from gongkai.foi.letters.making import hold_numbers
from gongkai.foi.models import Application, Sending
from gongkai.foi.sealing import Unreadable, seal, unseal
from gongkai.foi.sheet.checking import Row
from gongkai.foi.sheet.reading import Line
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import Inadmissible, aside
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Conflict, Invalid, NotPermitted, Refused

_STALE = "预览已经失效，没有登记。请重新上传表格。"
_TWICE = "这份表格已经登记过，没有再次登记。请在登记簿中核对。"


@dataclass(frozen=True)
class Packed:
    """The rows of a preview, and the mark by which it is registered only once."""

    mark: str
    lines: list[Line]


@dataclass(frozen=True)
class Entered:
    """A registered application: its row, and the code for the applicant, shown once."""

    row: int
    case: Application
    secret: str


def pack(actor: Actor, lines: Sequence[Line]) -> str:
    """The rows as a word for the page, readable by this account's own next step alone."""
    content = {"mark": secrets.token_hex(16), "lines": [asdict(line) for line in lines]}
    plain = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    return base64.b64encode(seal(plain, _context(actor))).decode()


def unpack(actor: Actor, word: str) -> Packed:
    """What :func:`pack` was given. Raises Invalid where it is not that."""
    try:
        plain = unseal(base64.b64decode(word, validate=True), _context(actor))
    except (Unreadable, binascii.Error, ValueError) as error:
        raise Invalid(_STALE) from error
    content = json.loads(zlib.decompress(plain))
    return Packed(content["mark"], [Line(**line) for line in content["lines"]])


def enter(actor: Actor, unit: Unit, mark: str, rows: Sequence[Row]) -> list[Entered]:
    """Register every row, each with its own number and ledger entry, in one transaction.

    Raises Refused with the place of the row that cannot be registered; none is then.
    """
    with aside(actor), transaction.atomic():
        days = (row.form.receipt().received_on or today() for row in rows)
        hold_numbers(unit.town, "case", (day.year for day in days))
        # Once the numbers are held: whoever clicks twice waits here for the first to be done.
        if Sending.objects.filter(town=unit.town, mark__startswith=f"{mark}:").exists():
            raise Conflict(_TWICE)
        return [_enter(actor, unit, mark, row) for row in rows]


def _enter(actor: Actor, unit: Unit, mark: str, row: Row) -> Entered:
    form, secret = row.form, new_secret()
    try:
        case = foi.register(
            actor,
            unit,
            form.applying(),
            form.receipt(),
            form.filing(),
            secret=secret,
            mark=f"{mark}:{row.number}",
        )
    except (NotPermitted, Conflict, Inadmissible):
        raise
    except Refused as refused:
        raise Refused(f"第{row.number}行没有登记，其余的也都没有登记：{refused}") from refused
    return Entered(row.number, case, secret)


def _context(actor: Actor) -> str:
    assert actor.account is not None  # noqa: S101 - a page of the office has one
    return f"sheet:{actor.account.pk}"
