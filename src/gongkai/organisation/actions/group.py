"""The leading group (政务公开工作领导小组) of attachment 1, changed without code (F38)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import (
    check_columns,
    check_last_day,
    check_term_date,
    last_day_before,
    lock_open,
    plain,
    refresh_site,
    root_unit,
)
from gongkai.organisation.models import GroupSeat, SeatKind, Town, Unit
from gongkai.organisation.refusals import Invalid

SINGLE_SEATS = frozenset(
    {
        SeatKind.LEADER,
        SeatKind.EXECUTIVE_DEPUTY,
        SeatKind.OFFICE_UNIT,
        SeatKind.OFFICE_DIRECTOR,
    }
)
"""Seats held by one at a time: a new holder ends the former one's term."""


@dataclass(frozen=True)
class SeatFacts:
    """A seat, who sits on it, and since when.

    unit: the unit that the person stands for; for ``office_unit`` the unit in which the
    group's office is, then person and post_title are empty. order: the place in the list.
    """

    kind: SeatKind | str
    valid_from: date
    person: str = ""
    post_title: str = ""
    unit: Unit | None = None
    order: int = 0


_FIELDS = ("kind", "person", "post_title", "unit_id", "order", "valid_from")


@action("organisation.appoint_seat")
def appoint_seat(act: Act, town: Town, facts: SeatFacts, *, why: str = "") -> GroupSeat:
    """Give a seat from a day on; on a single seat the former holder's term ends the day before.

    Raises Invalid by field. The former terms stay, so the list of any past day can be shown.
    """
    root = root_unit(town)
    act.permit(root)
    Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    seat = _checked_seat(town, facts)
    before = None
    if seat.kind in SINGLE_SEATS:
        before = _end_former(seat)
    else:
        _check_not_twice(seat)
    seat.save()
    act.record(seat, unit=root, before=before, after=plain(seat, _FIELDS), why=why)
    refresh_site(act)
    return seat


@action("organisation.end_seat")
def end_seat(act: Act, seat: GroupSeat, last_day: date, *, why: str = "") -> GroupSeat:
    """Register that somebody leaves the group; ``last_day`` is the last day on the seat."""
    root = root_unit(seat.town)
    act.permit(root)
    seat = GroupSeat.objects.select_for_update().get(pk=seat.pk)
    check_last_day(seat.valid_from, seat.valid_to, last_day)
    seat.valid_to = last_day
    seat.save(update_fields=["valid_to"])
    act.record(
        seat,
        unit=root,
        before={"valid_to": None},
        after={"valid_to": last_day.isoformat()},
        why=why,
    )
    refresh_site(act)
    return seat


def _checked_seat(town: Town, facts: SeatFacts) -> GroupSeat:
    seat = GroupSeat(
        town=town,
        kind=facts.kind,
        person=facts.person.strip(),
        post_title=facts.post_title.strip(),
        unit=facts.unit,
        order=facts.order,
        valid_from=check_term_date(facts.valid_from, "valid_from"),
    )
    check_columns(seat, ("kind", "person", "post_title", "order"))
    if facts.unit is not None:
        if facts.unit.town_id != town.pk:
            raise Invalid({"unit": "只能选择本镇街的单位。"})
        lock_open(facts.unit)
    _check_who(seat)
    return seat


def _check_who(seat: GroupSeat) -> None:
    if seat.kind != SeatKind.OFFICE_UNIT:
        if not seat.person:
            raise Invalid({"person": "请填写姓名。"})
        return
    if seat.unit is None:
        raise Invalid({"unit": "请选择领导小组办公室设在哪个单位。"})
    if seat.person or seat.post_title:
        raise Invalid({"person": "“办公室设在”只填单位；人员请登记为办公室主任。"})


def _end_former(seat: GroupSeat) -> dict[str, object] | None:
    """End the running term of a single seat; what it was, for the ledger."""
    same = GroupSeat.objects.filter(town=seat.town, kind=seat.kind)
    later = same.filter(valid_to__gte=seat.valid_from).order_by("-valid_to").first()
    if later is not None:
        who = later.person or later.get_kind_display()
        raise Invalid(
            {"valid_from": f"{who}的任期到{later.valid_to}为止，接任日期应晚于这一天。请核对日期。"}
        )
    former = same.filter(valid_to=None).first()
    if former is None:
        return None
    who = former.person or former.get_kind_display()
    former.valid_to = last_day_before(seat.valid_from, former.valid_from, who)
    former.save(update_fields=["valid_to"])
    return {"id": former.pk, **plain(former, (*_FIELDS, "valid_to"))}


def _check_not_twice(seat: GroupSeat) -> None:
    same = GroupSeat.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=seat.valid_from),
        town=seat.town,
        kind=seat.kind,
        person=seat.person,
        unit=seat.unit,
        post_title=seat.post_title,
    )
    if same.exists():
        raise Invalid({"person": f"{seat.person}已在这个席位上，不需要再次登记。"})
