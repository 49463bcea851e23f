"""Events, nothing this year, notes of changes, handing over, the town's numbers."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.duty import actions
from gongkai.duty.forms import (
    BasisNothingForm,
    EventForm,
    NothingForm,
    SettingForm,
    TransferForm,
)
from gongkai.duty.models import Duty, Obligation
from gongkai.duty.queries import notices_for, obligations_for, setting_for, silent_obligations
from gongkai.ledger.clock import today
from gongkai.organisation.refusals import Refused
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page, page_of


@require_safe
@office_page("duty.read")
def obligations(request: OfficeRequest) -> HttpResponse:
    """What units owe: where an event is recorded, or that there is nothing this year."""
    year = today().year
    silent = request.GET.get("silent") == "1"
    rows = silent_obligations(request.actor, year) if silent else obligations_for(request.actor)
    if words := request.GET.get("text", "").strip():
        rows = rows.filter(Q(item__level2__icontains=words) | Q(item__level1__icontains=words))
    writable = set(units_in_scope(request.actor, "duty.record_event").values_list("pk", flat=True))
    context = {
        "page": page_of(request, rows),
        "silent": silent,
        "words": words,
        "year": year,
        "writable": writable,
    }
    return render(request, "duty/obligations.html", context)


@office_page("duty.record_event")
@require_http_methods(["GET", "POST"])
def record_event(request: OfficeRequest, obligation: int) -> HttpResponse:
    """Record that information was formed; the duty to publish it arises with its date."""
    found = _obligation(request, obligation, "duty.record_event")
    form = EventForm(request.POST or None, obligation=found)
    if request.method == "POST" and form.is_valid():
        try:
            duty = actions.record_event(request.actor, found, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已登记，应当在{duty.due_on}前公开。")
            return redirect("duty:duty", duty.pk)
    return render(request, "duty/event.html", {"obligation": found, "form": form})


@office_page("duty.declare_nothing_this_year")
@require_http_methods(["GET", "POST"])
def nothing_this_year(request: OfficeRequest, obligation: int) -> HttpResponse:
    """Say that there was nothing under an item this year."""
    found = _obligation(request, obligation, "duty.declare_nothing_this_year")
    form = NothingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_nothing_this_year(request.actor, found, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已登记{form.cleaned_data['year']}年无此信息。")
            return redirect("duty:obligations")
    return render(request, "duty/nothing.html", {"obligation": found, "form": form})


@office_page("duty.declare_nothing_for_basis")
@require_http_methods(["GET", "POST"])
def basis_nothing(request: OfficeRequest) -> HttpResponse:
    """Say that the whole town had nothing under a code of Art. 20 or 21 this year."""
    town = request.actor.town
    if town is None:
        raise Http404
    form = BasisNothingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_nothing_for_basis(request.actor, town, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            year = form.cleaned_data["year"]
            messages.success(request, f"已登记{year}年无此类信息。")
            return redirect(f"{reverse('duty:coverage')}?year={year}&by=basis")
    return render(request, "duty/basis_nothing.html", {"form": form})


@office_page("duty.acknowledge")
@require_http_methods(["GET", "POST"])
def notice(request: OfficeRequest, number: int) -> HttpResponse:
    """A note of what changed; seeing it takes it from the waiting list."""
    found = get_object_or_404(notices_for(request.actor), pk=number)
    may_acknowledge = found.seen_at is None and reaches(
        request.actor, "duty.acknowledge", found.unit
    )
    if request.method == "POST":
        actions.acknowledge(request.actor, found)
        messages.success(request, "已记下您看过这条通知。")
        return redirect("duty:list")
    context = {"notice": found, "may_acknowledge": may_acknowledge}
    return render(request, "duty/notice.html", context)


@office_page("duty.transfer")
@require_http_methods(["GET", "POST"])
def transfer(request: OfficeRequest, unit: int) -> HttpResponse:
    """Hand everything that a unit still owes to another, after showing how much that is."""
    units = units_in_scope(request.actor, "duty.transfer")
    source = get_object_or_404(units, pk=unit)
    form = TransferForm(
        request.POST or None, units=units.filter(closed_on=None).exclude(pk=source.pk)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            run = actions.transfer(request.actor, source, given["target"], given["why"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已移交：{run}。")
            return redirect("duty:list")
    count = Duty.objects.filter(unit=source, running=True).count()
    context = {"source": source, "form": form, "count": count}
    return render(request, "duty/transfer.html", context)


@office_page("duty.configure")
@require_http_methods(["GET", "POST"])
def settings(request: OfficeRequest) -> HttpResponse:
    """The numbers that the law leaves to the town."""
    town = request.actor.town
    if town is None:
        raise Http404
    form = SettingForm(request.POST or None, instance=setting_for(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            actions.configure(request.actor, town, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "设置已保存，有关的到期日已重新计算。")
            return redirect("duty:settings")
    return render(request, "duty/settings.html", {"form": form})


def _obligation(request: OfficeRequest, number: int, verb: str) -> Obligation:
    found = get_object_or_404(obligations_for(request.actor), pk=number)
    if not reaches(request.actor, verb, found.unit):
        raise Http404
    return found
