"""The catalogue's targets with their numbers, and which items prove which indicator (F11)."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.catalogue.models import EditionState, Item
from gongkai.duty import actions
from gongkai.duty.coverage.indicators import indicators_of
from gongkai.duty.forms.columns import LinkForm
from gongkai.duty.forms.coverage import ReportForm
from gongkai.duty.models import IndicatorLink
from gongkai.duty.queries import indicator_links
from gongkai.duty.views.coverage import report_of
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.views.common import FormPage, answer_form
from gongkai.organisation.web import OfficeRequest, office_page


@require_safe
@office_page("duty.read")
def indicators(request: OfficeRequest) -> HttpResponse:
    """Each target with its number, and under it the indicators that items prove."""
    year, _ = ReportForm(request.GET).wanted(today().year)
    report = report_of(request, year)
    context = {
        "report": report,
        "rows": indicators_of(request.actor, report),
        "links": _by_indicator(request),
        "may_link": reach_of(request.actor, "duty.link_indicator"),
        "may_unlink": reach_of(request.actor, "duty.unlink_indicator"),
    }
    return render(request, "duty/indicators.html", context)


def _by_indicator(request: OfficeRequest) -> list[tuple[str, list[tuple[IndicatorLink, Item]]]]:
    """The indicators of the assessment, each with the items of the catalogue that prove it."""
    links = list(indicator_links(request.actor))
    rows = Item.objects.filter(
        edition__town=request.actor.town_id, identity__in={link.identity for link in links}
    )
    items = {item.identity: item for item in rows.order_by("edition__number")}
    found: dict[str, list[tuple[IndicatorLink, Item]]] = defaultdict(list)
    for link in links:
        found[f"{link.indicator} {link.name}"].append((link, items[link.identity]))
    return list(found.items())


@office_page("duty.link_indicator")
@require_http_methods(["GET", "POST"])
def link(request: OfficeRequest) -> HttpResponse:
    """Say that an item proves an indicator of the assessment."""
    items = Item.objects.filter(
        edition__town=request.actor.town_id, edition__state=EditionState.IN_FORCE
    ).order_by("field__order", "sequence")
    form = LinkForm(request.POST or None, items=items)
    back = reverse("duty:indicators")
    page = FormPage("对应考核指标", "保存对应", back, "指标", back)

    def act(given: dict[str, Any]) -> str:
        made = actions.link_indicator(request.actor, **given)
        return f"已对应指标{made.indicator}。"

    return answer_form(request, form, page, act)


@office_page("duty.unlink_indicator")
@require_http_methods(["GET", "POST"])
def unlink(request: OfficeRequest, number: int) -> HttpResponse:
    """Take back that an item proves an indicator, after asking once."""
    found = get_object_or_404(indicator_links(request.actor), pk=number)
    if request.method == "POST":
        actions.unlink_indicator(request.actor, found)
        messages.success(request, f"已取消对应指标{found.indicator}，台账里仍有记录。")
        return redirect("duty:indicators")
    return render(request, "duty/indicator_unlink.html", {"link": found})
