"""Forms of the leading group."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.forms.common import (
    choose_from,
    day_field,
    model_choice,
    order_field,
    why_field,
)
from gongkai.organisation.models import SeatKind, Unit


class DayForm(forms.Form):
    """The day as of which the group is shown."""

    on = day_field("日期", required=False)


class SeatForm(forms.Form):
    """A seat and who takes it."""

    kind = forms.ChoiceField(
        label="席位",
        choices=SeatKind.choices,
        help_text="组长、常务副组长、办公室所在单位和办公室主任各一人（处），新任登记后原任自动于前一日离任。",
    )
    person = forms.CharField(
        label="姓名", required=False, max_length=40, help_text="“办公室设在”不填姓名和职务。"
    )
    post_title = forms.CharField(label="职务", required=False, max_length=80)
    unit = model_choice("单位", Unit.objects.none(), required=False, empty_label="不填")
    order = order_field()
    valid_from = day_field("起始日期")
    why = why_field("依据", help_text="如调整领导小组成员的通知的文号。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", units)
