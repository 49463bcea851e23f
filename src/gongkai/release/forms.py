"""Forms of release and withdrawal."""

from typing import Any

from django import forms

from gongkai.ledger.clock import today
from gongkai.rules.withdrawal import TABLE


class ReleaseForm(forms.Form):
    """What a correction changed."""

    change_note = forms.CharField(
        label="更正了什么",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="这条信息已经公开过。请写明这次更正了什么，公众会在页面上看到。",
    )


class WithdrawForm(forms.Form):
    """The legal reason."""

    reason = forms.ChoiceField(label="撤下的理由", widget=forms.RadioSelect)
    note = forms.CharField(
        label="内部说明",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="记入台账，不对外公开。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101
        reason.choices = [(row.code, f"{row.name}({row.basis})") for row in TABLE.as_of(today())]
