"""Forms of review."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.models import Unit
from gongkai.review.models import Column, OpinionValue, ReviewSheet


class RegisterForm(forms.Form):
    """Which sheet, and the 发布形式."""

    sheet = forms.ModelChoiceField(
        label="审查表",
        queryset=ReviewSheet.objects.none(),
        required=False,
        empty_label="新开一张审查表",
        help_text="一张表可以登记多条信息；承办人签字之后不能再增减。",
    )
    unit = forms.ModelChoiceField(
        label="新表的单位",
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text="几个部门合用一张表时，选镇本级。已选现有审查表的，这一栏不起作用。",
    )
    website = forms.BooleanField(label="网站公开", required=False, initial=True)
    on_request = forms.BooleanField(label="依申请公开", required=False)
    elsewhere = forms.CharField(
        label="其他发布形式",
        required=False,
        max_length=60,
        help_text="例如：公示栏、微信公众号。没有就不填。",
    )

    def __init__(
        self, *args: Any, sheets: QuerySet[ReviewSheet], units: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)  # noqa: S101
        unit.queryset = units
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
        sheet = self.fields["sheet"]
        assert isinstance(sheet, forms.ModelChoiceField)  # noqa: S101
        sheet.queryset = sheets


class KeyedRadios(forms.RadioSelect):
    """Large answers, each chosen by the key of its number as well."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An answer with its key."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-key"] = str(int(option["index"]) + 1)
        return option


class OpinionForm(forms.Form):
    """A tick with its reason, on the digest that the page showed."""

    value = forms.ChoiceField(
        label="意见",
        widget=KeyedRadios(attrs={"class": "large"}),
        help_text="也可以按数字键1、2、3选择。",
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不同意或不明确时必填。",
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, column: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        assert isinstance(value, forms.ChoiceField)  # noqa: S101
        value.label = Column(column).label
        choices = OpinionValue.choices
        value.choices = choices if column == Column.WORKING_BODY else choices[:2]


class FindingForm(forms.Form):
    """The secrecy body's written result."""

    may_publish = forms.TypedChoiceField(
        label="审查结论",
        choices=[("yes", "可以公开"), ("no", "不得公开")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "large"}),
    )
    result = forms.CharField(label="书面审查结果", widget=forms.Textarea(attrs={"rows": 5}))


class SignForm(forms.Form):
    """The password again."""

    password = forms.CharField(
        label="登录密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="签字前请再次输入登录密码，确认是您本人。",
    )


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label="原因", max_length=160, widget=forms.Textarea(attrs={"rows": 2}))
