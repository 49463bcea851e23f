"""Pages of the town, its units and their posts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.ledger.clock import today
from gongkai.organisation import actions, queries
from gongkai.organisation.actions.common import root_unit
from gongkai.organisation.forms.units import (
    CloseUnitForm,
    EndForm,
    MoveForm,
    NewUnitForm,
    PostForm,
    RootForm,
    TownForm,
    UnitForm,
)
from gongkai.organisation.models import Post, Town, Unit
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.views.common import (
    FormPage,
    allowed,
    answer_form,
    day_of,
    open_units,
    posted,
    unit_or_404,
)
from gongkai.organisation.web import OfficeRequest, office_page

UNIT_VERBS = (
    "create_unit",
    "edit_unit",
    "move_unit",
    "close_unit",
    "appoint_post",
    "end_post",
    "appoint_liaison",
    "hand_over_liaison",
    "edit_town",
)


def _town(request: OfficeRequest) -> Town:
    return request.account.unit.town


def _at(unit: Unit, title: str, verb: str, *, intro: str = "", danger: bool = False) -> FormPage:
    url = reverse("organisation:unit", args=[unit.slug])
    return FormPage(title, verb, url, unit.name, url, intro, danger)


@office_page("organisation.read")
def units(request: OfficeRequest) -> HttpResponse:
    """The town's units as a tree."""
    seen = set(units_in_scope(request.actor, "organisation.read").values_list("pk", flat=True))
    tree = [node for node in queries.unit_tree(_town(request)) if node.unit.pk in seen]
    context = {
        "nodes": tree,
        "open_count": sum(node.unit.closed_on is None for node in tree),
        "closed_count": sum(node.unit.closed_on is not None for node in tree),
        "without": set(queries.units_without_liaison(_town(request)).values_list("pk", flat=True)),
        "may": allowed(request, request.account.unit, ("create_unit", "edit_town")),
    }
    return render(request, "organisation/units.html", context)


@office_page("organisation.read")
def unit(request: OfficeRequest, slug: str) -> HttpResponse:
    """A unit: what it says of itself, its posts as of a day, its liaison and the hand-overs."""
    shown = unit_or_404(request, slug)
    on = day_of(request.GET.get("on"), today())
    terms = list(shown.liaisons.select_related("account"))
    context = {
        "unit": shown,
        "on": on,
        "posts": queries.posts_on(shown, on),
        "past_posts": shown.posts.filter(valid_to__lt=on).order_by("-valid_to", "id"),
        "children": shown.children.order_by("order", "id"),
        "liaison": next((term for term in terms if term.valid_to is None), None),
        "terms": terms,
        "may": allowed(request, shown, UNIT_VERBS),
    }
    return render(request, "organisation/unit.html", context)


@office_page("organisation.create_unit")
@require_http_methods(["GET", "POST"])
def unit_new(request: OfficeRequest) -> HttpResponse:
    """Make a unit."""
    choices = open_units(request, "organisation.create_unit")
    parent = choices.filter(slug=request.GET.get("parent", "")).first()
    form = NewUnitForm(posted(request), units=choices, initial={"parent": parent})
    back = reverse("organisation:units")
    page = FormPage("新建单位", "新建", back, "单位", back)

    def act(given: dict[str, Any]) -> str:
        parent, slug = given.pop("parent"), given.pop("slug")
        made = actions.create_unit(request.actor, parent, slug, actions.UnitFacts(**given))
        return f"已新建{made.name}。下一步请为它建立账号并指定联络员。"

    return answer_form(request, form, page, act)


@office_page("organisation.edit_unit")
@require_http_methods(["GET", "POST"])
def unit_edit(request: OfficeRequest, slug: str) -> HttpResponse:
    """Change what a unit says of itself."""
    changed = unit_or_404(request, slug)
    kind = UnitForm if changed.parent_id else RootForm
    form = kind(posted(request), initial=vars(changed))

    def act(given: dict[str, Any]) -> str:
        made = actions.edit_unit(request.actor, changed, actions.UnitFacts(**given))
        return f"已修改{made.name}。"

    return answer_form(request, form, _at(changed, f"修改{changed.name}", "保存"), act)


@office_page("organisation.move_unit")
@require_http_methods(["GET", "POST"])
def unit_move(request: OfficeRequest, slug: str) -> HttpResponse:
    """Put a unit under another."""
    moved = unit_or_404(request, slug)
    choices = open_units(request, "organisation.move_unit").exclude(pk=moved.pk)
    form = MoveForm(posted(request), units=choices)
    above = moved.parent.name if moved.parent else "无"
    intro = f"现在隶属于{above}。它的下级单位随它一起调整，公开网址不变。"

    def act(given: dict[str, Any]) -> str:
        actions.move_unit(request.actor, moved, **given)
        return f"{moved.name}已调整到{given['parent']}之下。"

    return answer_form(
        request, form, _at(moved, f"调整{moved.name}的隶属", "调整", intro=intro), act
    )


@office_page("organisation.close_unit")
@require_http_methods(["GET", "POST"])
def unit_close(request: OfficeRequest, slug: str) -> HttpResponse:
    """Close a unit."""
    closed = unit_or_404(request, slug)
    form = CloseUnitForm(posted(request), initial={"closed_on": today()})
    intro = "撤销后不能恢复。已公开的信息仍以它的名义保留，在任职务于撤销之日终止。"

    def act(given: dict[str, Any]) -> str:
        actions.close_unit(request.actor, closed, **given)
        return f"{closed.name}已登记撤销。"

    page = _at(closed, f"撤销{closed.name}", "撤销", intro=intro, danger=True)
    return answer_form(request, form, page, act)


@office_page("organisation.appoint_post")
@require_http_methods(["GET", "POST"])
def post_new(request: OfficeRequest, slug: str) -> HttpResponse:
    """Register who takes a post."""
    where = unit_or_404(request, slug)
    form = PostForm(posted(request), initial={"valid_from": today()})

    def act(given: dict[str, Any]) -> str:
        post = actions.appoint_post(request.actor, where, actions.PostFacts(**given))
        return f"已登记{post}。"

    return answer_form(request, form, _at(where, f"登记{where.name}的职务", "登记"), act)


@office_page("organisation.end_post")
@require_http_methods(["GET", "POST"])
def post_end(request: OfficeRequest, slug: str, number: int) -> HttpResponse:
    """Register that the holder of a post leaves."""
    where = unit_or_404(request, slug)
    post = get_object_or_404(Post.objects.select_related("unit__town"), pk=number, unit=where)
    form = EndForm(posted(request), initial={"valid_to": today()})

    def act(given: dict[str, Any]) -> str:
        actions.end_post(request.actor, post, given["valid_to"], why=given["why"])
        return f"已登记{post}离任。"

    return answer_form(request, form, _at(where, f"登记{post}离任", "登记"), act)


@office_page("organisation.edit_town")
@require_http_methods(["GET", "POST"])
def town(request: OfficeRequest) -> HttpResponse:
    """The identifiers of the town's site."""
    changed = _town(request)
    form = TownForm(posted(request), initial=vars(changed))
    root = root_unit(changed)

    def act(given: dict[str, Any]) -> str:
        actions.edit_town(request.actor, changed, actions.TownFacts(**given))
        return "网站标识已保存。公开页面重新生成后生效。"

    intro = "这些标识显示在公开网站每一页的页脚和页面信息中。"
    return answer_form(request, form, _at(root, "网站标识", "保存", intro=intro), act)
