"""What people are reminded of: duties by their date, urgings when they come and go further."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongkai.duty.engine.plans import setting_of
from gongkai.duty.models import Duty, DutyKind, Urging, UrgingState
from gongkai.duty.states import in_states
from gongkai.reminding.sources import Occasion, Owed, Told
from gongkai.rules.duty_state import WAITING
from gongkai.rules.reminding import FURTHEST, NAMES, URGING_LEVELS, Whom


def reminders(occasion: Occasion) -> Iterator[Owed | Told]:
    """The open duties and urgings of a town. Three queries."""
    yield from _duties(occasion)
    yield from _urgings(occasion)


def _duties(occasion: Occasion) -> Iterator[Owed]:
    within = occasion.window
    until = within.tell_until + timedelta(days=FURTHEST)
    rows = Duty.objects.filter(town=occasion.town, running=True, due_on__lte=until)
    soon = max(setting_of(occasion.town).soon_days, FURTHEST)
    rows = in_states(rows, tuple(sorted(WAITING)), within.day, soon)
    columns = (
        *("pk", "unit", "item__level1", "item__level2", "kind", "what"),
        *("due_on", "made_at", "assignee"),
    )
    for number, unit, level1, level2, kind, what, due, made_at, person in rows.values_list(
        *columns
    ).iterator(2000):
        item = f"{level1} / {level2}" if level1 != level2 else level2
        # What was typed of an event may name somebody: it stays within the house.
        typed = kind == DutyKind.EVENT
        yield Owed(
            key=str(number),
            unit=unit,
            what=f"{item}（{what}）" if what and not typed else item,
            due=due,
            url=reverse("duty:duty", args=[number]),
            known=timezone.localdate(made_at),
            note=what if typed else "",
            person=person,
        )


def _urgings(occasion: Occasion) -> Iterator[Owed | Told]:
    """An urging is told when it comes, on the day before its reply date, and when it goes further;
    the answer is told to the Office.
    """
    rows = Urging.objects.filter(town=occasion.town).filter(
        Q(state=UrgingState.OPEN) | Q(state=UrgingState.REPLIED, replies__at__gt=occasion.since)
    )
    for urging in rows.distinct().order_by("pk"):
        if urging.state == UrgingState.REPLIED:
            yield _told(urging, Whom.OFFICE, "单位已经回复，请核对")
        elif urging.escalated_at and urging.escalated_at > occasion.since:
            yield from _further(urging)
        elif urging.asked_at > occasion.since:
            yield _told(urging, Whom.LIAISON, "请在期限前回复办理情况")
        elif occasion.window.day <= urging.reply_by <= occasion.window.tell_until + _DAY:
            yield _told(urging, Whom.LIAISON, "回复期限快到了")


_DAY = timedelta(days=1)


def _further(urging: Urging) -> Iterator[Told]:
    level = next(row for row in URGING_LEVELS if row.code == urging.escalated)
    yield _told(urging, Whom.LIAISON, "过了期限没有回复，请马上回复")
    for whom in sorted(level.whom):
        yield _told(urging, whom, f"单位过了期限没有回复，提请{NAMES[whom]}")


def _told(urging: Urging, whom: Whom, words: str) -> Told:
    return Told(
        key=f"urging-{urging.pk}-{whom}",
        unit=urging.unit_id,
        what=f"督办{urging.pk}号",
        words=words,
        url=reverse("duty:urging", args=[urging.pk]),
        to=frozenset({whom}),
        due=urging.reply_by,
        note=urging.words,
    )
