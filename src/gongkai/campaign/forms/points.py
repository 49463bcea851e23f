"""Form of the town's check sheet: one row for each point."""

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.campaign.actions.points import MOST
from gongkai.campaign.facts import PointFacts
from gongkai.campaign.models import PointUnits

ROWS_MORE = 3


class PointForm(forms.Form):
    """A point; a row without a text is left out."""

    order = forms.IntegerField(label="顺序", min_value=1, max_value=999, required=False)
    text = forms.CharField(label="检查内容", max_length=200, required=False)
    basis = forms.CharField(label="依据", max_length=120, required=False)
    units = forms.ChoiceField(label="检查哪些单位", choices=PointUnits.choices, required=False)

    def clean(self) -> dict[str, Any]:
        """A point says why; a row without a text says nothing."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("text") and not given.get("basis"):
            self.add_error("basis", "请写明依据，例如实施方案的条款。")
        if given.get("basis") and not given.get("text"):
            self.add_error("text", "请写检查内容，或者把这一行清空。")
        return given


if TYPE_CHECKING:
    _Points = forms.BaseFormSet[PointForm]
else:
    # Django's class takes no parameters when it runs.
    _Points = forms.BaseFormSet


class BasePoints(_Points):
    """The points in the order of their numbers."""

    def facts(self) -> list[PointFacts]:
        """The points that valid forms describe."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        rows.sort(key=lambda row: row.get("order") or 999)
        return [PointFacts(row["text"], row["basis"], row["units"] or "all") for row in rows]


PointsFormSet = forms.formset_factory(
    PointForm, formset=BasePoints, extra=ROWS_MORE, max_num=MOST + ROWS_MORE
)
