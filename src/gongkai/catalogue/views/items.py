"""Pages of one item, and the queue of rows 待核对."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.catalogue import actions, states
from gongkai.catalogue.forms import ItemForm, MatchForm, UnitsForm, WhyForm
from gongkai.catalogue.forms.items import basis_choices, item_initial
from gongkai.catalogue.identity import former_items
from gongkai.catalogue.models import Field, Item, Standing
from gongkai.catalogue.queries import day_of, field_name, history_of, items_by_field, items_for
from gongkai.catalogue.time_limit_words import explain
from gongkai.catalogue.values import fingerprint
from gongkai.catalogue.views.common import (
    fields_today,
    may_edit,
    open_units,
    the_edition,
    the_item,
)
from gongkai.ledger.queries import history
from gongkai.organisation.permissions import all_rules
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, numbers_in, office_page, page_of
from gongkai.rules.coverage import bases_of

ENTRIES = 20


@office_page("catalogue.read")
@require_safe
def item_page(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Every column of an item, its units, its history over editions, its ledger."""
    found = the_item(request, number, item)
    edition = found.edition
    entries = history("catalogue.item", found.pk).order_by("-id")[:ENTRIES]
    rules = all_rules()
    context = {
        "item": found,
        "edition": edition,
        "field_name": field_name(found.field, day_of(edition)),
        "limit": explain(found.time_limit),
        "channels": "、".join(found.channels or ()),
        "levels": "、".join(found.levels or ()),
        "bases": _bases_in_words(found),
        "history": history_of(found),
        "entries": [(entry, rules[entry.action].title) for entry in entries],
        "may_edit": may_edit(request),
        "may": {verb: states.may(edition, verb) for verb in states.ALLOWED},
        "editable": states.may(edition, "change_items")
        or (states.may(edition, "correct_item") and found.doubtful),
    }
    return render(request, "catalogue/item.html", context)


def _bases_in_words(item: Item) -> list[str]:
    """The legal bases of an item: a person's, else those of its field."""
    names = dict(basis_choices())
    return [
        names[code] for code in bases_of(item.legal_bases or (), item.field.code) if code in names
    ]


