"""The form of another place: the parts that its kind has."""

from typing import Any

from django import forms

from gongkai.portal.models import Target, TargetKind
from gongkai.portal.targets.place import FIELDS, OPTIONAL, Place


class PlaceForm(forms.Form):
    """What a person says of a place of one kind."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如“区政府网站”“备份服务器”。")
    host = forms.CharField(label="主机", max_length=200, help_text="主机名或IP地址。")
    port = forms.IntegerField(label="端口", min_value=1, max_value=65535, initial=22)
    user = forms.CharField(label="用户名", max_length=128)
    bucket = forms.CharField(label="存储桶", max_length=63)
    folder = forms.CharField(
        label="目录",
        max_length=300,
        help_text="从“/”开始的完整目录，只放本镇街的公开网站，不要放别的文件。",
    )
    region = forms.CharField(label="区域", max_length=40, help_text="不知道的不填。")
    key_file = forms.CharField(
        label="私钥文件",
        max_length=300,
        help_text="运行后台任务的服务器上的完整路径。私钥不能设口令，只让服务账号可读。",
    )
    host_key = forms.CharField(
        label="主机公钥",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="对方主机的公钥，一整行。请向对方管理员核实，防止送到冒名的主机。",
    )
    secret = forms.CharField(
        label="密钥口令（Secret Key）",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    public_address = forms.URLField(
        label="对外地址",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="公众从哪里访问，例如 https://www.example.gov.cn/poli。记在公开凭证里。",
    )

    def __init__(self, kind: TargetKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        wanted = ("name", *FIELDS[kind], "public_address")
        self.fields = {name: self.fields[name] for name in wanted}
        for name in OPTIONAL.get(kind, ()):
            self.fields[name].required = False
        if kind == TargetKind.S3:
            self.fields["host"].label = "服务地址"
            self.fields["host"].help_text = "例如 https://oss.example.cn，不带存储桶。"
            self.fields["user"].label = "访问密钥（Access Key）"
            self.fields["folder"].help_text = "存储桶里的目录，前面不加“/”；放在最上层的不填。"

    def keep_secret(self) -> None:
        """The secret is stored already: empty means that it stays."""
        if "secret" in self.fields:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = "已经保存，不显示。不换的不填。"

    def place(self) -> Place:
        """What was said."""
        return Place(kind=self.kind.value, **self.cleaned_data)


class SwitchForm(forms.Form):
    """What the question was: whether the site is to go to a place from now on."""

    active = forms.BooleanField(required=False, widget=forms.HiddenInput)


def said_of(target: Target) -> dict[str, Any]:
    """What is stored of a place, to be changed; never the secret."""
    names = ("name", *FIELDS[TargetKind(target.kind)], "public_address")
    return {name: getattr(target, name) for name in names if name != "secret"}
