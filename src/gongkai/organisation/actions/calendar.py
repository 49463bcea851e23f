"""Entering the State Council's yearly notice, which makes the next calendar edition."""

from typing import Literal

from django.db import IntegrityError, transaction

from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import shortened
from gongkai.organisation.models import CalendarEdition
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Conflict, Invalid
from gongkai.rules.calendar import CalendarError, Notice, to_data, with_year

Mode = Literal["new", "amend", "replace"]


@action("organisation.enter_calendar_year")
def enter_calendar_year(act: Act, notice: Notice, mode: Mode = "new") -> CalendarEdition:
    """Enter a notice on days off; the calendar in force and this notice make a new edition.

    mode: ``new`` for a year without notice, ``amend`` for a notice that changes an announced
    year, ``replace`` to correct what was typed before. The calendar is national, so one entry
    serves every town of the deployment. Raises Invalid where the notice contradicts itself,
    Conflict where somebody else entered one at the same moment. Whoever keeps open clocks
    recomputes them on the effect ``calendar.changed`` (promise 3).
    """
    act.permit(None)
    # Before the edition in force is read: where another one comes between, the number is taken.
    last = CalendarEdition.objects.order_by("-number").first()
    former = calendar_in_force()
    try:
        calendar = with_year(former, notice, mode)
    except CalendarError as error:
        raise Invalid(f"{error}。") from None
    edition = CalendarEdition(
        number=last.number + 1 if last else 1,
        name=calendar.edition,
        data=to_data(calendar),
        notice=shortened(notice.label(), 300),
        created_by=act.actor.name,
    )
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError:
        raise Conflict("刚刚有人录入了节假日安排。请刷新页面，核对后再办理。") from None
    act.record(
        edition,
        unit=None,
        before={"edition": former.edition},
        after={"edition": calendar.edition, "year": notice.year, "mode": mode},
        why=notice.label(),
    )
    act.effect(
        "calendar.changed",
        {"number": edition.number, "edition": calendar.edition, "former": former.edition},
        key=f"calendar.changed:{edition.number}",
    )
    return edition
