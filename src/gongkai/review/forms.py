"""Forms of review."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.models import Unit
from gongkai.review.models import Column, OpinionValue, ReviewSheet
from gongkai.review.register import ROW_STATES
from gongkai.review.showing import Shown


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


class SeenField(forms.MultipleChoiceField):
    """Which attachments were looked at. Not optional, though only 同意 needs them all."""

    def validate(self, value: list[str]) -> None:
        """Only what is listed; none is for the form to judge."""
        if value:
            super().validate(value)


class OpinionForm(forms.Form):
    """A tick with its reason, on the digest that the page showed."""

    value = forms.ChoiceField(label="意见", widget=KeyedRadios(attrs={"class": "large"}))
    seen = SeenField(
        label="已看过的附件",
        widget=forms.CheckboxSelectMultiple,
        help_text="填写“同意”前，每个附件都要看过。在这一页打开的会自动勾选，在别处看过的请自己勾选。",
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不同意或不明确时必填。",
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, column: str, shown: Sequence[Shown] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        assert isinstance(value, forms.ChoiceField)  # noqa: S101
        value.label = Column(column).label
        choices = OpinionValue.choices
        value.choices = choices if column == Column.WORKING_BODY else choices[:2]
        self.shown = {one.digest: one.attachment.name for one in shown}
        seen = self.fields["seen"]
        assert isinstance(seen, forms.MultipleChoiceField)  # noqa: S101
        seen.choices = list(self.shown.items())
        if not self.shown:
            seen.widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        """同意 needs every attachment to have been looked at."""
        given = super().clean() or {}
        left = [name for digest, name in self.shown.items() if digest not in given.get("seen", [])]
        if given.get("value") == OpinionValue.AGREE and left:
            named = "、".join(f"《{name}》" for name in left)
            self.add_error("seen", f"还没有看过附件{named}。请打开看过再填写同意。")
        return given


class FindingForm(forms.Form):
    """The secrecy body's written result; once referred, only the answer from there is left."""

    YES, NO, REFER = "yes", "no", "refer"

    outcome = forms.ChoiceField(
        label="审查结论",
        choices=[
            (YES, "可以公开"),
            (NO, "不得公开"),
            (REFER, "仍不明确，提请上级主管部门或者保密行政管理部门确定"),
        ],
        widget=forms.RadioSelect(attrs={"class": "large"}),
    )
    referred_to = forms.CharField(
        label="提请的部门",
        required=False,
        max_length=120,
        help_text="选第三项时填写部门全称。依据是《政府信息公开条例》第十七条。",
    )
    result = forms.CharField(
        label="书面审查结果或者提请的理由", widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, referred: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if referred:
            outcome = self.fields["outcome"]
            assert isinstance(outcome, forms.ChoiceField)  # noqa: S101
            outcome.choices = [(self.YES, "答复可以公开"), (self.NO, "答复不得公开")]
            del self.fields["referred_to"]
            self.fields["result"].label = "答复的文号、日期和内容"


class SignForm(forms.Form):
    """The password again, the second factor where there is one, on the statement shown."""

    password = forms.CharField(
        label="登录密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="签字前请再次输入登录密码，确认是您本人。",
    )
    code = forms.CharField(
        label="两步验证码",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
        ),
        help_text="验证器上现在的6位数字，或者一个备用码。",
    )
    statement = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: bool, statement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["statement"] = statement
        if not code:
            del self.fields["code"]


class RegisterFilterForm(forms.Form):
    """What the register is narrowed to; empty means all."""

    text = forms.CharField(label="信息名称或索引号", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *ROW_STATES])
    since = forms.DateField(
        label="日期从", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="日期到", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101
        unit.choices = [("", "全部"), *units.values_list("slug", "name")]


class ReasonForm(forms.Form):
    """Why something is given up."""

    reason = forms.CharField(label="原因", max_length=160, widget=forms.Textarea(attrs={"rows": 2}))
