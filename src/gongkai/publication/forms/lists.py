"""The filters of the list of records."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.organisation.models import Unit
from gongkai.publication.forms.choices import choose
from gongkai.publication.models import RecordState


class RecordFilterForm(forms.Form):
    """Words, state, unit."""

    text = forms.CharField(label="标题、文号或索引号", required=False)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *RecordState.choices]
    )
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", [("", "全部"), *units.values_list("slug", "name")])
