"""Pages of accounts and roles."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.organisation import actions
from gongkai.organisation.admission import aside
from gongkai.organisation.forms.accounts import (
    AccountFilter,
    AccountForm,
    CloseAccountForm,
    LostFactorForm,
    NewAccountForm,
    PasswordForm,
    RoleForm,
)
from gongkai.organisation.forms.common import why_field
from gongkai.organisation.models import Account, Role
from gongkai.organisation.passwords import suggest_password
from gongkai.organisation.reauthentication import needs_code
from gongkai.organisation.scope import units_in_scope
from gongkai.organisation.views.common import FormPage, allowed, answer_form, open_units, posted
from gongkai.organisation.web import OfficeRequest, office_page, page_of

READ = "organisation.accounts.read"
VERBS = (
    *("create_account", "edit_account", "close_account", "grant_role"),
    *("reset_password", "reset_second_factor"),
)


class WithdrawForm(Form):
    """Why a role is taken back."""

    why = why_field("原因")


def _seen(request: OfficeRequest) -> QuerySet[Account]:
    return Account.objects.filter(unit__in=units_in_scope(request.actor, READ)).select_related(
        "unit", "unit__town"
    )


def _account(request: OfficeRequest, number: int) -> Account:
    return get_object_or_404(_seen(request), pk=number)


def _at(account: Account, title: str, verb: str, intro: str = "", danger: bool = False) -> FormPage:
    url = reverse("organisation:account", args=[account.pk])
    return FormPage(title, verb, url, account.name, url, intro, danger)


@office_page(READ)
def accounts(request: OfficeRequest) -> HttpResponse:
    """The accounts of the town, filtered by the address."""
    units = units_in_scope(request.actor, READ).order_by("order", "id")
    form = AccountFilter(request.GET, units=units)
    form.is_valid()
    rows = _filtered(_seen(request), form.cleaned_data).prefetch_related("role_grants")
    context = {
        "form": form,
        "page": page_of(request, rows.order_by("unit__order", "unit_id", "id")),
        "may": allowed(request, request.account.unit, VERBS),
    }
    return render(request, "organisation/accounts.html", context)


def _filtered(rows: QuerySet[Account], given: dict[str, Any]) -> QuerySet[Account]:
    words = str(given.get("q") or "").strip()
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if given.get("unit"):
        rows = rows.filter(unit=given["unit"])
    if given.get("role"):
        rows = rows.filter(role_grants__role=given["role"])
    state = given.get("state")
    return rows if state == "all" else rows.filter(is_active=state != "closed")


@office_page(READ)
def account(request: OfficeRequest, number: int) -> HttpResponse:
    """One account: its roles, and what can be done with it."""
    shown = _account(request, number)
    context = {
        "account": shown,
        "grants": shown.role_grants.order_by("granted_at", "id"),
        "terms": shown.liaison_terms.select_related("unit"),
        "may": allowed(request, shown.unit, (*VERBS, "withdraw_role")),
        "has_factor": needs_code(shown),
    }
    return render(request, "organisation/account.html", context)


@office_page("organisation.create_account")
@require_http_methods(["GET", "POST"])
def account_new(request: OfficeRequest) -> HttpResponse:
    """Make an account with its roles."""
    units = open_units(request, "organisation.create_account")
    initial = {
        "password": suggest_password(),
        "unit": units.filter(slug=request.GET.get("unit", "")).first(),
    }
    form = NewAccountForm(posted(request), units=units, initial=initial)
    back = reverse("organisation:accounts")

    def act(given: dict[str, Any]) -> str:
        facts = actions.AccountFacts(given["name"], given["unit"], given["email"])
        with aside(request.actor), transaction.atomic():
            made = actions.create_account(
                request.actor,
                given["username"],
                facts,
                given["password"],
            )
            for role in given["roles"]:
                actions.grant_role(request.actor, made, role)
        return f"已为{made.name}新建账号{made.username}。请把初始密码告知本人，首次登录须修改。"

    return answer_form(request, form, FormPage("新建账号", "新建", back, "账号", back), act)


@office_page("organisation.edit_account")
@require_http_methods(["GET", "POST"])
def account_edit(request: OfficeRequest, number: int) -> HttpResponse:
    """Change a person's name, address or unit."""
    changed = _account(request, number)
    units = open_units(request, "organisation.edit_account")
    initial = {"name": changed.name, "unit": changed.unit, "email": changed.email}
    form = AccountForm(posted(request), units=units, initial=initial)

    def act(given: dict[str, Any]) -> str:
        actions.edit_account(request.actor, changed, actions.AccountFacts(**given))
        return "账号已修改。"

    return answer_form(request, form, _at(changed, f"修改{changed.name}的账号", "保存"), act)


