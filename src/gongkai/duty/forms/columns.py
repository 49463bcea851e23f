"""Forms about columns of the district's site (F13) and indicators that items prove (F11)."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.catalogue.models import Item
from gongkai.duty.forms.acts import why_field
from gongkai.duty.models import ColumnRequest, ColumnStatus
from gongkai.duty.states import COLUMN_STEPS

LACKING, UNASKED = "lacking", "unasked"
"""No open column yet; and no request for one either."""


class ColumnFilter(forms.Form):
    """What the register shows."""

    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部"),
            (LACKING, "还没有栏目的"),
            (UNASKED, "尚未提出"),
            *ColumnStatus.choices,
        ],
    )
    field = forms.ChoiceField(label="领域", required=False)

    def __init__(self, *args: Any, fields: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "全部"), *fields.items()]


class RequestColumnForm(forms.Form):
    """Which column is proposed, and why."""

    column = forms.CharField(
        label="建议的栏目名称", max_length=120, help_text="例如：重点领域信息公开 > 社会救助。"
    )
    why = why_field("设置理由", "选填。例如目录依据、公众需要。", required=False)


class ColumnStatusForm(forms.Form):
    """How far a request has come: only the steps that the table has."""

    status = forms.ChoiceField(label="进展")
    address = forms.URLField(
        label="栏目网址",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="已开通的必须填写。",
    )
    reply = why_field("上级答复", "未采纳的必须填写。", required=False)

    def __init__(self, *args: Any, request: ColumnRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        steps = COLUMN_STEPS[ColumnStatus(request.status)]
        field.choices = [(step.value, step.label) for step in steps]
        self.fields["address"].initial = request.address

    def clean_status(self) -> ColumnStatus:
        """The step."""
        return ColumnStatus(self.cleaned_data["status"])


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An item of the catalogue in force, by its names."""

    def label_from_instance(self, obj: Item) -> str:
        """Both levels."""
        return f"{obj.level1} · {obj.level2}"


class LinkForm(forms.Form):
    """Which item is evidence for which indicator of the assessment."""

    indicator = forms.CharField(label="指标代码", max_length=40, help_text="例如：2.1。")
    name = forms.CharField(label="指标名称", max_length=120)
    item = ItemField(label="公开事项", queryset=Item.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, items: QuerySet[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = items
