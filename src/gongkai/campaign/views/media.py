"""Pages of the accounts on other platforms (新媒体监管, F22)."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.campaign import actions, queries
from gongkai.campaign.facts import MediaFacts, PostFacts
from gongkai.campaign.forms.common import WhyForm
from gongkai.campaign.forms.registers import MediaForm, PostForm
from gongkai.campaign.models import MediaAccount
from gongkai.campaign.views.common import FormPage, answer, may, posted
from gongkai.documents.workbook import list_workbook
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.views.common import open_units
from gongkai.organisation.web import XLSX_TYPE, OfficeRequest, file_answer, office_page, page_of
from gongkai.rules.new_media import LIMITS, NAMES, PLATFORMS, Idle, idle_on, update_by

_PLATFORMS = {row.code: row.name for row in PLATFORMS}
_TONES = {Idle.FRESH: "done", Idle.SOON: "soon", Idle.LATE: "late"}


@require_safe
@office_page("campaign.units.read")
def media(request: OfficeRequest) -> HttpResponse:
    """The accounts in scope, the longest silent first."""
    rows = queries.media_for(request.actor)
    closed = request.GET.get("show") == "closed"
    rows = rows.filter(closed_on__isnull=not closed)
    if request.GET.get("format") == "xlsx":
        return _xlsx(rows)
    page = page_of(request, rows)
    for account in page:
        _dress(account)
    may_register = reach_of(request.actor, "campaign.open_media") is not None
    limit = LIMITS.get("update", today())
    context = {"page": page, "closed": closed, "may": may_register, "limit": limit}
    return render(request, "campaign/media.html", context)


def _dress(account: MediaAccount) -> MediaAccount:
    """Give an account the words and the tone that its page shows."""
    stands = idle_on(account.last_on, today())
    account.platform_name = _PLATFORMS.get(account.platform, account.platform)  # type: ignore[attr-defined]
    account.words = "已注销" if account.closed_on else NAMES[stands]  # type: ignore[attr-defined]
    account.tone = "neutral" if account.closed_on else _TONES[stands]  # type: ignore[attr-defined]
    account.update_by = update_by(account.last_on)  # type: ignore[attr-defined]
    return account


def _xlsx(rows: QuerySet[MediaAccount]) -> HttpResponse:
    columns = (
        *(("单位", 24), ("平台", 14), ("账号名称", 30), ("账号标识", 24), ("开通日期", 12)),
        *(("最近更新", 12), ("更新期限", 12), ("情况", 12), ("注销日期", 12), ("注销说明", 30)),
    )
    lines = (
        (
            *(row.unit.name, vars(row)["platform_name"], row.name, row.identifier, row.opened_on),
            *(row.last_on, vars(row)["update_by"], vars(row)["words"]),
            *(row.closed_on, row.closed_why),
        )
        for row in map(_dress, rows)
    )
    name = f"新媒体账号{today():%Y%m%d}.xlsx"
    return file_answer(list_workbook("新媒体账号", columns, lines), XLSX_TYPE, name)


@office_page("campaign.open_media")
@require_http_methods(["GET", "POST"])
def media_new(request: OfficeRequest) -> HttpResponse:
    """Register an account."""
    units = open_units(request, "campaign.open_media").select_related("town")
    form = MediaForm(posted(request), units=units)
    back = reverse("campaign:media")

    def act() -> str:
        given = dict(form.cleaned_data)
        unit = given.pop("unit")
        made = actions.open_media(request.actor, unit, MediaFacts(**given))
        return f"已登记“{made.name}”。每次发布后请在这里登记。"

    return answer(request, form, FormPage("登记新媒体账号", "登记", back, "新媒体账号", back), act)


@require_safe
@office_page("campaign.units.read")
def media_account(request: OfficeRequest, account: int) -> HttpResponse:
    """An account: until when it has to be updated, and its newest posts."""
    shown = _dress(_found(request, account))
    posts = page_of(request, shown.posts.select_related("record", "added_by"))
    titles = queries.shown_titles(request.actor, [post.record for post in posts])
    rows = [(post, titles.get(post.record_id)) for post in posts]
    allowed = may(request, shown.unit, ("note_media_post", "close_media"))
    context = {"account": shown, "page": posts, "posts": rows, "may": allowed}
    return render(request, "campaign/media_account.html", context)


@office_page("campaign.note_media_post")
@require_http_methods(["GET", "POST"])
def media_post(request: OfficeRequest, account: int) -> HttpResponse:
    """Register a post."""
    shown = _found(request, account)
    form = PostForm(posted(request), unit=shown.unit, initial={"posted_on": today()})

    def act() -> str:
        actions.note_media_post(request.actor, shown, PostFacts(**form.cleaned_data))
        return "已登记，更新期限从发布日期重新计算。"

    back = reverse("campaign:media_account", args=[shown.pk])
    intro = "只登记已经审查通过的信息；没有经过审查的内容不能在新媒体上发布。"
    return answer(request, form, FormPage("登记发布", "登记", back, shown.name, back, intro), act)


@office_page("campaign.close_media")
@require_http_methods(["GET", "POST"])
def media_close(request: OfficeRequest, account: int) -> HttpResponse:
    """The account was given up."""
    shown = _found(request, account)
    form = WhyForm(posted(request))

    def act() -> str:
        actions.close_media(request.actor, shown, form.cleaned_data["why"])
        return f"已登记注销“{shown.name}”，以后不再提醒。"

    back = reverse("campaign:media_account", args=[shown.pk])
    intro = "注销后不能恢复，登记保留备查。"
    return answer(request, form, FormPage("登记注销", "注销", back, shown.name, back, intro), act)


def _found(request: OfficeRequest, account: int) -> MediaAccount:
    return get_object_or_404(queries.media_for(request.actor), pk=account)
