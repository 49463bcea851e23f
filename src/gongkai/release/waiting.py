"""What of release waits for a person, and what a record's page shows of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.organisation.waiting import WaitingItem
from gongkai.publication.models import Record, RecordState
from gongkai.publication.panels import NextStep, Panel
from gongkai.publication.queries import title_of
from gongkai.release.queries import approved_for, releases_of


def approved_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Approved records to release."""
    for record in approved_for(actor):
        yield WaitingItem(
            what=title_of(record),
            whose=record.unit.name,
            since=timezone.localdate(record.updated_at),
            reason="审查通过，可以发布",
            url=reverse("release:release", args=[record.slug]),
            action_label="发布",
        )


def panel(actor: Actor, record: Record) -> Panel | None:
    """Channels and proof of a record, and the step to release it."""
    releases = list(releases_of(record))
    step = None
    if record.state == RecordState.APPROVED and reaches(actor, "release.release", record.unit):
        url = reverse("release:release", args=[record.slug])
        step = NextStep("发布", url, "审查通过，可以发布。")
    more: tuple[tuple[str, str], ...] = ()
    if any(r.current for r in releases) and reaches(actor, "release.withdraw", record.unit):
        more = (("撤下", reverse("release:withdraw", args=[record.slug])),)
    if not releases and step is None:
        return None
    return Panel("发布渠道和凭证", "release/panel.html", {"releases": releases}, step, more)
