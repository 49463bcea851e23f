"""What of applications people are reminded of: whose turn it is, by the day that the law sets."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from gongkai.foi.models import Application
from gongkai.reminding.sources import Occasion, Owed
from gongkai.rules.foi.states import Turn
from gongkai.rules.reminding import FURTHEST, Whom


def reminders(occasion: Occasion) -> Iterator[Owed]:
    """The cases of the town that wait for it, under their number alone. One query."""
    until = occasion.window.tell_until + timedelta(days=FURTHEST)
    rows = Application.objects.filter(town=occasion.town, turn=Turn.OFFICE, act_by__lte=until)
    columns = ("number", "unit", "act_by", "received_on", "handler")
    for number, unit, act_by, received_on, handler in rows.values_list(*columns):
        yield Owed(
            key=number,
            unit=unit,
            what=f"政府信息公开申请{number}",
            due=act_by,
            url=reverse("foi:case", args=[number]),
            known=received_on,
            person=handler,
            first=Whom.OFFICE,
        )
