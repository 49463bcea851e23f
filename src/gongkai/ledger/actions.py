"""Appending to the ledger, only inside the transaction of the act itself."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.ledger.clock import now
from gongkai.ledger.models import ChainHead, LedgerEntry
from gongkai.ledger.requests import current_request_id
from gongkai.rules.digest import digest_json

SYSTEM_CHAIN = "system"


class OutsideTransactionError(RuntimeError):
    """An entry was to be written outside the change it describes."""


@dataclass(frozen=True)
class Subject:
    """What an entry is about: kind (model label), identity, words that people recognise."""

    kind: str
    identity: str
    label: str
    unit_id: int | None = None


LONGEST_LABEL = 300


@dataclass(frozen=True)
class Entry:
    """One act, before it is numbered and chained."""

    chain: str
    action: str
    subject: Subject
    account_id: int | None
    actor: str
    roles: str = ""
    before: Any = None
    after: Any = None
    why: str = ""


def hold(chain: str) -> ChainHead:
    """Lock the end of a chain until the transaction ends; nobody else appends meanwhile.

    Raises OutsideTransactionError without an open transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(chain)
    return _locked_head(chain)


def append(entry: Entry, head: ChainHead | None = None) -> LedgerEntry:
    """Number, chain and store an entry. Needs an open transaction (promise 5).

    head: the end of the chain, where this transaction holds it already. Raises
    OutsideTransactionError without a transaction: an entry that could survive its change, or be
    lost with it, is worth nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(entry.action)
    head = head or _locked_head(entry.chain)
    row = LedgerEntry(
        chain=entry.chain,
        number=head.number + 1,
        at=now(),
        account_id=entry.account_id,
        actor=entry.actor,
        roles=entry.roles,
        action=entry.action,
        subject_kind=entry.subject.kind,
        subject_id=entry.subject.identity,
        subject_label=_label(entry.subject),
        unit_id=entry.subject.unit_id,
        before=entry.before,
        after=entry.after,
        why=entry.why,
        request_id=current_request_id(),
        previous=head.digest,
    )
    row.digest = digest_json(row.content(), settings.DIGEST_ALGORITHM)
    row.save()
    head.number, head.digest = row.number, row.digest
    head.save(update_fields=["number", "digest"])
    return row


def _label(subject: Subject) -> str:
    """A name for lists; what is left out of a long one is marked, the thing itself has it whole."""
    known = subject.label
    return known if len(known) <= LONGEST_LABEL else f"{known[: LONGEST_LABEL - 1]}…"


def _locked_head(chain: str) -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(pk=chain).first()
    if head is None:
        ChainHead.objects.get_or_create(pk=chain)
        head = ChainHead.objects.select_for_update().get(pk=chain)
    return head
