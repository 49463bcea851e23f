"""Pages of the office: the other places to which the site goes, and how that went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.clock import now
from gongkai.organisation.models import Town
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.views.common import FormPage, answer_form, posted
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.portal.models import Target, TargetKind
from gongkai.portal.targets import actions
from gongkai.portal.targets.forms import PlaceForm, SwitchForm, said_of
from gongkai.release.queries import late_removals

WORDS = {
    TargetKind.DIRECTORY: "后台任务所在服务器上的一个目录，或者挂载在那里的共享目录。",
    TargetKind.RSYNC: "另一台主机，用 rsync 只传有变化的文件，适合文件多的网站。",
    TargetKind.SFTP: "只提供 SFTP 的主机，例如上级网站的上传账号。",
    TargetKind.S3: "支持S3接口的对象存储，常与内容分发网络（CDN）一起使用。",
}


@require_safe
@office_page("portal.targets.read")
def targets(request: OfficeRequest) -> HttpResponse:
    """The places, their state, and withdrawals that are not complete after a minute."""
    town = _town(request)
    context = {
        "page": page_of(request, Target.objects.filter(town=town)),
        "late": late_removals(town, now())[:20],
        "may_edit": reach_of(request.actor, "portal.edit_target") is not None,
        "kinds": [(kind.value, kind.label, WORDS[kind]) for kind in TargetKind],
    }
    return render(request, "portal/targets.html", context)


@office_page("portal.add_target")
@require_http_methods(["GET", "POST"])
def add(request: OfficeRequest, kind: str) -> HttpResponse:
    """Add a place of one kind."""
    if kind not in TargetKind.values:
        raise Http404
    chosen = TargetKind(kind)
    form = PlaceForm(chosen, posted(request))

    def act(_: dict[str, Any]) -> str:
        target = actions.add_target(request.actor, _town(request), form.place())
        return f"已新增“{target.name}”，后台正在把整个网站送过去。"

    page = _page(
        f"新增送达位置：{chosen.label}",
        "新增",
        f"{WORDS[chosen]}新增后整个网站送过去，以后只送有变化的。",
    )
    return answer_form(request, form, page, act)


@office_page("portal.edit_target")
@require_http_methods(["GET", "POST"])
def edit(request: OfficeRequest, target_id: int) -> HttpResponse:
    """Change a place."""
    target = _target(request, target_id)
    form = PlaceForm(TargetKind(target.kind), posted(request), initial=said_of(target))
    if target.secret:
        form.keep_secret()

    def act(_: dict[str, Any]) -> str:
        changed = actions.edit_target(request.actor, target, form.place())
        return f"已修改“{changed.name}”，整个网站会重新送一次。"

    intro = "修改后整个网站重新送一次。原来位置上的文件不会删除，不再需要的请在对方那里删除。"
    return answer_form(request, form, _page(f"修改“{target.name}”", "保存", intro), act)


@office_page("portal.switch_target")
@require_http_methods(["GET", "POST"])
def switch(request: OfficeRequest, target_id: int) -> HttpResponse:
    """Stop or begin anew, after asking once. Done is what was asked, whoever was quicker."""
    target = _target(request, target_id)
    form = SwitchForm(posted(request), initial={"active": not target.active})
    active = form.cleaned_data["active"] if form.is_valid() else not target.active
    verb = "启用" if active else "停用"
    consequence = (
        "启用后整个网站送过去，停用期间撤下的从那里删除；以后发布、更正和撤下都会送到。"
        if active
        else "停用后不再送任何变化，包括撤下。对方那里的文件原样留着，请通知对方删除。"
    )
    return _ask(
        request,
        target,
        verb,
        consequence,
        lambda: actions.switch_target(request.actor, target, active),
        form=form,
    )


@office_page("portal.resend_target")
@require_http_methods(["GET", "POST"])
def resend(request: OfficeRequest, target_id: int) -> HttpResponse:
    """Take everything there again, after asking once."""
    target = _target(request, target_id)
    consequence = "所有文件不论是否送过都重新送一次，文件多时要较长时间。对方丢失文件时才需要。"
    return _ask(
        request,
        target,
        "全部重新送达",
        consequence,
        lambda: actions.resend_target(request.actor, target),
    )


def _ask(
    request: OfficeRequest,
    target: Target,
    verb: str,
    consequence: str,
    act: Callable[[], object],
    *,
    form: SwitchForm | None = None,
) -> HttpResponse:
    if request.method == "POST":
        act()
        messages.success(
            request,
            f"已{verb}“{target.name}”。"
            if verb != "全部重新送达"
            else f"正在把全部文件重新送往“{target.name}”。",
        )
        return redirect("portal_targets:targets")
    back = reverse("portal_targets:targets")
    context = {"target": target, "verb": verb, "consequence": consequence, "back": back}
    context["form"] = form
    return render(request, "portal/target_ask.html", context)


def _page(title: str, verb: str, intro: str) -> FormPage:
    url = reverse("portal_targets:targets")
    return FormPage(title, verb, url, "送达位置", url, intro)


def _town(request: OfficeRequest) -> Town:
    return request.account.unit.town


def _target(request: OfficeRequest, target_id: int) -> Target:
    found = Target.objects.select_related("town").filter(town=_town(request))
    return get_object_or_404(found, pk=target_id)
