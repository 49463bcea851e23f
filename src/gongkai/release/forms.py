"""Forms of release and withdrawal."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.ledger.clock import today
from gongkai.organisation.models import Town
from gongkai.publication.models import Record
from gongkai.rules.withdrawal import TABLE, WithdrawalReason

NOW, LATER = "now", "later"


class ReleaseForm(forms.Form):
    """Now or at a moment.

    Without ``when`` in what was sent the record is released now.
    """

    when = forms.ChoiceField(
        label="什么时候发布",
        choices=[(NOW, "立即发布"), (LATER, "定时发布")],
        initial=NOW,
        required=False,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label="定时发布的日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="只有选“定时发布”时才填。",
    )
    time = forms.TimeField(
        label="定时发布的时间",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="北京时间，例如 09:00。到时会再次核对审查结果，内容没有变化才发布。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # On the page one of the two is always chosen: nothing to leave out there.
        self.fields["when"].required = not self.is_bound or "when" in self.data

    def clean(self) -> dict[str, Any]:
        """A moment needs both its day and its time."""
        given = super().clean() or self.cleaned_data
        if given.get("when") == LATER:
            for name, words in (
                ("day", "请填写定时发布的日期。"),
                ("time", "请填写定时发布的时间。"),
            ):
                if given.get(name) is None and name not in self.errors:
                    self.add_error(name, words)
        return given

    def moment(self) -> datetime | None:
        """The moment that was asked for, on the clock of the town; None for now."""
        given = self.cleaned_data
        if given.get("when") != LATER:
            return None
        return timezone.make_aware(datetime.combine(given["day"], given["time"]))


class WithdrawForm(forms.Form):
    """The legal reason, with its rule, and what came instead."""

    reason = forms.ChoiceField(label="撤下的理由", widget=forms.RadioSelect)
    successor = forms.CharField(
        label="替代它的信息",
        required=False,
        max_length=80,
        help_text="填写索引号。须是正在公开的信息，撤下说明会链接过去。",
    )
    note = forms.CharField(
        label="内部说明",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="记入台账，不对外公开。",
    )

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101
        reason.choices = [(row.code, _with_rule(row)) for row in TABLE.as_of(today())]

    def clean_successor(self) -> Record | None:
        """The record with this number; which ones will do, the action knows."""
        number = str(self.cleaned_data["successor"]).strip()
        if not number:
            return None
        found = Record.objects.filter(town=self.town, index_number=number, live_as__gt="").first()
        if found is None:
            raise forms.ValidationError(
                "没有这个索引号的公开信息，请核对，或者先发布替代它的信息。"
            )
        return found


def _with_rule(row: WithdrawalReason) -> SafeString:
    """A reason with its ground, and beside it what stays."""
    return format_html(
        '<span>{}（{}）<br><span class="quiet small">{}</span></span>',
        row.name,
        row.basis,
        row.rule_in_words(),
    )
