"""Which publications answer which duties: read from the releases, never from what people say."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q
from django.utils import timezone

from gongkai.catalogue.models import Item
from gongkai.duty.models import Answer, Duty, DutyKind, Obligation
from gongkai.publication.advice import checklist
from gongkai.publication.models import Record
from gongkai.release.models import Delivery, DeliveryState, Proof, Release
from gongkai.rules.duty_matching import Owed, event_for, period_for

STILL_COUNTS: Final = frozenset({"term_ended", "superseded", "lapsed", "penalty_revoked"})
"""Reasons of a withdrawal after which the publication still counts: it was right and its time is
over. What was wrong, or must not be public, does not count (``rules.withdrawal``)."""


@dataclass(frozen=True)
class Standing:
    """What the releases of a record come to for the item that it is filed under now."""

    item: Item
    release: Release
    released_on: date
    proven: bool
    stands: bool
    living: bool
    address: str


def standing_of(record: Record) -> Standing | None:
    """What the releases of a record come to; None where nothing was released under an item.

    Filed anew counts from the release that filed it so: an older release under another item does
    not make it earlier.
    """
    releases = list(_releases(record))
    if not releases or (item := releases[-1].version.item) is None:
        return None
    last = releases[-1]
    run: list[Release] = []
    for release in reversed(releases):
        filed = release.version.item
        if filed is None or filed.identity != item.identity:
            break
        run.append(release)
    withdrawal = getattr(last, "withdrawal", None)
    deliveries = [delivery for release in run for delivery in release.deliveries.all()]
    return Standing(
        item=item,
        release=last,
        released_on=timezone.localdate(run[-1].released_at),
        proven=any(_was_seen(delivery) for delivery in deliveries),
        stands=withdrawal is None or withdrawal.reason in STILL_COUNTS,
        living=last.current,
        address=next((p.address for d in deliveries for p in d.proofs.all()), ""),
    )


def _releases(record: Record) -> Iterable[Release]:
    deliveries = Delivery.objects.prefetch_related(
        Prefetch("proofs", queryset=Proof.objects.order_by("id"))
    )
    return (
        record.releases.order_by("number")
        .select_related("version__item", "withdrawal")
        .prefetch_related(Prefetch("deliveries", queryset=deliveries))
    )


def _was_seen(delivery: Delivery) -> bool:
    """Whether the publication was seen at its address; the last proof of a removal is of that."""
    proofs = len(delivery.proofs.all())
    return proofs > (delivery.state == DeliveryState.REMOVED)


def obligation_for(record: Record, standing: Standing) -> Obligation | None:
    """Whose obligation a record answers: its unit's for the item, the open one first."""
    rows = Obligation.objects.filter(unit_id=record.unit_id, identity=standing.item.identity)
    return rows.filter(ended_on=None).first() or rows.order_by("-id").first()


def owed_by(obligation: Obligation, besides: int | None = None) -> list[Owed]:
    """The duties of an obligation as the matching sees them.

    besides: an answer that does not count as one, because it is being matched.
    """
    answers = Answer.objects.filter(duty__obligation=obligation, stands=True)
    if besides is not None:
        answers = answers.exclude(pk=besides)
    answered = set(answers.values_list("duty_id", flat=True))
    duties = Duty.objects.filter(obligation=obligation, ended_on=None).select_related("clock")
    return [_owed(duty, duty.pk in answered) for duty in duties]


def _owed(duty: Duty, answered: bool) -> Owed:
    if duty.kind == DutyKind.EVENT:
        day = duty.event_day
        first, last = sorted((day, duty.clock.due_on))
        return Owed(duty.pk, first, last, answered=answered, day=day)
    start, end = duty.period_start or date.min, duty.period_end or date.max
    after = duty.kind == DutyKind.PERIODIC and duty.clock.start == end and duty.clock.n > 0
    return Owed(duty.pk, start, end, after, answered)


def matching_duty(
    obligation: Obligation, formed: date, released: date, besides: int | None = None
) -> int | None:
    """The duty that a publication answers by rule; None where there is none."""
    owed = owed_by(obligation, besides)
    events = [duty for duty in owed if duty.day is not None]
    others = [duty for duty in owed if duty.day is None]
    if obligation.kind == DutyKind.EVENT:
        found = event_for(formed, events)
    else:
        same = [duty for duty in events if duty.day == formed and not duty.answered]
        rest = others[:1] if obligation.kind == DutyKind.STANDING else []
        found = next(iter([*same, *rest]), None) or period_for(formed, released, others)
    return found.key if found else None


def missing_elements(release: Release) -> list[str]:
    """The required elements of the item that the released version does not mention."""
    return [element.name for element in checklist(release.version) if not element.mentioned]


def live_records(obligations: Iterable[Obligation]) -> dict[int, list[Record]]:
    """The records that are public under the items of obligations, by obligation."""
    by_pair = {(row.unit_id, row.identity): row for row in obligations}
    found: dict[int, list[Record]] = defaultdict(list)
    if not by_pair:
        return found
    towns = {row.town_id for row in by_pair.values()}
    releases = Release.objects.filter(Q(current=True), town__in=towns).select_related(
        "record", "version__item"
    )
    for release in releases.filter(version__item__isnull=False).iterator(500):
        item = release.version.item
        row = by_pair.get((release.record.unit_id, item.identity)) if item else None
        if row is not None:
            found[row.pk].append(release.record)
    return found
