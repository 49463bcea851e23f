"""What is asked once for many cases."""

from typing import Any

from django import forms

from gongkai.foi.forms.common import AccountChoice, handlers_of, line, words
from gongkai.organisation.models import Account


class BulkForm(forms.Form):
    """A form that knows the town."""

    def __init__(self, *given: Any, town_id: int, **options: Any) -> None:
        super().__init__(*given, **options)
        self.town_id = town_id
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from the town."""


class HandOver(BulkForm):
    """交接."""

    handler = AccountChoice(label="交给", queryset=Account.objects.none())
    why = line("交接的原因", required=False, help_text="已经有承办人的，必须写明。")

    def prepare(self) -> None:
        """Who may handle."""
        self.fields["handler"].queryset = handlers_of(self.town_id)  # type: ignore[attr-defined]


class Extension(BulkForm):
    """提出延期."""

    reason = words("为什么不能按期答复", rows=3, help_text="每件的延期理由都会这样写。")
    days = forms.IntegerField(
        label="延长的工作日", min_value=1, max_value=20, initial=20, help_text="最长20个工作日。"
    )


class Decide(BulkForm):
    """审批延期."""

    agree = forms.ChoiceField(
        label="意见", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )
    note = line("说明", required=False, most=300, help_text="不同意的必须写明理由。")


class Remind(BulkForm):
    """提醒."""

    words = line(
        "要说的话",
        required=False,
        most=200,
        help_text="写在案卷的办理经过里，不写申请人的个人信息。提醒列入下一个工作日早上的那一条，"
        "每人每天只收到一条。",
    )


class Classify(BulkForm):
    """归类."""

    topic = line("归类", required=False, most=60, help_text="同一归类的申请会一起统计。")
