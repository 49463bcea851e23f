"""Forms of accounts and roles."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.forms.common import choose_from, model_choice, why_field
from gongkai.organisation.models import Role, Unit


def password_field() -> forms.CharField:
    """A first password, readable because it is handed over and changed at the first login."""
    return forms.CharField(
        label="初始密码",
        max_length=128,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="请当面或电话告知本人；本人首次登录时必须改成自己的密码。",
    )


class AccountForm(forms.Form):
    """A person's name, address and unit."""

    name = forms.CharField(label="姓名", max_length=40)
    unit = model_choice("单位", Unit.objects.none())
    email = forms.EmailField(label="电子邮箱", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class NewAccountForm(AccountForm):
    """A new account also gets its name for the login, a first password and roles."""

    username = forms.CharField(
        label="用户名", max_length=60, help_text="小写字母、数字和“.”“_”“-”，登录时使用。"
    )
    password = password_field()
    roles = forms.MultipleChoiceField(
        label="角色",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="系统、安全、审计管理员必须由不同的人担任，也不能兼任其他角色。",
    )
    field_order = ["name", "unit", "username", "password", "email", "roles"]


class PasswordForm(forms.Form):
    """A new first password."""

    password = password_field()
    why = why_field("原因", help_text="如本人忘记密码。")


class LostFactorForm(forms.Form):
    """Why somebody's second factor is turned off for them."""

    why = why_field("原因", required=True, help_text="如手机丢失、备用码也找不到，本人当面提出。")


class CloseAccountForm(forms.Form):
    """Why an account is closed."""

    why = why_field("原因", required=True, help_text="如调离、退休。")


class RoleForm(forms.Form):
    """A role to grant."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    why = why_field("依据")


class AccountFilter(forms.Form):
    """What the list of accounts shows."""

    q = forms.CharField(label="姓名或用户名", required=False)
    unit = model_choice("单位", Unit.objects.none(), required=False, empty_label="全部")
    role = forms.ChoiceField(label="角色", required=False, choices=[("", "全部"), *Role.choices])
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "启用"), ("closed", "已停用"), ("all", "全部")],
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