@office_page("organisation.reset_password")
@require_http_methods(["GET", "POST"])
def account_password(request: OfficeRequest, number: int) -> HttpResponse:
    """Set a first password again."""
    changed = _account(request, number)
    form = PasswordForm(posted(request), initial={"password": suggest_password()})
    intro = "重置后原密码立即失效，已登录的会话随之退出。"

    def act(given: dict[str, Any]) -> str:
        actions.reset_password(request.actor, changed, given["password"], why=given["why"])
        return f"{changed.name}的密码已重置。请把初始密码告知本人，登录时须修改。"

    page = _at(changed, f"重置{changed.name}的密码", "重置", intro)
    return answer_form(request, form, page, act)


@office_page("organisation.reset_second_factor")
@require_http_methods(["GET", "POST"])
def account_factor(request: OfficeRequest, number: int) -> HttpResponse:
    """Turn off a second factor whose telephone and recovery codes are lost."""
    changed = _account(request, number)
    form = LostFactorForm(posted(request))
    intro = (
        "请先核对确实是本人，例如当面提出。停用后已登录的会话随之退出，只凭密码就能登录、签字；"
        "请本人登录后在“账号安全”里重新开启。"
    )

    def act(given: dict[str, Any]) -> str:
        actions.reset_second_factor(request.actor, changed, why=given["why"])
        return f"{changed.name}的两步验证已停用。请本人登录后重新开启。"

    page = _at(changed, f"停用{changed.name}的两步验证", "停用", intro, danger=True)
    return answer_form(request, form, page, act)


@office_page("organisation.close_account")
@require_http_methods(["GET", "POST"])
def account_close(request: OfficeRequest, number: int) -> HttpResponse:
    """Close an account."""
    closed = _account(request, number)
    form = CloseAccountForm(posted(request))
    intro = "停用后不能再登录，也不能恢复；其办理过的事项和签字保留。"

    def act(given: dict[str, Any]) -> str:
        actions.close_account(request.actor, closed, why=given["why"])
        return f"{closed.name}的账号已停用。"

    page = _at(closed, f"停用{closed.name}的账号", "停用", intro, danger=True)
    return answer_form(request, form, page, act)


@office_page("organisation.grant_role")
@require_http_methods(["GET", "POST"])
def role_grant(request: OfficeRequest, number: int) -> HttpResponse:
    """Give an account a role."""
    changed = _account(request, number)
    form = RoleForm(posted(request))

    def act(given: dict[str, Any]) -> str:
        grant = actions.grant_role(request.actor, changed, given["role"], why=given["why"])
        return f"已授予{changed.name}“{grant.get_role_display()}”角色。"

    intro = "系统、安全、审计管理员必须由不同的人担任，也不能兼任其他角色。"
    page = _at(changed, f"授予{changed.name}角色", "授予", intro)
    return answer_form(request, form, page, act)


@office_page("organisation.withdraw_role")
@require_http_methods(["GET", "POST"])
def role_withdraw(request: OfficeRequest, number: int, role: str) -> HttpResponse:
    """Take a role from an account."""
    changed = _account(request, number)
    if role not in Role.values:
        raise Http404
    label = Role(role).label
    form = WithdrawForm(posted(request))
    intro = f"收回后{changed.name}立即不能再以“{label}”的身份办理。"

    def act(given: dict[str, Any]) -> str:
        actions.withdraw_role(request.actor, changed, role, why=str(given["why"]))
        return f"已收回{changed.name}的“{label}”角色。"

    page = _at(changed, f"收回{changed.name}的“{label}”角色", "收回", intro)
    return answer_form(request, form, page, act)
