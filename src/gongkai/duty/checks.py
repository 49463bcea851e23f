"""What ``gongkai ledger verify`` asks of duties: the ledger vouches for the events of each run."""

from collections.abc import Iterator

from gongkai.duty.engine.recounting import digest_of
from gongkai.duty.models import Run
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import Fault


def runs_as_recorded() -> Iterator[Fault]:
    """Each run whose events are not those over which its ledger entry has the digest."""
    kind = Run._meta.label_lower
    for run in Run.objects.select_related("town").order_by("id").iterator(200):
        entry = (
            LedgerEntry.objects.filter(subject_kind=kind, subject_id=str(run.pk))
            .order_by("id")
            .first()
        )
        if entry is None:
            yield Fault(run.town.slug, 0, f"公开任务第{run.pk}次重算没有台账记录")
        elif (entry.after or {}).get("events") != digest_of(run):
            yield Fault(run.town.slug, entry.number, f"公开任务第{run.pk}次重算的变动记录被改动过")
