"""What of release waits for a person, and what a record's page shows of it."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from gongkai.organisation.actor import Actor
from gongkai.organisation.scope import reaches
from gongkai.organisation.waiting import WaitingItem
from gongkai.publication.models import Record, RecordState
from gongkai.publication.panels import NextStep, Panel
from gongkai.publication.queries import title_of
from gongkai.release.models import Release, Schedule
from gongkai.release.queries import (
    approved_for,
    failed_for,
    over_term_for,
    planned_for,
    refused_for,
    releases_of,
)


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


def failed_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Planned releases that did not happen."""
    for planned in failed_for(actor):
        may = reaches(actor, "release.release", planned.record.unit)
        where = "release:release" if may else "publication:record"
        yield WaitingItem(
            what=planned.version.title,
            whose=planned.record.unit.name,
            since=timezone.localdate(planned.at),
            reason=f"定时发布没有成功：{planned.refusal}",
            url=reverse(where, args=[planned.record.slug]),
            action_label="处理" if may else "查看",
        )


def term_waiting(actor: Actor) -> Iterator[WaitingItem]:
    """Public records whose 公开期限 is over (handbook 4.6)."""
    for record in over_term_for(actor):
        until = record.publish_until
        if until is None:
            continue
        may = reaches(actor, "release.expire", record.unit)
        where = "release:expire" if may else "publication:set_term"
        yield WaitingItem(
            what=title_of(record),
            whose=record.unit.name,
            since=until + timedelta(days=1),
            reason=f"公开期限已满（至{until.isoformat()}）：撤下或延长",
            url=reverse(where, args=[record.slug]),
            action_label="撤下或延长" if may else "延长",
        )


def panel(actor: Actor, record: Record) -> Panel | None:
    """Channels and proof of a record, what is planned, its term, and the step to release it."""
    releases = list(releases_of(record))
    planned, failed = planned_for(record), refused_for(record)
    step = _step(actor, record)
    if not releases and step is None and planned is None:
        return None
    values = {"releases": releases, "planned": planned, "failed": failed, "record": record}
    more = _more(actor, record, releases, planned)
    return Panel("发布渠道和凭证", "release/panel.html", values, step, more)


def _step(actor: Actor, record: Record) -> NextStep | None:
    if not reaches(actor, "release.release", record.unit):
        return None
    url = reverse("release:release", args=[record.slug])
    if record.state == RecordState.APPROVED:
        return NextStep("发布", url, "审查通过，可以立即发布，也可以定时发布。")
    if record.state == RecordState.SCHEDULED:
        return NextStep("查看定时发布", url, "已定好发布时间，到时自动发布。")
    return None


def _more(
    actor: Actor, record: Record, releases: list[Release], planned: Schedule | None
) -> tuple[tuple[str, str], ...]:
    """The quieter links: give up the plan, set the term, take down."""
    live = any(release.current for release in releases)
    offers = [
        (planned is not None, "release.unschedule", "取消定时发布", "release:unschedule"),
        (live, "publication.set_term", "设定公开期限", "publication:set_term"),
        (live, "release.withdraw", "撤下", "release:withdraw"),
    ]
    return tuple(
        (words, reverse(name, args=[record.slug]))
        for possible, verb, words, name in offers
        if possible and reaches(actor, verb, record.unit)
    )
