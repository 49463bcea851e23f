"""The outbox calls these: duties follow releases, the catalogue, the units and the days.

Each reads the present state and not its payload, so that a repeated or late effect does no harm.
"""

from contextlib import suppress

from django.db import transaction

from gongkai.duty import actions
from gongkai.duty.actions import escalate_urging, follow, make
from gongkai.duty.actions.following import needs_following
from gongkai.duty.actions.making import NothingToDoError
from gongkai.duty.actions.urging import level_reached
from gongkai.duty.coverage.front import is_counted
from gongkai.duty.engine.making import lacking
from gongkai.duty.engine.obliging import in_step
from gongkai.duty.locking import one_at_a_time
from gongkai.duty.models import Cause, Urging, UrgingState
from gongkai.ledger import clock
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Conflict
from gongkai.outbox.handlers import Delivery, PermanentFailure
from gongkai.publication.models import Record


def on_release_changed(delivery: Delivery) -> None:
    """A record was released, seen, corrected or taken down: ``{"record"}``."""
    record = (
        Record.objects.select_related("town", "unit").filter(pk=delivery.payload["record"]).first()
    )
    if record is None:
        raise PermanentFailure("没有这条信息。")
    with transaction.atomic():
        # What a making in progress begins is seen once it is done, and it does not see this.
        one_at_a_time(record.town)
        if needs_following(record):
            follow(system_actor(record.town), record)


def on_catalogue_changed(delivery: Delivery) -> None:
    """The catalogue in force or its responsible units changed: ``{"town"}``."""
    _make(_town(delivery), Cause.CATALOGUE)


def on_organisation_changed(delivery: Delivery) -> None:
    """Units were made, moved or closed: ``{"town"}``. Most changes concern no duty."""
    town = _town(delivery)
    if not in_step(town):
        _make(town, Cause.UNITS)


def every_day(delivery: Delivery) -> None:
    """Make what begins; states change by themselves. Where nothing begins nothing is written."""
    del delivery
    for town in Town.objects.order_by("pk"):
        if lacking(town, clock.today()).exists() or not in_step(town):
            _make(town, Cause.DAY)


def count_for_front(delivery: Delivery) -> None:
    """Once a day: what the first public page says of the quarter."""
    del delivery
    for town in Town.objects.order_by("pk"):
        if not is_counted(town):
            actions.count_for_front(system_actor(town), town)


def look_at_urgings(delivery: Delivery) -> None:
    """Take further what is unanswered beyond its day; nothing on a second look."""
    del delivery
    late = Urging.objects.filter(state=UrgingState.OPEN, reply_by__lt=clock.today())
    for urging in late.select_related("town", "unit").order_by("pk"):
        if level_reached(urging):
            with suppress(Conflict):
                escalate_urging(system_actor(urging.town), urging)


def _make(town: Town, cause: Cause) -> None:
    with suppress(NothingToDoError):
        make(system_actor(town), town, cause)


def _town(delivery: Delivery) -> Town:
    town = Town.objects.filter(slug=delivery.payload["town"]).first()
    if town is None:
        raise PermanentFailure("没有这个镇街。")
    return town
