"""Forms of plans, phases, tasks, parts."""

from typing import Any

from django import forms

from gongkai.campaign.facts import PhaseFacts, PlanFacts, TaskFacts
from gongkai.campaign.forms.common import (
    EvidenceForm,
    UnitsForm,
    day_field,
    find_record,
    record_choice,
    text_field,
)
from gongkai.campaign.models import Plan
from gongkai.organisation.models import Town, Unit
from gongkai.publication.models import Record


class PlanForm(forms.Form):
    """The head of a plan."""

    title = forms.CharField(label="名称", max_length=120)
    document_number = forms.CharField(label="发文字号", max_length=60, required=False)
    issued_on = day_field("印发日期")
    goal = text_field("工作目标")
    source = forms.CharField(label="依据", max_length=300, required=False)
    record = record_choice("公开的方案原文")

    def __init__(self, *args: Any, town: Town, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.town = town

    def clean_record(self) -> Any:
        """A record of the town by its number."""
        number = self.cleaned_data["record"].strip()
        if not number:
            return None
        record = Record.objects.filter(town=self.town, index_number=number).first()
        if record is None:
            raise forms.ValidationError(f"没有索引号为{number}的信息，请核对。")
        return record

    def facts(self) -> PlanFacts:
        """The plan that a valid form describes."""
        return PlanFacts(**self.cleaned_data)


class PhaseForm(forms.Form):
    """A phase."""

    name = forms.CharField(label="名称", max_length=60, help_text="如：启动阶段")
    begins_on = day_field("开始", required=False, help_text="不填表示“某日前”。")
    ends_on = day_field("结束")
    goal = text_field("阶段目标", required=False, rows=3)

    def facts(self) -> PhaseFacts:
        """The phase that a valid form describes."""
        return PhaseFacts(**self.cleaned_data)


class TaskForm(UnitsForm):
    """A task and its responsible units."""

    title = forms.CharField(label="任务", max_length=200)
    phase = forms.ChoiceField(label="阶段", required=False)
    clause = forms.CharField(
        label="条款", max_length=60, required=False, help_text="方案里的位置，如：四（二）1"
    )
    begins_on = day_field("开始", required=False)
    due_on = day_field("完成时限")
    deliverable = forms.CharField(
        label="成果", max_length=200, help_text="拿什么说明已经完成，如：印发的制度、公开的网址。"
    )
    why = forms.CharField(
        label="调整理由",
        max_length=200,
        required=False,
        help_text="方案下达之后修改任务必须写明，会记入台账。",
    )
    field_order = (
        *("title", "phase", "clause", "begins_on", "due_on"),
        *("deliverable", "groups", "units", "why"),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, town=plan.town, **kwargs)
        names = list(plan.phases.values_list("name", flat=True))
        choice = self.fields["phase"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [("", "整个方案的目标"), *((name, name) for name in names)]
        if plan.state == "draft":
            del self.fields["why"]

    def facts(self) -> TaskFacts:
        """The task that a valid form describes."""
        left_out = ("groups", "units", "why")
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return TaskFacts(**given, units=tuple(self.chosen()))


class FinishForm(EvidenceForm):
    """What was done, and what shows it."""

    note = text_field("完成情况", help_text="做了什么、结果怎样。完成日期就是登记的当天。")
    field_order = ("note", "file", "record", "url")


class EndForm(forms.Form):
    """How a plan ended."""

    note = text_field("总结说明", help_text="总体结果，以及没有完成的任务怎样处理。")


class RecordOf(forms.Form):
    """Perhaps a record of a unit, by its number."""

    record = record_choice("相关的信息")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_record(self) -> Any:
        """The record of that number; an error where the unit has none."""
        return find_record(self.unit, self.cleaned_data["record"])
