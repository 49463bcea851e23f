"""The page of the town's check sheet."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.campaign import actions
from gongkai.campaign.forms.points import BasePoints, PointsFormSet
from gongkai.campaign.models import CheckPoint
from gongkai.campaign.templates_of import points_of
from gongkai.campaign.views.common import posted, town_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.web import OfficeRequest, office_page


@office_page("campaign.set_check_points")
@require_http_methods(["GET", "POST"])
def check_points(request: OfficeRequest) -> HttpResponse:
    """Set what guidance checks of this town look at."""
    town = town_of(request)
    shown = [
        {"order": order, "text": point.text, "basis": point.basis, "units": point.units}
        for order, point in enumerate(points_of(town), start=1)
    ]
    # What was sent is not compared with what is there: equal rows would count as not filled in.
    initial = None if request.method == "POST" else shown
    formset = cast(BasePoints, PointsFormSet(posted(request), initial=initial, prefix="point"))
    error = ""
    if request.method == "POST" and formset.is_valid():
        try:
            made = actions.set_check_points(request.actor, formset.facts())
        except NotPermitted:
            raise
        except Refused as refused:
            error = str(refused)
        else:
            told = f"检查表已设{len(made)}条，之后开展的检查按此填写。"
            messages.success(request, told if made else "检查表已恢复为实施方案的内容。")
            return redirect("campaign:checks")
    own = CheckPoint.objects.filter(town=town).exists()
    context = {"formset": formset, "error": error, "own": own}
    status = 422 if error or any(formset.errors) else 200
    return render(request, "campaign/check_points.html", context, status=status)
