"""Proof that the person at the keyboard is still the one who signed in."""

from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.http import HttpRequest

from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid


@dataclass(frozen=True)
class Proof:
    """Made by ``prove`` only; an act that signs wants one of the acting account."""

    account_id: int


def prove(account: Account, password: str, request: HttpRequest | None = None) -> Proof:
    """Check the password again before a signature. Raises Invalid on field ``password``.

    request: of the page that asks; a wrong password then counts towards the lock-out as at the
    login, so that nobody guesses at an open desk.
    """
    if not account.is_active or not _is_right(account, password, request):
        raise Invalid({"password": "密码不正确，没有签字。请重新输入登录密码。"})
    return Proof(account.pk)


def _is_right(account: Account, password: str, request: HttpRequest | None) -> bool:
    if request is None:
        return account.check_password(password)
    # The lock-out counts under ``login``, the back end checks ``username``.
    found = authenticate(
        request, username=account.username, login=account.username, password=password
    )
    return found == account
