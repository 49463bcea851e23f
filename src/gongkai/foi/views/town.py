"""Settings, repeated demand, reconsideration and lawsuits, requests about one's own record."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.foi import actions as foi
from gongkai.foi.forms import town as forms
from gongkai.foi.helping import helped_in
from gongkai.foi.models import Dispute
from gongkai.foi.queries import demand_for, disputes_for
from gongkai.foi.setting import settings_of
from gongkai.foi.views.cases import office_unit
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.refusals import NotPermitted, Refused
from gongkai.organisation.views.common import FormPage, answer_form, posted
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of

_PLACE = "依申请公开"


@office_page("foi.read")
@require_http_methods(["GET", "POST"])
def settings(request: OfficeRequest) -> HttpResponse:
    """The town's settings; who may not change them reads them."""
    assert request.actor.town is not None  # noqa: S101
    row = settings_of(request.actor.town)
    form = forms.SettingsForm(posted(request), row=row)
    may_set = reach_of(request.actor, "foi.set_settings") is not None
    if request.method == "POST" and form.is_valid():
        try:
            foi.set_settings(request.actor, office_unit(request), form.facts())
        except NotPermitted:
            raise
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已保存设置。正在进行的期限不受影响。")
            return redirect("foi:settings")
    context = {
        "form": form,
        "row": row,
        "may_set": may_set,
        "may_name": reach_of(request.actor, "foi.name_head") is not None,
    }
    return render(request, "foi/settings.html", context, status=422 if form.errors else 200)


@office_page("foi.name_head")
@require_http_methods(["GET", "POST"])
def head(request: OfficeRequest) -> HttpResponse:
    """Name the head of the Office, who approves extensions."""
    form = forms.HeadForm(posted(request), town_id=request.actor.town_id)
    page = FormPage(
        title="指定政府信息公开工作机构负责人",
        verb="确定",
        back=reverse("foi:settings"),
        place=_PLACE,
        place_url=reverse("foi:queue"),
        intro="延期答复由负责人审批；负责人本人承办的，由主管领导审批。",
    )

    def act(given: dict[str, object]) -> str:
        row = foi.name_head(request.actor, office_unit(request), given["head"])  # type: ignore[arg-type]
        return f"已指定{row.head.name}为负责人。" if row.head else ""

    return answer_form(request, form, page, act)


@office_page("foi.read")
def demand(request: OfficeRequest) -> HttpResponse:
    """Topics that are asked for again and again."""
    assert request.actor.town is not None  # noqa: S101
    context = {
        "rows": demand_for(request.actor),
        "threshold": settings_of(request.actor.town).demand_threshold,
        "may_decide": reach_of(request.actor, "foi.decide_demand") is not None,
        "year": today().year,
        "helped": helped_in(request.actor.town, today().year).sentence(),
    }
    return render(request, "foi/demand.html", context)


@office_page("foi.decide_demand")
@require_http_methods(["GET", "POST"])
def demand_decide(request: OfficeRequest) -> HttpResponse:
    """What the Office makes of one topic."""
    topic = request.GET.get("topic", "")
    page = FormPage(
        title=f"集中需求：{topic}",
        verb="保存意见",
        back=reverse("foi:demand"),
        place=_PLACE,
        place_url=reverse("foi:queue"),
        intro="多人申请公开同一信息的，可以纳入主动公开的范围（第四十四条）。意见留给修订目录时使用。",
    )

    def act(given: dict[str, object]) -> str:
        proposes = given["proposes"] == "yes"
        unit = office_unit(request)
        foi.decide_demand(request.actor, unit, topic, proposes, str(given["reason"]))
        return "已保存意见。"

    return answer_form(request, forms.DemandForm(posted(request)), page, act)


@office_page("foi.read")
def disputes(request: OfficeRequest) -> HttpResponse:
    """Reconsiderations and lawsuits."""
    context = {
        "page": page_of(request, disputes_for(request.actor)),
        "may_end": reach_of(request.actor, "foi.end_dispute") is not None,
        "today": today(),
    }
    return render(request, "foi/disputes.html", context)


@office_page("foi.end_dispute")
@require_http_methods(["GET", "POST"])
def dispute_answer(request: OfficeRequest, dispute_id: int) -> HttpResponse:
    """Enter that the agency has responded."""
    found = get_object_or_404(disputes_for(request.actor), pk=dispute_id)

    def act(given: dict[str, object]) -> str:
        foi.answer_dispute(request.actor, found, given["on"])  # type: ignore[arg-type]
        return "已登记答复或者答辩。"

    page = _dispute_page(found, "登记答复、答辩", found.answer_sentence)
    return answer_form(request, forms.DayForm(posted(request)), page, act)


@office_page("foi.end_dispute")
@require_http_methods(["GET", "POST"])
def dispute_end(request: OfficeRequest, dispute_id: int) -> HttpResponse:
    """Enter the result."""
    found = get_object_or_404(disputes_for(request.actor), pk=dispute_id)

    def act(given: dict[str, object]) -> str:
        verb, result = str(given["verb"]), str(given["result"])
        foi.end_dispute(
            request.actor,
            found,
            verb,
            result,
            on=given["on"],  # type: ignore[arg-type]
            redo_by=given["redo_by"],  # type: ignore[arg-type]
        )
        return "已登记结果。"

    page = _dispute_page(found, "登记结果", "结果计入年度报告表四，登记后不能修改。")
    return answer_form(request, forms.DisputeEndForm(posted(request)), page, act)


def _dispute_page(found: Dispute, title: str, intro: str) -> FormPage:
    return FormPage(
        title=f"{title}：{found.reference}",
        verb=title,
        back=reverse("foi:disputes"),
        place=_PLACE,
        place_url=reverse("foi:queue"),
        intro=intro,
    )
