"""Pages of reminders: one's own, the town's levels and heads, what left the house, the ways out."""

from typing import Any, cast

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.organisation.models import Town
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.views.common import FormPage, answer_form, posted
from gongkai.organisation.web import OfficeRequest, office_page, page_of
from gongkai.reminding import actions, people
from gongkai.reminding.forms import (
    GatewayForm,
    HeadForm,
    SendingFilterForm,
    SettingForm,
    TryForm,
    WishForm,
    said_of,
)
from gongkai.reminding.models import Gateway, WayKind
from gongkai.reminding.queries import (
    gateways_of,
    message_for,
    messages_for,
    sendings_for,
    setting_of,
    units_with_heads,
)
from gongkai.reminding.wording import GROUPS, Line

WORDS = {
    WayKind.EMAIL: "单位自己的或者区里的邮件服务器，用SMTP发送，须加密。",
    WayKind.SMS: "中国移动云MAS平台的HTTP接口。短信只写有几项，不写内容。",
    WayKind.WECOM: "企业微信自建应用，发给本人。消息只写有几项，不写内容。",
}


@require_safe
@office_page()
def inbox(request: OfficeRequest) -> HttpResponse:
    """What this person was told, newest first."""
    context = {
        "page": page_of(request, messages_for(request.actor)),
        "may_configure": reach_of(request.actor, "reminding.configure") is not None,
    }
    return render(request, "reminding/inbox.html", context)


@require_safe
@office_page()
def message(request: OfficeRequest, number: int) -> HttpResponse:
    """One day's message, and which ways it took to this person, with the proof."""
    found = message_for(request.actor, number)
    if found is None:
        raise Http404
    lines = [Line.of(stored) for stored in found.lines]
    groups = [
        (words, [one for one in lines if one.group == name]) for name, words in GROUPS.items()
    ]
    context = {
        "message": found,
        "groups": [(words, rows) for words, rows in groups if rows],
        "sendings": found.sendings.order_by("way"),
    }
    return render(request, "reminding/message.html", context)


@office_page()
@require_http_methods(["GET", "POST"])
def mine(request: OfficeRequest) -> HttpResponse:
    """How this person wants to be reached."""
    wish, setting = people.wish_of(request.account), setting_of(_town(request))
    form = WishForm(posted(request), wish=wish, account=request.account, kept=setting.keep_email)

    def act(_: dict[str, Any]) -> str:
        actions.set_wishes(request.actor, form.facts())
        return "已保存，从下一次提醒起生效。"

    intro = "平台里的提醒一直都有，每天最多一条，没有人记录您看没看。这里只管向外发送的。"
    return answer_form(request, form, _page("提醒方式", "保存", intro), act)


@office_page("reminding.configure")
@require_http_methods(["GET", "POST"])
def settings(request: OfficeRequest) -> HttpResponse:
    """The town's levels and quiet hours."""
    town = _town(request)
    form = SettingForm(posted(request), instance=setting_of(town))

    def act(given: dict[str, Any]) -> str:
        actions.configure(request.actor, town, given)
        return "已保存，从下一次提醒起生效。"

    return answer_form(request, cast(Form, form), _page("提醒层级和免打扰", "保存", ""), act)


@require_safe
@office_page("reminding.appoint_head")
def heads(request: OfficeRequest) -> HttpResponse:
    """Who of each unit is told as its head."""
    context = {"page": page_of(request, units_with_heads(request.actor))}
    return render(request, "reminding/heads.html", context)


@office_page("reminding.appoint_head")
@require_http_methods(["GET", "POST"])
def head(request: OfficeRequest, unit: int) -> HttpResponse:
    """Name the head of a unit."""
    found = get_object_or_404(units_with_heads(request.actor), pk=unit)
    named = getattr(found, "reminding_head", None)
    initial = {"account": named.account_id if named else None}
    form = HeadForm(posted(request), unit=found, initial=initial)

    def act(given: dict[str, Any]) -> str:
        actions.appoint_head(request.actor, found, given["account"])
        return f"已保存{found.name}接收提醒的负责人。"

    url = reverse("reminding:heads")
    page = FormPage(f"{found.name}的负责人", "保存", url, "单位负责人", url)
    return answer_form(request, form, page, act)


@require_safe
@office_page("reminding.sendings.read")
def sendings(request: OfficeRequest) -> HttpResponse:
    """What left the house, how it went, and the proof; not what it said."""
    form = SendingFilterForm(request.GET)
    context = {
        "form": form,
        "page": page_of(request, sendings_for(request.actor, form.wanted())),
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "reminding/sendings.html", context)


@require_safe
@office_page("reminding.gateways.read")
def gateways(request: OfficeRequest) -> HttpResponse:
    """The ways out of the house, and how they fare."""
    known = {gateway.kind: gateway for gateway in gateways_of(_town(request))}
    rows = [(kind, WORDS[kind], known.get(kind.value)) for kind in WayKind]
    return render(request, "reminding/gateways.html", {"rows": rows})


@office_page("reminding.set_gateway")
@require_http_methods(["GET", "POST"])
def gateway(request: OfficeRequest, kind: str) -> HttpResponse:
    """Set up or change a way."""
    chosen = _kind(kind)
    stored = gateways_of(_town(request)).filter(kind=kind).first()
    has_secret = stored is not None and bool(stored.secret)
    form = GatewayForm(chosen, posted(request), stored=has_secret, initial=said_of(stored))

    def act(_: dict[str, Any]) -> str:
        actions.set_gateway(request.actor, _town(request), form.facts())
        return f"已保存“{chosen.label}”。请发一条测试消息，确认能用。"

    page = _way_page(f"设置{chosen.label}", "保存", WORDS[chosen])
    return answer_form(request, form, page, act)


@office_page("reminding.try_gateway")
@require_http_methods(["GET", "POST"])
def trial(request: OfficeRequest, kind: str) -> HttpResponse:
    """Have a trial message sent."""
    chosen = _kind(kind)
    rows = Gateway.objects.select_related("town").filter(town=_town(request))
    found = get_object_or_404(rows, kind=kind)
    form = TryForm(chosen, posted(request))

    def act(given: dict[str, Any]) -> str:
        actions.try_gateway(request.actor, found, given["to"].strip())
        return "测试消息正在发送，结果几秒钟后显示在这一页，请刷新查看。"

    page = _way_page(f"测试{chosen.label}", "发送测试消息", "只发一条，不受免打扰时间限制。")
    return answer_form(request, form, page, act)


def _kind(kind: str) -> WayKind:
    if kind not in WayKind.values:
        raise Http404
    return WayKind(kind)


def _page(title: str, verb: str, intro: str) -> FormPage:
    url = reverse("reminding:inbox")
    return FormPage(title, verb, url, "我的提醒", url, intro)


def _way_page(title: str, verb: str, intro: str) -> FormPage:
    url = reverse("reminding:gateways")
    return FormPage(title, verb, url, "提醒发送方式", url, intro)


def _town(request: OfficeRequest) -> Town:
    return request.account.unit.town
