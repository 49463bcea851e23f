"""Forms about an edition as a whole."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from gongkai.catalogue.models import Edition, EditionState


def date_input() -> forms.DateInput:
    """A field for a day, drawn by the browser."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EditionForm(forms.Form):
    """A new edition: its name, where it comes from, what it starts with."""

    name = forms.CharField(
        label="名称", max_length=120, help_text="例如：泊里镇标准目录（2026年版）"
    )
    source = forms.CharField(
        label="来源", max_length=300, required=False, help_text="依据的文件或者上级目录的名称"
    )
    start = forms.ChoiceField(label="从哪里开始", widget=forms.RadioSelect)

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editions = sorted(editions, key=lambda each: each.state != EditionState.IN_FORCE)
        copies = [
            (str(e.number), f"复制第{e.number}版《{e.name}》，在它的基础上修改") for e in editions
        ]
        field = cast(forms.ChoiceField, self.fields["start"])
        field.choices = [
            ("empty", "空白版本，随后导入本地的目录文件（XLSX、DOCX、HTML、CSV）"),
            ("national", "国家目录乡级事项：16个领域154项"),
            *copies,
        ]
        if not self.is_bound:
            field.initial = copies[0][0] if copies else "empty"


class InForceForm(forms.Form):
    """From when an edition is in force, and whether its rows 待核对 are accepted."""

    effective_from = forms.DateField(
        label="施行日期", widget=date_input(), help_text="不晚于今天；现行目录到前一天为止。"
    )

    def __init__(self, *args: Any, to_check: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_check = to_check
        if to_check:
            self.fields["to_check"] = forms.BooleanField(
                label=f"连同{to_check}项待核对一并施行，对外标明“待核对”",
                error_messages={"required": f"还有{to_check}项待核对。请先核对，或者勾选这一项。"},
            )
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=to_check)

    @property
    def accepted(self) -> int:
        """How many rows 待核对 the person saw and accepted."""
        return int(self.cleaned_data.get("seen") or 0)


class WhyForm(forms.Form):
    """A reason, free to give or demanded."""

    why = forms.CharField(label="原因", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, required: bool = False, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = required
        self.fields["why"].label = label or self.fields["why"].label


class ReviewForm(forms.Form):
    """By which day the edition in force is to be reviewed."""

    due_on = forms.DateField(
        label="评估日期",
        required=False,
        widget=date_input(),
        help_text="到期前30天起在工作台提醒党政办公室。清空则不再提醒。",
    )


class RenameForm(forms.Form):
    """Another name for a field from a day on."""

    name = forms.CharField(label="新名称", max_length=60)
    valid_from = forms.DateField(label="从哪天起", widget=date_input(), help_text="不晚于今天")
    source = forms.CharField(label="依据", max_length=200, help_text="改名的文件名称和文号")
