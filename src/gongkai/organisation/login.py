"""How people sign in: accounts are made by the security administrator, never by sign-up.

Handbook 10.3: failed logins lock an account for a while; a second factor is at the person's choice.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account
from gongkai.organisation.permissions import Rule, register_rules

RULES = {
    "organisation.change_own_password": Rule("修改自己的密码", anyone=True),
    "organisation.change_second_factor": Rule("开启或停用两步验证", anyone=True),
}
register_rules(RULES)

_TURNED_ON = "mfa/messages/totp_activated.txt"
_NEW_CODES = "mfa/messages/recovery_codes_generated.txt"
_MESSAGES = {
    "account/messages/logged_out.txt": "您已退出。",
    "account/messages/password_changed.txt": "密码已修改，下次登录请用新密码。",
    _TURNED_ON: "两步验证已开启。请把下面的备用码保存好。",
    "mfa/messages/totp_deactivated.txt": "两步验证已停用。",
    _NEW_CODES: "新的备用码已生成，旧的备用码已作废。",
}


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up; plain words; every attempt counted under the account's own name."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "用户名或密码不正确。请核对后再试，密码区分大小写。",
        "enter_current_password": "当前密码不正确，请重新输入。",
        "incorrect_password": "密码不正确，请重新输入。",
        "account_inactive": "这个账号已停用。请联系安全管理员。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check a user name and password, naming the account to the lock-out as well.

        The lock-out counts under ``login`` and allauth sends only ``username``: without the name
        given here no failure would ever be counted. Office, OFFICE and office are one account,
        so they are one count.
        """
        if username := credentials.get("username"):
            credentials["login"] = counted_name(username)
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say what happened in our words; what is obvious is not said.

        With the factor come its first codes: no old ones end with them.
        """
        if message_template == _NEW_CODES and getattr(request, "factor_turned_on", False):
            return
        if message_template == _TURNED_ON:
            request.factor_turned_on = True  # type: ignore[attr-defined]
        if words := _MESSAGES.get(message_template or ""):
            messages.add_message(request, level, words)


def counted_name(username: str) -> str:
    """The name under which failed logins are counted, however the name was written."""
    stored = Account.objects.filter(username__iexact=username).values_list("username", flat=True)
    return stored.first() or username.lower()


@action("organisation.change_own_password")
def change_own_password(act: Act, password: str) -> None:
    """Set the actor's own password, already validated; the ledger never holds it."""
    act.permit(act.account.unit)
    account = act.account
    forced = account.must_change_password
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    act.record(account, unit=account.unit, before={"must_change": forced}, after={"changed": True})


@action("organisation.change_second_factor")
def record_second_factor(act: Act, *, on: bool) -> None:
    """Put on the ledger that the actor turned the second factor on or off."""
    act.permit(act.account.unit)
    act.record(
        act.account,
        unit=act.account.unit,
        before={"second_factor": not on},
        after={"second_factor": on},
    )
