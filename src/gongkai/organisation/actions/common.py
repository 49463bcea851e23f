"""What the actions of this package share: plain values for the ledger, checks, terms of office."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gongkai.organisation.acting import Act
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.dates import DateOutOfRangeError, check_date


def plain(thing: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The named columns as JSON values, for the ledger's before and after."""
    found = {name: getattr(thing, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
    }


def check_columns(thing: models.Model, names: Iterable[str]) -> None:
    """Check the named columns by their own types (length, form, choices); Invalid by field."""
    others = {column.name for column in thing._meta.fields} - set(names)
    try:
        thing.clean_fields(exclude=others)
    except ValidationError as error:
        raise Invalid({name: " ".join(said) for name, said in error.message_dict.items()}) from None


def check_term_date(day: date, name: str) -> date:
    """A date from 1949 to 2100, or Invalid on field ``name``."""
    try:
        return check_date(day)
    except DateOutOfRangeError as error:
        raise Invalid({name: f"{error}。"}) from None


def refresh_site(act: Act) -> None:
    """Let the public pages of units, posts and leading group be written again, and tell the rooms
    above.
    """
    town = act.actor.town
    if town is not None:
        key = f"organisation:{town.slug}:{act.entries[-1].digest}"
        act.effect("portal.organisation", {"town": town.slug}, key=key, coalesce=True)
        changed = f"changed:{key}"
        act.effect("organisation.changed", {"town": town.slug}, key=changed, coalesce=True)


def lock_open(unit: Unit) -> Unit:
    """The unit as it is now, locked until the transaction ends; NotAllowedNow if it is closed.

    Lock a unit before an account, so that no two acts wait for each other.
    """
    now = Unit.objects.select_for_update().get(pk=unit.pk)
    if now.closed_on is not None:
        raise NotAllowedNow(f"{now.name}已于{now.closed_on}撤销，不能再这样办理。")
    return now


def root_unit(town: Town) -> Unit:
    """The town's own unit, the top of its tree."""
    return Unit.objects.select_related("town").get(town=town, parent=None)


def last_day_before(begins: date, former_began: date, who: str) -> date:
    """The last day of a former term when the next one begins on ``begins``.

    Raises Invalid on ``valid_from`` where that would end the former term before it began.
    """
    if begins <= former_began:
        raise Invalid(
            {"valid_from": f"{who}自{former_began}起任职，接任日期应晚于这一天。请核对日期。"}
        )
    return begins - timedelta(days=1)


def check_last_day(began: date, ended: date | None, last_day: date) -> None:
    """Whether a running term can end on ``last_day``; Invalid on ``valid_to``."""
    check_term_date(last_day, "valid_to")
    if ended is not None:
        raise Invalid({"valid_to": f"已登记在{ended}离任，不需要再次登记。"})
    if last_day < began:
        raise Invalid({"valid_to": f"离任日期不能早于任职日期{began}。"})
