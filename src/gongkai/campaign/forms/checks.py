"""Forms of guidance checks and findings."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.campaign.facts import LineFacts
from gongkai.campaign.forms.common import (
    EvidenceForm,
    TaskChoice,
    choose_from,
    day_field,
    model_choice,
    text_field,
)
from gongkai.campaign.models import CheckLine, FindingState, LineResult
from gongkai.ledger.clock import today
from gongkai.organisation.models import Unit

RECTIFY_DAYS = timedelta(days=15)
"""What the form offers; the Office chooses the day."""


class CheckNewForm(TaskChoice):
    """Which unit is checked, when, by whom."""

    unit = model_choice("被检查单位", Unit.objects.none())
    checked_on = day_field("检查日期")
    checkers = forms.CharField(label="检查人", max_length=80, help_text="两人以上用顿号分开。")
    field_order = ("unit", "checked_on", "checkers", "task")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)


class CheckForm(forms.Form):
    """The whole sheet: a result for each point, what is wrong, until when."""

    def __init__(self, *args: Any, lines: Sequence[CheckLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [choice for choice in LineResult.choices if choice[0]]
        for line in lines:
            name = f"line-{line.order}"
            self.fields[name] = forms.ChoiceField(
                label=f"{line.order}. {line.point}",
                choices=choices,
                widget=forms.RadioSelect,
                help_text=f"依据：{line.basis}",
            )
            self.fields[f"{name}-note"] = forms.CharField(
                label="问题或情况", required=False, max_length=300
            )
            self.fields[f"{name}-advice"] = forms.CharField(
                label="整改要求", required=False, max_length=300
            )
            self.fields[f"{name}-due"] = day_field(
                "整改时限", required=False, initial=today() + RECTIFY_DAYS
            )
        self.fields["summary"] = text_field("总体评价")

    def groups(self) -> list[dict[str, Any]]:
        """The fields point by point, for the page."""
        return [
            {
                "line": line,
                "result": self[f"line-{line.order}"],
                "more": [self[f"line-{line.order}-{name}"] for name in ("note", "advice", "due")],
            }
            for line in self.lines
        ]

    def facts(self) -> dict[int, LineFacts]:
        """What a valid form says of each point; words of a point that is not wrong are kept."""
        given = self.cleaned_data
        return {
            line.order: LineFacts(
                result=given[f"line-{line.order}"],
                note=given[f"line-{line.order}-note"],
                advice=given[f"line-{line.order}-advice"],
                due_on=given[f"line-{line.order}-due"],
            )
            for line in self.lines
        }


class RectifyForm(EvidenceForm):
    """What a unit did about a finding."""

    rectification = text_field("整改情况", help_text="怎样整改的，怎样防止再次发生。")
    field_order = ("rectification", "file", "record", "url")


class ReturnFindingForm(forms.Form):
    """Why a rectification is not enough."""

    why = forms.CharField(label="退回理由", max_length=200)
    due_on = day_field("新的整改时限")


class FindingFilter(forms.Form):
    """What the issue list shows."""

    unit = model_choice("单位", Unit.objects.none(), required=False, empty_label="全部")
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *FindingState.choices]
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
