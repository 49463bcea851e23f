"""Forms of reminders: one's own ways, the town's levels, heads of units, the ways out."""

from typing import Any

from django import forms

from gongkai.organisation.models import Account, Unit
from gongkai.reminding.actions import WishFacts
from gongkai.reminding.checking import FIELDS, GatewayFacts
from gongkai.reminding.models import Gateway, Security, SendingState, Setting, WayKind, Wish
from gongkai.reminding.queries import SendingFilter

UNSURE = "法律没有规定，由本镇自定。"


class WishForm(forms.Form):
    """How a person wants to be reached."""

    email = forms.BooleanField(label="收电子邮件", required=False)
    sms = forms.BooleanField(label="收短信", required=False)
    mobile = forms.CharField(label="手机号码", required=False, max_length=11)
    wecom = forms.BooleanField(label="收企业微信消息", required=False)
    wecom_user = forms.CharField(
        label="企业微信账号",
        required=False,
        max_length=64,
        help_text="企业微信通讯录里的账号，不是姓名，不知道的请问企业微信管理员。",
    )
    forget = forms.BooleanField(label="删除已保存的手机号码", required=False)

    def __init__(self, *args: Any, wish: Wish, account: Account, kept: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "email": not wish.email_off,
            "sms": not wish.sms_off,
            "wecom": not wish.wecom_off,
            "wecom_user": wish.wecom_user,
        }
        super().__init__(*args, **kwargs)
        stays = "关闭以后，逾期和督办的邮件仍会发送。" if kept else ""
        self.fields["email"].help_text = (
            f"发到{account.email}。{stays}"
            if account.email
            else "您的账号没有登记电子邮箱，请安全管理员登记以后才能收到。"
        )
        self.fields["mobile"].help_text = (
            "已经保存，不显示。不换的不填。" if wish.mobile else "只用来给您本人发提醒，加密保存。"
        )
        if not wish.mobile:
            del self.fields["forget"]

    def facts(self) -> WishFacts:
        """What was said."""
        given = self.cleaned_data
        return WishFacts(
            email_off=not given["email"],
            sms_off=not given["sms"],
            wecom_off=not given["wecom"],
            mobile="-" if given.get("forget") else given["mobile"].strip(),
            wecom_user=given["wecom_user"].strip(),
        )


class SettingForm(forms.ModelForm):  # type: ignore[type-arg]
    """Levels and quiet hours; an empty number takes a level out."""

    class Meta:
        model = Setting
        fields = (
            *("first", "last", "day", "late", "head", "office", "every"),
            *("urging_head", "urging_leader", "quiet_from", "quiet_to", "keep_email"),
        )
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "last", "late", "head", "office"):
            self.fields[name].help_text = f"{UNSURE}不要这一级的留空。"
        for name in ("every", "urging_head", "urging_leader"):
            self.fields[name].help_text = UNSURE
        self.fields[
            "quiet_to"
        ].help_text = "这段时间和休息日不向外发送，推迟到下一个工作日。两个时间相同为不设免打扰。"

    def _post_clean(self) -> None:
        """The action checks and keeps; nothing is put into the row before."""


class HeadForm(forms.Form):
    """Who of a unit is told as its head."""

    account = forms.ModelChoiceField(
        label="接收提醒的负责人",
        queryset=Account.objects.none(),
        required=False,
        empty_label="不指定，改为告知党政办公室",
        help_text="任务逾期、督办没有回复时，会提醒这位负责人。只列出本单位在用的账号。",
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Account.objects.filter(unit=unit, is_active=True).order_by("name")


class GatewayForm(forms.Form):
    """The parts of a way; which ones, its kind says."""

    active = forms.BooleanField(label="启用", required=False, initial=True)
    host = forms.CharField(label="邮件服务器", max_length=200)
    port = forms.IntegerField(label="端口", initial=587)
    security = forms.ChoiceField(label="加密", choices=Security.choices)
    sender = forms.CharField(label="发件邮箱", max_length=120, required=False)
    company = forms.CharField(label="集团客户名称（ecName）", max_length=120, required=False)
    user = forms.CharField(label="用户名", max_length=120, required=False)
    secret = forms.CharField(
        label="口令",
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    _WORDS = {
        WayKind.SMS: {
            "host": ("接口地址", "云MAS的HTTP接口，例如 http://主机/sms/norsubmit。"),
            "user": ("用户名（apId）", ""),
            "secret": ("口令（secretKey）", ""),
            "sender": ("签名编码（sign）", "短信平台审核通过的签名的编码。"),
        },
        WayKind.WECOM: {
            "host": ("接口地址", "一般是 https://qyapi.weixin.qq.com，私有部署的填自己的地址。"),
            "user": ("企业ID（corpid）", "企业微信管理后台“我的企业”里。"),
            "sender": ("应用编号（AgentId）", "自建应用的编号；要提醒的人须在应用的可见范围内。"),
            "secret": ("应用密钥（Secret）", ""),
        },
    }

    def __init__(self, kind: WayKind, *args: Any, stored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields = {name: self.fields[name] for name in ("active", *FIELDS[kind])}
        for name, (label, help_text) in self._WORDS.get(kind, {}).items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        if kind is WayKind.WECOM:
            self.fields["host"].initial = "https://qyapi.weixin.qq.com"
        if kind is WayKind.EMAIL:
            self.fields["user"].help_text = "不用登录的邮件服务器，用户名和口令都不填。"
        if stored:
            self.fields[
                "secret"
            ].help_text = "已经保存，不显示。不换的不填；服务器地址改了的，要重新填写。"

    def facts(self) -> GatewayFacts:
        """What was said."""
        return GatewayFacts(kind=self.kind.value, **self.cleaned_data)


def said_of(gateway: Gateway | None) -> dict[str, Any]:
    """What is stored of a way, to be changed; never the secret."""
    if gateway is None:
        return {}
    parts = (part for part in FIELDS[WayKind(gateway.kind)] if part != "secret")
    return {name: getattr(gateway, name) for name in ("active", *parts)}


class TryForm(forms.Form):
    """Where a trial message goes."""

    to = forms.CharField(label="发给谁", max_length=120)

    def __init__(self, kind: WayKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = {
            WayKind.EMAIL: "电子邮箱",
            WayKind.SMS: "手机号码",
            WayKind.WECOM: "企业微信账号",
        }[kind]


class SendingFilterForm(forms.Form):
    """Way, state and day, in the address."""

    way = forms.ChoiceField(label="方式", required=False, choices=[("", "全部"), *WayKind.choices])
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *SendingState.choices]
    )
    day = forms.DateField(
        label="哪天的提醒",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def wanted(self) -> SendingFilter:
        """What was asked for; nothing of an address that cannot be read."""
        return SendingFilter(**self.cleaned_data) if self.is_valid() else SendingFilter()
