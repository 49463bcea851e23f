"""Forms of towns, units, posts and liaisons."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.forms.common import (
    choose_from,
    day_field,
    model_choice,
    order_field,
    why_field,
)
from gongkai.organisation.models import Account, Unit, UnitKind

KINDS = [choice for choice in UnitKind.choices if choice[0] != UnitKind.TOWN]


class UnitForm(forms.Form):
    """What a unit says of itself."""

    name = forms.CharField(label="名称", max_length=60)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    credit_code = forms.CharField(
        label="统一社会信用代码",
        required=False,
        max_length=18,
        help_text="18位。没有自己的代码的内设机构不填，信息的索引号用上级单位的代码。",
    )
    address = forms.CharField(label="办公地址", required=False, max_length=120)
    phone = forms.CharField(label="办公电话", required=False, max_length=40)
    hours = forms.CharField(label="办公时间", required=False, max_length=120)
    order = order_field()


class RootForm(UnitForm):
    """The town's own unit keeps its kind."""

    kind = None  # type: ignore[assignment]


class NewUnitForm(UnitForm):
    """A new unit also gets its address on the site."""

    slug = forms.SlugField(
        label="网址标识",
        max_length=60,
        help_text="小写字母、数字和“-”，如 dangzheng-office。公开网址中使用，以后不能修改。",
    )
    parent = model_choice("上级单位", Unit.objects.none())
    field_order = ["parent", "name", "kind", "slug"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "parent", units)


class MoveForm(forms.Form):
    """A new place in the tree."""

    parent = model_choice("新的上级单位", Unit.objects.none())
    why = why_field("依据", help_text="如机构改革文件的名称和文号。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "parent", units)


class CloseUnitForm(forms.Form):
    """When and why a unit is closed."""

    closed_on = day_field("撤销日期")
    why = why_field("依据或原因", required=True)


class PostForm(forms.Form):
    """A post and who takes it."""

    title = forms.CharField(label="职务", max_length=60)
    holder = forms.CharField(label="姓名", max_length=40)
    valid_from = day_field("任职日期")
    phone = forms.CharField(label="办公电话", required=False, max_length=40)
    order = order_field()


class EndForm(forms.Form):
    """The last day of a term."""

    valid_to = day_field("离任日期", help_text="在任的最后一天。")
    why = why_field()


class LiaisonForm(forms.Form):
    """Who is liaison from when on."""

    account = model_choice(
        "联络员", Account.objects.none(), help_text="只能从本单位启用的账号中选择。"
    )
    valid_from = day_field("起始日期")

    def __init__(self, *args: Any, accounts: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "account", accounts)


class HandOverForm(LiaisonForm):
    """A hand-over also says what was handed over."""

    note = forms.CharField(
        label="交接说明",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="在办信息、待送审内容、账号和材料等交接情况。",
    )


class TownForm(forms.Form):
    """A town and the identifiers of its site."""

    name = forms.CharField(label="名称", max_length=60)
    district = forms.CharField(label="上级", required=False, max_length=60)
    site_name = forms.CharField(label="网站名称", max_length=80)
    site_domain = forms.CharField(label="网站域名", max_length=120)
    site_code = forms.CharField(label="政府网站标识码", required=False, max_length=20)
    icp_number = forms.CharField(label="ICP备案号", required=False, max_length=40)
    police_number = forms.CharField(label="公网安备号", required=False, max_length=40)
    contact_phone = forms.CharField(label="联系电话", required=False, max_length=40)
    contact_address = forms.CharField(label="地址", required=False, max_length=120)
