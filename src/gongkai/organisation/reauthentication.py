"""Proof that the person at the keyboard is still the one who signed in."""

from dataclasses import dataclass

from gongkai.organisation.models import Account
from gongkai.organisation.refusals import Invalid


@dataclass(frozen=True)
class Proof:
    """Made by ``prove`` only; an act that signs wants one of the acting account."""

    account_id: int


def prove(account: Account, password: str) -> Proof:
    """Check the password again before a signature. Raises Invalid on field ``password``."""
    if not account.is_active or not account.check_password(password):
        raise Invalid({"password": "密码不正确,没有签字。请重新输入登录密码。"})
    return Proof(account.pk)
