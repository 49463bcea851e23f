"""Reading and verifying the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.ledger.models import ChainHead, LedgerEntry
from gongkai.rules.digest import DigestError, verify_json


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold: chain, entry number, what is wrong (Chinese)."""

    chain: str
    number: int
    what: str


def history(kind: str, identity: object) -> QuerySet[LedgerEntry]:
    """The entries about one subject, oldest first."""
    return LedgerEntry.objects.filter(subject_kind=kind, subject_id=str(identity)).order_by("id")


def verify(chain: str | None = None) -> Iterator[Fault]:
    """Recompute every digest of one chain, or of all, and yield each fault found.

    Finds a changed column, a missing entry, an entry put between, and a cut-off tail.
    """
    heads = ChainHead.objects.all() if chain is None else ChainHead.objects.filter(pk=chain)
    for head in heads.order_by("chain"):
        yield from _verify_chain(head)
    known = ChainHead.objects.values("chain")
    orphans = LedgerEntry.objects.exclude(chain__in=known).order_by("chain")
    if chain is not None:
        orphans = orphans.filter(chain=chain)
    for name in orphans.values_list("chain", flat=True).distinct():
        yield Fault(name, 0, "台账链没有链头")


def _verify_chain(head: ChainHead) -> Iterator[Fault]:
    previous, expected = "", 1
    for entry in LedgerEntry.objects.filter(chain=head.chain).order_by("number").iterator(500):
        if entry.number != expected:
            yield Fault(head.chain, expected, f"缺少第{expected}号至第{entry.number - 1}号记录")
        elif entry.previous != previous:
            yield Fault(head.chain, entry.number, "与上一条记录的摘要不衔接")
        if not _is_intact(entry):
            yield Fault(head.chain, entry.number, "内容与摘要不符，记录被改动过")
        previous, expected = entry.digest, entry.number + 1
    if (head.number, head.digest) != (expected - 1, previous):
        yield Fault(head.chain, head.number, "末尾的记录被删除或链头被改动")


def _is_intact(entry: LedgerEntry) -> bool:
    """Whether the digest is one of a known algorithm and fits the entry's content."""
    try:
        return verify_json(entry.content(), entry.digest)
    except DigestError:
        return False
