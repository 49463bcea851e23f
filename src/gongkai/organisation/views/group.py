"""Pages of the leading group."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.organisation import actions, queries
from gongkai.organisation.actions.common import root_unit
from gongkai.organisation.forms.group import DayForm, SeatForm
from gongkai.organisation.forms.units import EndForm
from gongkai.organisation.models import GroupSeat, SeatKind
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.views.common import FormPage, allowed, answer_form, day_of, posted
from gongkai.organisation.web import OfficeRequest, office_page


@office_page("organisation.read")
def group(request: OfficeRequest) -> HttpResponse:
    """The leading group as of a day, in the order of attachment 1."""
    town = request.account.unit.town
    on = day_of(request.GET.get("on"), today())
    seats = list(queries.roster(town, on))
    kinds = [
        (kind, [seat for seat in seats if seat.kind == kind])
        for kind in SeatKind
        if any(seat.kind == kind for seat in seats)
    ]
    context = {
        "on": on,
        "is_today": on == today(),
        "form": DayForm(request.GET if "on" in request.GET else None, initial={"on": on}),
        "kinds": kinds,
        "count": sum(seat.kind != SeatKind.OFFICE_UNIT for seat in seats),
        "may": allowed(request, root_unit(town), ("appoint_seat", "end_seat")),
    }
    return render(request, "organisation/group.html", context)


def _page(title: str, intro: str = "") -> FormPage:
    back = reverse("organisation:group")
    return FormPage(title, "登记", back, "领导小组", back, intro)


@office_page("organisation.appoint_seat")
@require_http_methods(["GET", "POST"])
def seat_new(request: OfficeRequest) -> HttpResponse:
    """Give somebody a seat."""
    town = request.account.unit.town
    units = units_in_scope(request.actor, "organisation.read").filter(closed_on=None)
    initial = {"kind": request.GET.get("kind", SeatKind.MEMBER), "valid_from": today()}
    form = SeatForm(posted(request), units=units.order_by("order", "id"), initial=initial)

    def act(given: dict[str, Any]) -> str:
        why = str(given.pop("why"))
        seat = actions.appoint_seat(request.actor, town, actions.SeatFacts(**given), why=why)
        return f"已登记{seat.get_kind_display()}{seat.person or seat.unit}。"

    return answer_form(request, form, _page("登记领导小组席位"), act)


@office_page("organisation.end_seat")
@require_http_methods(["GET", "POST"])
def seat_end(request: OfficeRequest, number: int) -> HttpResponse:
    """Register that somebody leaves the group."""
    town = request.account.unit.town
    seat = get_object_or_404(GroupSeat.objects.select_related("town", "unit"), pk=number, town=town)
    form = EndForm(posted(request), initial={"valid_to": today()})
    who = seat.person or seat.unit

    def act(given: dict[str, Any]) -> str:
        actions.end_seat(request.actor, seat, given["valid_to"], why=given["why"])
        return f"已登记{who}离任。以前日期的名单仍可按日期查看。"

    title = f"登记{seat.get_kind_display()}{who}离任"
    return answer_form(request, form, _page(title), act)
