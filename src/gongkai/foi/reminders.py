"""What of applications people are reminded of: whose turn it is, by the day that the law sets; what
a unit was asked to help with; and what the Office reminds of by hand.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from gongkai.foi.actions.reminding import VERB
from gongkai.foi.models import Application, Assistance, Event
from gongkai.reminding.sources import Occasion, Owed, Told
from gongkai.rules.foi.states import Turn
from gongkai.rules.reminding import FURTHEST, Whom


def reminders(occasion: Occasion) -> Iterator[Owed | Told]:
    """The cases of the town that wait for somebody of it, by their number alone. Three queries."""
    until = occasion.window.tell_until + timedelta(days=FURTHEST)
    rows = Application.objects.filter(town=occasion.town, turn=Turn.OFFICE, act_by__lte=until)
    columns = ("number", "unit", "act_by", "received_on", "handler")
    for number, unit, act_by, received_on, handler in rows.values_list(*columns):
        yield Owed(
            key=number,
            unit=unit,
            what=_case(number),
            due=act_by,
            url=reverse("foi:case", args=[number]),
            known=received_on,
            person=handler,
            first=Whom.OFFICE,
        )
    reminded = _reminded(occasion)
    for asked in _unanswered(occasion):
        yield from _asked(asked, reminded.get(asked.application_id))
    for event in reminded.values():
        if event.application.turn == Turn.OFFICE:
            yield _told(event)


def _reminded(occasion: Occasion) -> dict[int, Event]:
    """The last reminder by hand since the gathering before, by case; of open cases."""
    rows = Event.objects.filter(
        application__town=occasion.town,
        application__closed_on=None,
        verb=VERB,
        at__gt=occasion.since,
    )
    found = rows.select_related("application__handler").order_by("id")
    return {event.application_id: event for event in found}


def _unanswered(occasion: Occasion) -> Iterator[Assistance]:
    rows = Assistance.objects.filter(
        application__town=occasion.town, application__closed_on=None, answered_on=None
    )
    yield from rows.select_related("application").order_by("id")


def _asked(asked: Assistance, reminded: Event | None) -> Iterator[Owed | Told]:
    """The unit has no page of the case: its own says what the letter asks, and how to answer."""
    url = reverse("foi:assistance", args=[asked.pk])
    what = f"{_case(asked.application.number)}的协办函"
    yield Owed(
        key=f"assistance-{asked.pk}",
        unit=asked.unit_id,
        what=what,
        due=asked.reply_by,
        url=url,
        known=asked.sent_on,
    )
    if reminded is not None:
        yield Told(
            key=f"assistance-{asked.pk}-told",
            unit=asked.unit_id,
            what=what,
            words="党政办公室提醒：请按协办函的要求反馈",
            url=url,
            due=asked.reply_by,
        )


def _told(event: Event) -> Told:
    """Messages stay for good, and the words of a reminder go with the case: they stand there."""
    case, handler = event.application, event.application.handler
    known = handler is not None and handler.is_active
    return Told(
        key=f"{case.number}-told",
        unit=case.unit_id,
        what=_case(case.number),
        words="党政办公室提醒：请抓紧办理，详见案卷的办理经过",
        url=reverse("foi:case", args=[case.number]),
        to=frozenset({Whom.LIAISON if known else Whom.OFFICE}),
        due=case.act_by,
        person=handler.pk if handler is not None and known else None,
    )


def _case(number: str) -> str:
    return f"政府信息公开申请{number}"
