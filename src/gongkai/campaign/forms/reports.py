"""Forms of unit reports and of the town's summary."""

from typing import Any

from django import forms

from gongkai.campaign.forms.common import TaskChoice, UnitsForm, day_field, text_field
from gongkai.ledger.clock import today
from gongkai.rules.work_report import TABLE


class CallForm(UnitsForm, TaskChoice):
    """What is asked of which units."""

    title = forms.CharField(label="名称", max_length=120, help_text="如：2026年度政务公开工作报告")
    period = forms.CharField(label="总结的时期", max_length=60, help_text="如：2026年1月至11月")
    due_on = day_field("报送时限")
    note = text_field("要求", required=False, rows=3)
    field_order = ("title", "period", "due_on", "note", "task", "groups", "units")


class PartsForm(forms.Form):
    """The parts of the template. Whether one may be empty is the action's to say: a report may
    be kept before it is whole.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in TABLE.as_of(today()):
            self.fields[part.code] = text_field(part.name, rows=9, help_text=part.help)

    def full_clean(self) -> None:
        """Take what is typed, whole or not; the fields stay marked as asked for."""
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for field in self.fields.values():
            field.required = True

    def parts(self) -> dict[str, str]:
        """The texts of a valid form by the code of their part."""
        return {part.code: self.cleaned_data[part.code] for part in TABLE.as_of(today())}


class SummaryForm(PartsForm):
    """The Office's own words over the units' reports."""

    title = forms.CharField(label="标题", max_length=120)
    field_order = ("title",)
