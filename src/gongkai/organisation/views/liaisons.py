"""Pages of the liaisons."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.organisation import actions, queries
from gongkai.organisation.forms.units import HandOverForm, LiaisonForm
from gongkai.organisation.models import Liaison
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.views.common import FormPage, allowed, answer_form, posted, unit_or_404
from gongkai.organisation.web import OfficeRequest, office_page, page_of


@office_page("organisation.read")
def liaisons(request: OfficeRequest) -> HttpResponse:
    """Every unit's liaison, the units without one first."""
    seen = units_in_scope(request.actor, "organisation.read")
    active = (
        Liaison.objects.filter(unit__in=seen, valid_to=None)
        .select_related("unit", "account")
        .order_by("unit__order", "unit_id")
    )
    context = {
        "without": queries.units_without_liaison(request.account.unit.town).filter(pk__in=seen),
        "page": page_of(request, active),
        "may": allowed(request, request.account.unit, ("appoint_liaison", "hand_over_liaison")),
    }
    return render(request, "organisation/liaisons.html", context)


@office_page("organisation.appoint_liaison")
@require_http_methods(["GET", "POST"])
def liaison(request: OfficeRequest, slug: str) -> HttpResponse:
    """Name a unit's first liaison, or hand over from the present one."""
    unit = unit_or_404(request, slug)
    present = queries.liaison_of(unit)
    people = unit.accounts.filter(is_active=True)
    given_first = {"valid_from": today()}
    url = reverse("organisation:unit", args=[unit.slug])
    if present is None:
        form = LiaisonForm(posted(request), accounts=people, initial=given_first)
        page = FormPage(f"指定{unit.name}的联络员", "指定", url, unit.name, url)
    else:
        others = people.exclude(pk=present.account_id)
        form = HandOverForm(posted(request), accounts=others, initial=given_first)
        intro = (
            f"现任联络员{present.account.name}，自{present.valid_from}起。"
            "交接后其任期到起始日期的前一日为止。"
        )
        page = FormPage(f"{unit.name}联络员交接", "交接", url, unit.name, url, intro)
    verb = actions.appoint_liaison if present is None else actions.hand_over_liaison

    def act(given: dict[str, Any]) -> str:
        verb(request.actor, unit, **given)
        return f"{unit.name}的联络员自{given['valid_from']}起为{given['account']}。"

    return answer_form(request, form, page, act)
