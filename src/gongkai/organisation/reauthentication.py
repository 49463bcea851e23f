"""Proof that the person at the keyboard is still the one who signed in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid


@dataclass(frozen=True)
class Proof:
    """Made by ``prove`` only; an act that signs wants one of the acting account."""

    account_id: int


def prove(
    account: Account, password: str, request: HttpRequest | None = None, code: str = ""
) -> Proof:
    """Check the password, and the second factor where the account has one, before a signature.

    Raises Invalid on field ``password`` or ``code``. request: of the page that asks; a wrong
    password or code then counts towards the lock-out as at the login, so that nobody guesses at
    an open desk.
    """
    if not account.is_active or not _is_right(account, password, request):
        raise Invalid({"password": "密码不正确，没有签字。请重新输入登录密码。"})
    if needs_code(account):
        _check_code(account, code.replace(" ", ""), request)
    return Proof(account.pk)


def needs_code(account: Account) -> bool:
    """Whether the account has turned the second factor on."""
    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def _is_right(account: Account, password: str, request: HttpRequest | None) -> bool:
    if request is None:
        return account.check_password(password)
    # The lock-out counts under ``login``, the back end checks ``username``.
    found = authenticate(
        request, username=account.username, login=account.username, password=password
    )
    return bool(found is not None and found.pk == account.pk)


def _check_code(account: Account, code: str, request: HttpRequest | None) -> None:
    if not code:
        raise Invalid({"code": "您开启了两步验证，请输入验证器上现在的6位数字，或者一个备用码。"})
    with transaction.atomic():
        found = _use(account, code)
    if found:
        return
    if request is not None:
        credentials = {"username": account.username, "login": account.username}
        user_login_failed.send(__name__, credentials=credentials, request=request)
    raise Invalid({"code": "验证码不正确，没有签字。请输入验证器上现在的6位数字。"})


def _use(account: Account, code: str) -> bool:
    """Whether the code is right; it is used up with it, on every server at once.

    The factors are locked meanwhile. A factor that was used in this period of 30 seconds, at the
    login or for a signature, gives no second yes in it (RFC 6238, 5.2).
    """
    factors = Authenticator.objects.select_for_update().filter(user=account).order_by("pk")
    for factor in factors:
        if factor.type == Authenticator.Type.TOTP and _period(factor.last_used_at) == _period(
            timezone.now()
        ):
            if code.isdecimal() and len(code) == 6:
                raise Invalid({"code": "这个验证码刚刚用过。请等验证器显示下一组数字再签字。"})
            continue
        if factor.wrap().validate_code(code):
            factor.record_usage()
            return True
    return False


def _period(moment: datetime | None) -> int:
    return int(moment.timestamp()) // app_settings.TOTP_PERIOD if moment else -1
