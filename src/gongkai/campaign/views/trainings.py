"""Pages of trainings: announced, the sheet to sign, registered, materials."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.facts import PaperFacts
from gongkai.campaign.forms.common import WhyForm, papers_of
from gongkai.campaign.forms.trainings import AttendanceForm, MaterialForm, TrainingForm
from gongkai.campaign.leading import leads
from gongkai.campaign.models import Training
from gongkai.campaign.views.common import (
    FormPage,
    answer,
    may,
    open_tasks,
    posted,
    town_of,
    uploads,
)
from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit
from gongkai.organisation.web import OfficeRequest, office_page, page_of

BLANK_ROWS = 5
"""Empty lines at the end of the sheet, for people whom nobody expected."""

_VERBS = ("register_attendance", "cancel_training", "add_material")


def _training(request: OfficeRequest, number: int) -> Training:
    return get_object_or_404(queries.trainings_for(request.actor), pk=number)


def _page(training: Training, title: str, verb: str, intro: str = "") -> FormPage:
    url = reverse("campaign:training", args=[training.pk])
    return FormPage(title, verb, url, training.title, url, intro)


@require_safe
@office_page("campaign.read")
def trainings(request: OfficeRequest) -> HttpResponse:
    """The town's trainings."""
    context = {
        "page": page_of(request, queries.trainings_for(request.actor)),
        "leads": leads(request.actor),
    }
    return render(request, "campaign/trainings.html", context)


@require_safe
@office_page("campaign.read")
def training(request: OfficeRequest, training: int) -> HttpResponse:
    """A training: when and where, who came, its materials."""
    shown = _training(request, training)
    context = {
        "training": shown,
        "attendees": list(shown.attendees.select_related("unit")),
        "papers": shown.papers.select_related("file", "record"),
        "may": may(request, shown.unit, _VERBS),
        "today": today(),
    }
    return render(request, "campaign/training.html", context)


@require_safe
@office_page("campaign.read")
def sign_in_sheet(request: OfficeRequest, training: int) -> HttpResponse:
    """The sheet that is printed and signed by hand."""
    shown = _training(request, training)
    attendees = shown.attendees.select_related("unit")
    context = {"training": shown, "attendees": attendees, "blank": range(BLANK_ROWS)}
    return render(request, "campaign/sign_in_sheet.html", context)


@office_page("campaign.plan_training")
@require_http_methods(["GET", "POST"])
def training_new(request: OfficeRequest) -> HttpResponse:
    """Announce a training."""
    form = TrainingForm(posted(request), town=town_of(request), tasks=open_tasks(request))
    back = reverse("campaign:trainings")
    page = FormPage("安排培训", "安排", back, "培训", back)
    made: list[Training] = []

    def act() -> str:
        facts, units, task = form.facts(), form.chosen(), form.chosen_task()
        made.append(actions.plan_training(request.actor, request.account.unit, facts, units, task))
        return "培训已安排。可以打印签到表，添加培训材料。"

    response = answer(request, form, page, act)
    return redirect("campaign:training", made[0].pk) if made else response


@office_page("campaign.register_attendance")
@require_http_methods(["GET", "POST"])
def attendance(request: OfficeRequest, training: int) -> HttpResponse:
    """Take over the signed sheet."""
    held = _training(request, training)
    attendees = list(held.attendees.select_related("unit"))
    form = AttendanceForm(posted(request), uploads(request), attendees=attendees)
    page = _page(held, "登记签到", "登记", "按签好字的纸质签到表登记，再上传扫描件或者照片。")
    others: list[tuple[Unit, str]] = []
    if request.method == "POST" and form.is_valid():
        units = {unit.name: unit for unit in Unit.objects.filter(town=town_of(request))}
        others = form.other_people(units)

    def act() -> str:
        came = [int(pk) for pk in form.cleaned_data["came"]]
        sheet = [
            PaperFacts(words=f"签到表：{each.name}", name=each.name, data=each.data)
            for each in papers_of(request.FILES.getlist("sheet"))
        ]
        done = actions.register_attendance(request.actor, held, came, others, sheet)
        return f"已登记签到：{done.attendees.filter(came=True).count()}人到会。"

    return answer(request, form, page, act)


@office_page("campaign.cancel_training")
@require_http_methods(["GET", "POST"])
def training_cancel(request: OfficeRequest, training: int) -> HttpResponse:
    """Cancel a training."""
    cancelled = _training(request, training)
    form = WhyForm(posted(request))

    def act() -> str:
        actions.cancel_training(request.actor, cancelled, form.cleaned_data["why"])
        return "培训已取消。"

    page = _page(cancelled, "取消培训", "取消这次培训", "取消后不能恢复，需要时另行安排。")
    return answer(request, form, page, act)


@office_page("campaign.add_material")
@require_http_methods(["GET", "POST"])
def material(request: OfficeRequest, training: int) -> HttpResponse:
    """Add materials."""
    of = _training(request, training)
    form = MaterialForm(posted(request), uploads(request))

    def act() -> str:
        words, url = form.cleaned_data["words"], form.cleaned_data["url"]
        papers = [
            PaperFacts(words=words, name=each.name, data=each.data)
            for each in papers_of(request.FILES.getlist("file"))
        ]
        if url:
            papers.append(PaperFacts(words=words, url=url))
        made = actions.add_material(request.actor, of, papers)
        return f"已添加{len(made)}份材料，本镇工作人员可以查看。"

    return answer(request, form, _page(of, "添加培训材料", "添加"), act)
