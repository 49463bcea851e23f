"""Forms of the steps of a field, and of a step in hand."""

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.campaign.facts import StepFacts
from gongkai.campaign.models import CourseStep, Need
from gongkai.organisation.models import AdminRole, Role

_ROLES = [("", "请选择")] + [
    choice for choice in Role.choices if choice[0] not in (*AdminRole.values, Role.EVALUATOR)
]


class StepForm(forms.Form):
    """A step; a row without a name is left out."""

    order = forms.IntegerField(label="顺序", min_value=1, max_value=99, required=False)
    name = forms.CharField(label="步骤", max_length=60, required=False)
    role = forms.ChoiceField(label="由谁办", choices=_ROLES, required=False)
    needs = forms.CharField(
        label="须有的材料",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一项，办理人逐项勾选。",
    )
    look_at = forms.ChoiceField(label="系统核对", choices=Need.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """A named step says who does it; an unnamed one says nothing."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("name") and not given.get("role"):
            self.add_error("role", "请选择由谁办。")
        if not given.get("name") and (given.get("needs") or given.get("role")):
            self.add_error("name", "请写步骤的名称，或者把这一行清空。")
        return given


if TYPE_CHECKING:
    _Steps = forms.BaseFormSet[StepForm]
else:
    # Django's class takes no parameters when it runs.
    _Steps = forms.BaseFormSet


class BaseSteps(_Steps):
    """The steps of a field in the order of their numbers."""

    def facts(self) -> list[StepFacts]:
        """The steps that valid forms describe."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        rows.sort(key=lambda row: row.get("order") or 99)
        return [
            StepFacts(
                name=row["name"],
                role=row["role"],
                needs=tuple(row["needs"].splitlines()),
                look_at=row["look_at"],
            )
            for row in rows
        ]


StepsFormSet = forms.formset_factory(StepForm, formset=BaseSteps, extra=3, max_num=20)


class DoStepForm(forms.Form):
    """What must be there, ticked one by one."""

    needs = forms.MultipleChoiceField(
        label="须有的材料（逐项核对后勾选）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, step: CourseStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not step.needs:
            del self.fields["needs"]
            return
        choice = self.fields["needs"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101
        choice.choices = [(need, need) for need in step.needs]
