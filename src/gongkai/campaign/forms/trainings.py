"""Forms of trainings."""

from collections.abc import Iterator
from typing import Any

from django import forms

from gongkai.campaign.facts import TrainingFacts
from gongkai.campaign.forms.common import TaskChoice, UnitsForm, day_field, files_field, text_field
from gongkai.campaign.models import Attendee, Task
from gongkai.organisation.models import Unit


class TrainingForm(UnitsForm, TaskChoice):
    """A training and who is invited."""

    title = forms.CharField(label="培训名称", max_length=120)
    held_on = day_field("日期")
    hours = forms.CharField(
        label="时间", max_length=40, required=False, help_text="如：上午9:00—11:30"
    )
    place = forms.CharField(label="地点", max_length=120)
    trainer = forms.CharField(label="授课人", max_length=80)
    content = text_field("培训内容")
    field_order = (
        *("title", "held_on", "hours", "place", "trainer", "content"),
        *("task", "groups", "units"),
    )

    def facts(self) -> TrainingFacts:
        """The training that a valid form describes."""
        names = ("title", "held_on", "hours", "place", "trainer", "content")
        return TrainingFacts(**{name: self.cleaned_data[name] for name in names})

    def chosen_task(self) -> Task | None:
        """The task that the training fulfils."""
        found: Task | None = self.cleaned_data["task"]
        return found


class AttendanceForm(forms.Form):
    """What the signed sheet says."""

    came = forms.MultipleChoiceField(
        label="签到的人",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text="按纸质签到表勾选。",
    )
    others = text_field(
        "表外到会的人",
        rows=3,
        required=False,
        help_text="每行一人，先写单位再写姓名，如：社会事务中心 张三",
    )
    sheet = files_field("签到表扫描件或照片", required=False)

    def __init__(self, *args: Any, attendees: list[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["came"]
        assert isinstance(choice, forms.MultipleChoiceField)  # noqa: S101
        choice.choices = [
            (str(each.pk), f"{each.unit.name} {each.name or '（未指定联络员）'}")
            for each in attendees
        ]
        self.initial.setdefault("came", [str(each.pk) for each in attendees if each.came])

    def clean_others(self) -> str:
        """Every line names a unit and a person."""
        text: str = self.cleaned_data["others"]
        for line in text.splitlines():
            if line.strip() and len(line.split()) < 2:
                raise forms.ValidationError(f"“{line.strip()}”：请写成“单位 姓名”。")
        return text

    def other_people(self, units: dict[str, Unit]) -> list[tuple[Unit, str]]:
        """The further people; ``units`` by name. Adds an error for a unit nobody knows."""
        return [(units[unit], name) for unit, name in self._lines() if self._is_known(unit, units)]

    def _lines(self) -> Iterator[tuple[str, str]]:
        for line in self.cleaned_data["others"].splitlines():
            if line.strip():
                unit, name = line.split(maxsplit=1)
                yield unit, name.strip()

    def _is_known(self, unit: str, units: dict[str, Unit]) -> bool:
        if unit not in units:
            self.add_error("others", f"本镇没有叫“{unit}”的单位，请核对名称。")
        return unit in units


class MaterialForm(forms.Form):
    """Materials of a training."""

    file = files_field("文件", required=False)
    url = forms.URLField(label="网址", required=False, max_length=300, assume_scheme="https")
    words = forms.CharField(
        label="说明", max_length=200, required=False, help_text="不填时用文件名或者网址。"
    )
