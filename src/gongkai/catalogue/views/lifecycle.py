"""Putting an edition in force, discarding it, scheduling its review, renaming a field."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.catalogue import actions, states
from gongkai.catalogue.forms import InForceForm, RenameForm, ReviewForm, WhyForm
from gongkai.catalogue.models import Field
from gongkai.catalogue.queries import edition_in_force, field_name, to_check_count
from gongkai.catalogue.views.common import the_edition, today
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page


@office_page("catalogue.put_in_force")
@require_http_methods(["GET", "POST"])
def put_in_force(request: OfficeRequest, number: int) -> HttpResponse:
    """Ask once, naming the edition and what it ends, then put it in force."""
    edition = the_edition(request, number)
    states.require(edition, "put_in_force")
    to_check = to_check_count(edition)
    form = InForceForm(request.POST or None, to_check=to_check, initial={"effective_from": today()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["effective_from"]
        try:
            actions.put_in_force(request.actor, edition, day, to_check=form.accepted)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request, f"《{edition.name}》自{day:%Y-%m-%d}起施行，公开网站的目录页会随即更新。"
            )
            return redirect("catalogue:home")
    context = {"edition": edition, "form": form, "former": edition_in_force(edition.town)}
    return render(request, "catalogue/in_force.html", context)


@office_page("catalogue.discard_edition")
@require_http_methods(["GET", "POST"])
def discard(request: OfficeRequest, number: int) -> HttpResponse:
    """Ask once, naming the draft, then delete it."""
    edition = the_edition(request, number)
    states.require(edition, "discard")
    form = WhyForm(request.POST or None, label="删除原因")
    if request.method == "POST" and form.is_valid():
        actions.discard_edition(request.actor, edition, form.cleaned_data["why"])
        messages.success(request, f"已删除草稿《{edition.name}》，台账留有记录。")
        return redirect("catalogue:home")
    context = {
        "title": "删除这个目录草稿吗？",
        "edition": edition,
        "form": form,
        "thing": f"第{edition.number}版《{edition.name}》",
        "consequence": "草稿里的公开事项和上传的文件都会删除，不能恢复。施行中的目录不受影响。",
        "verb": "删除草稿",
        "danger": True,
        "back": reverse("catalogue:edition", args=[number]),
    }
    return render(request, "catalogue/confirm.html", context)


@office_page("catalogue.schedule_review")
@require_http_methods(["GET", "POST"])
def review(request: OfficeRequest, number: int) -> HttpResponse:
    """Say by when the edition in force is to be reviewed."""
    edition = the_edition(request, number)
    states.require(edition, "schedule_review")
    form = ReviewForm(request.POST or None, initial={"due_on": edition.review_due_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["due_on"]
        try:
            actions.schedule_review(request.actor, edition, day)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            words = (
                f"已安排在{day:%Y-%m-%d}前评估，到期前30天提醒。" if day else "已取消定期评估提醒。"
            )
            messages.success(request, words)
            return redirect("catalogue:home")
    return render(request, "catalogue/review.html", {"edition": edition, "form": form})


@office_page("catalogue.rename_field")
@require_http_methods(["GET", "POST"])
def rename_field(request: OfficeRequest, code: str) -> HttpResponse:
    """Give a field another name from a day on."""
    field = Field.objects.filter(code=code).first()
    if field is None:
        raise Http404("没有这个领域。")
    form = RenameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            renamed = actions.rename_field(
                request.actor, field, data["name"], data["valid_from"], data["source"]
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request, f"自{renamed.valid_from}起称“{renamed.name}”，原来的名称仍可查到。"
            )
            return redirect("catalogue:home")
    names = field.names.order_by("valid_from")
    context = {"form": form, "name": field_name(field, today()), "names": names}
    return render(request, "catalogue/rename.html", context)
