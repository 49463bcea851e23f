"""Accounts: made and closed by the security administrator, never by sign-up."""

import re
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import check_columns, plain
from gongkai.organisation.actions.roles import check_not_last_security_admin
from gongkai.organisation.models import Account, Liaison, Unit
from gongkai.organisation.reauthentication import needs_code
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.sessions import end_sessions

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@dataclass(frozen=True)
class AccountFacts:
    """A person's name, address and unit."""

    name: str
    unit: Unit
    email: str = ""


_FIELDS = ("name", "email", "unit_id")


@action("organisation.create_account")
def create_account(
    act: Act, username: str, facts: AccountFacts, password: str, *, must_change: bool = True
) -> Account:
    """Make an account without any role; roles are granted one by one.

    username: 2 to 60 lower-case letters, digits, ``.``, ``_``, ``-``; unique in the deployment.
    must_change: the person must choose a password of their own at the first login. Raises
    Invalid by field. The password is stored hashed and never in the ledger.
    """
    act.permit(facts.unit)
    _check_unit(facts.unit)
    _check_username(username)
    account = Account(username=username, must_change_password=must_change, **_columns(facts))
    check_columns(account, ("username", "name", "email"))
    _set_password(account, password)
    account.save()
    after = {"username": username, **plain(account, _FIELDS)}
    act.record(account, unit=facts.unit, after=after)
    return account


@action("organisation.edit_account")
def edit_account(act: Act, account: Account, facts: AccountFacts) -> Account:
    """Change name, address or unit. Raises Invalid by field.

    NotAllowedNow: a liaison hands over before changing unit.
    """
    act.permit(account.unit)
    act.permit(facts.unit)
    if facts.unit.pk != account.unit_id:
        _check_unit(facts.unit)
    account = _locked(account)
    if facts.unit.pk != account.unit_id:
        _check_no_liaison(account, "调整单位")
    before = plain(account, _FIELDS)
    for name, value in _columns(facts).items():
        setattr(account, name, value)
    check_columns(account, ("name", "email"))
    account.save(update_fields=["name", "email", "unit"])
    act.record(account, unit=facts.unit, before=before, after=plain(account, _FIELDS))
    return account


@action("organisation.close_account")
def close_account(act: Act, account: Account, *, why: str) -> Account:
    """Close an account: it can no longer sign in; what its person did stays.

    Raises Invalid on ``why``, NotAllowedNow for the liaison in office, the acting person and
    the last security administrator of a town.
    """
    act.permit(account.unit)
    account = _locked(account)
    if not account.is_active:
        raise NotAllowedNow(f"{account.name}的账号已经停用。")
    if not why.strip():
        raise Invalid({"why": "请写明停用的原因，如调离、退休。"})
    if act.actor.account is not None and act.actor.account.pk == account.pk:
        raise NotAllowedNow("不能停用自己的账号，请由另一名安全管理员办理。")
    _check_no_liaison(account, "停用账号")
    check_not_last_security_admin(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    act.record(
        account,
        unit=account.unit,
        before={"is_active": True},
        after={"is_active": False},
        why=why.strip(),
    )
    return account


@action("organisation.reset_password")
def reset_password(act: Act, account: Account, password: str, *, why: str = "") -> Account:
    """Set a first password that the person must change at the next login.

    Every session of the account ends with it. Raises Invalid on ``password``.
    """
    act.permit(account.unit)
    account = _locked(account)
    if not account.is_active:
        raise NotAllowedNow(f"{account.name}的账号已经停用，不能重置密码。")
    _set_password(account, password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    act.record(account, unit=account.unit, after={"must_change_password": True}, why=why.strip())
    return account


@action("organisation.reset_second_factor")
def reset_second_factor(act: Act, account: Account, *, why: str) -> None:
    """Turn off the second factor of somebody who lost telephone and recovery codes.

    Every session of the account ends with it: whoever found the telephone may be in one. Raises
    Invalid on ``why``. NotAllowedNow: nothing is on, the account is closed, or it is the acting
    person's own, who shows at 账号安全 that it is really they.
    """
    act.permit(account.unit)
    account = _locked(account)
    if not account.is_active:
        raise NotAllowedNow(f"{account.name}的账号已经停用。")
    if not why.strip():
        raise Invalid({"why": "请写明原因，以及怎样核对是本人，如手机丢失、本人当面提出。"})
    if act.actor.account is not None and act.actor.account.pk == account.pk:
        raise NotAllowedNow("自己的两步验证请在“账号安全”里停用。")
    if not needs_code(account):
        raise NotAllowedNow(f"{account.name}没有开启两步验证。")
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account.pk)
    act.record(
        account,
        unit=account.unit,
        before={"second_factor": True},
        after={"second_factor": False},
        why=why.strip(),
    )


def _columns(facts: AccountFacts) -> dict[str, object]:
    """The facts as keyword arguments, the unit as it is, texts without blanks at the ends."""
    return {"name": facts.name.strip(), "email": facts.email.strip(), "unit": facts.unit}


def _locked(account: Account) -> Account:
    rows = Account.objects.select_for_update(of=("self",)).select_related("unit__town")
    return rows.get(pk=account.pk)


def _check_unit(unit: Unit) -> None:
    closed = Unit.objects.select_for_update().values_list("closed_on", flat=True).get(pk=unit.pk)
    if closed is not None:
        raise Invalid({"unit": f"{unit.name}已于{closed}撤销，请选择其他单位。"})


def _check_username(username: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise Invalid({"username": "用户名用2至60位小写字母、数字或“.”“_”“-”，以字母或数字开头。"})
    if Account.objects.filter(username__iexact=username).exists():
        raise Invalid({"username": "这个用户名已经有人使用，请换一个。"})


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Invalid({"password": " ".join(error.messages)}) from None
    account.set_password(password)


def _check_no_liaison(account: Account, doing: str) -> None:
    term = Liaison.objects.filter(account=account, valid_to=None).select_related("unit").first()
    if term is not None:
        raise NotAllowedNow(
            f"{account.name}是{term.unit.name}的联络员。请先办理联络员交接，再{doing}。"
        )