@office_page("catalogue.add_item")
@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, number: int) -> HttpResponse:
    """Add an item to a draft."""
    edition = the_edition(request, number)
    states.require(edition, "change_items")
    initial = {"field": request.GET.get("field", ""), "mode": "主动公开", "audience": "全社会"}
    form = ItemForm(request.POST or None, fields=fields_today(), explain=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            item = actions.add_item(request.actor, edition, form.values())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已增加“{item}”。请指定责任单位。")
            return redirect("catalogue:units", number, item.pk)
    context = {"form": form, "edition": edition, "title": "增加公开事项"}
    return render(request, "catalogue/item_form.html", context)


@office_page("catalogue.edit_item")
@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Change an item of a draft, or correct a row 待核对 in force."""
    found = the_item(request, number, item)
    states.require(found.edition, "correct_item")
    explain_change = not states.may(found.edition, "change_items")
    form = ItemForm(
        request.POST or None,
        fields=fields_today(),
        explain=explain_change,
        initial=item_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            seen = request.POST.get("seen")
            found = actions.edit_item(request.actor, found, form.values(), why, seen=seen)
            if "confirm" in request.POST and found.doubtful:
                actions.confirm_item(request.actor, [found], why)
        except Refused as refused:
            add_refusal(form, refused)
            # A conflict has been told: the next sending is about what is there now.
            found = the_item(request, number, item)
        else:
            messages.success(request, f"已保存“{found}”。")
            return redirect("catalogue:item", number, item)
    context = {
        "form": form,
        "edition": found.edition,
        "item": found,
        "seen": fingerprint(found),
        "title": "修改公开事项",
    }
    return render(request, "catalogue/item_form.html", context)


@office_page("catalogue.assign_units")
@require_http_methods(["GET", "POST"])
def units(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Choose the responsible units of an item."""
    found = the_item(request, number, item)
    states.require(found.edition, "assign_units")
    initial = {"units": found.responsible_units.all()}
    form = UnitsForm(request.POST or None, units=open_units(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_units(request.actor, found, form.cleaned_data["units"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已指定“{found}”的责任单位。")
            return redirect("catalogue:item", number, item)
    context = {"form": form, "item": found, "edition": found.edition}
    return render(request, "catalogue/units.html", context)


@office_page("catalogue.assign_units")
@require_http_methods(["GET", "POST"])
def field_units(request: OfficeRequest, number: int, code: str) -> HttpResponse:
    """Choose the units of every item of a field that has none."""
    edition = the_edition(request, number)
    states.require(edition, "assign_units")
    field = Field.objects.filter(code=code).first()
    if field is None:
        raise Http404("没有这个领域。")
    form = UnitsForm(request.POST or None, units=open_units(request))
    name = field_name(field, day_of(edition))
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.assign_units_to_field(
                request.actor, edition, field, form.cleaned_data["units"]
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"已为“{name}”的{len(done)}项指定责任单位。")
            return redirect(f"{reverse('catalogue:edition', args=[number])}?field={code}")
    waiting = items_for(request.actor).filter(edition=edition, field=field)
    context = {
        "form": form,
        "edition": edition,
        "name": name,
        "code": code,
        "waiting": waiting.filter(responsible_units__isnull=True),
    }
    return render(request, "catalogue/field_units.html", context)


@office_page("catalogue.match_item")
@require_http_methods(["GET", "POST"])
def match(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Say which former item an item of a draft continues."""
    found = the_item(request, number, item)
    states.require(found.edition, "change_items")
    former = {str(old.identity): old for old in reversed(former_items(found.edition.town_id))}
    choices = [(key, f"{old}（第{old.edition.number}版）") for key, old in former.items()]
    mine = str(found.identity)
    initial = {"former": mine if mine in former else ""}
    form = MatchForm(request.POST or None, former=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.match_item(request.actor, found, former.get(form.cleaned_data["former"]))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, "已保存。施行后，沿用的事项保留以前的公开记录。")
            return redirect("catalogue:difference", number)
    context = {"form": form, "item": found, "edition": found.edition}
    return render(request, "catalogue/match.html", context)


@office_page("catalogue.doubt_item")
@require_http_methods(["GET", "POST"])
def doubt(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Mark a confirmed item as 待核对 again."""
    found = the_item(request, number, item)
    form = WhyForm(request.POST or None, required=True, label="哪里需要核对")
    if request.method == "POST" and form.is_valid():
        actions.doubt_item(request.actor, found, form.cleaned_data["why"])
        messages.success(request, f"“{found}”已标为待核对。")
        return redirect("catalogue:item", number, item)
    context = _confirm(
        found, form, "标为待核对吗？", "对外会标明“待核对”，核对后再恢复。", "标为待核对"
    )
    return render(request, "catalogue/confirm.html", context)


@office_page("catalogue.remove_item")
@require_http_methods(["GET", "POST"])
def remove(request: OfficeRequest, number: int, item: int) -> HttpResponse:
    """Ask once, then take an item out of a draft."""
    found = the_item(request, number, item)
    states.require(found.edition, "change_items")
    form = WhyForm(request.POST or None, label="移除原因")
    if request.method == "POST" and form.is_valid():
        actions.remove_item(request.actor, found, form.cleaned_data["why"])
        messages.success(request, f"已从草稿移除“{found}”，台账留有记录。")
        return redirect("catalogue:edition", number)
    text = "从这个草稿里移除。已经施行的目录和公开记录不受影响。"
    context = {**_confirm(found, form, "移除这个公开事项吗？", text, "移除"), "danger": True}
    return render(request, "catalogue/confirm.html", context)


def _confirm(
    item: Item, form: WhyForm, title: str, consequence: str, verb: str
) -> dict[str, object]:
    return {
        "title": title,
        "edition": item.edition,
        "thing": str(item),
        "consequence": consequence,
        "verb": verb,
        "form": form,
        "back": reverse("catalogue:item", args=[item.edition.number, item.pk]),
    }


@office_page("catalogue.read")
@require_safe
def check(request: OfficeRequest, number: int) -> HttpResponse:
    """The rows 待核对 of an edition, one panel each, to compare and confirm."""
    edition = the_edition(request, number)
    rows = items_for(request.actor).filter(edition=edition, standing=Standing.TO_CHECK)
    field = request.GET.get("field", "")
    if field:
        rows = rows.filter(field__code=field)
    waiting = _fields_to_check(request, number)
    page = page_of(request, rows, per_page=20)
    context = {
        "edition": edition,
        "page": page,
        "groups": items_by_field(edition, page.object_list),
        "fields": [(code, name) for code, name in fields_today() if code in waiting],
        "chosen": field,
        "may_confirm": may_edit(request) and states.may(edition, "confirm"),
    }
    return render(request, "catalogue/check.html", context)


def _fields_to_check(request: OfficeRequest, number: int) -> set[str]:
    waiting = items_for(request.actor).filter(
        edition__number=number, edition__town_id=request.actor.town_id, standing=Standing.TO_CHECK
    )
    return set(waiting.order_by().values_list("field__code", flat=True))


@office_page("catalogue.confirm_item")
@require_POST
def confirm(request: OfficeRequest, number: int) -> HttpResponse:
    """Confirm the chosen rows, with what they were compared with."""
    edition = the_edition(request, number)
    chosen = numbers_in(request.POST.getlist("item"))
    items = list(items_for(request.actor).filter(edition=edition, pk__in=chosen))
    done = actions.confirm_item(request.actor, items, request.POST.get("note", ""))
    names = f"“{done[0]}”" if len(done) == 1 else f"{len(done)}项"
    messages.success(request, f"已核对{names}。")
    if request.POST.get("next") == "item" and len(done) == 1:
        return redirect("catalogue:item", number, done[0].pk)
    return redirect(
        f"{reverse('catalogue:check', args=[number])}?field={request.POST.get('field', '')}"
    )
