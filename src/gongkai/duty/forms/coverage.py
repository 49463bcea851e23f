"""Which report is asked for, and which part of what is owed."""

from typing import Any

from django import forms

from gongkai.duty.coverage.lines import OwedFilter
from gongkai.duty.coverage.tables import TITLES

_EITHER = (("", "全部"), ("1", "是"), ("0", "否"))


class ReportForm(forms.Form):
    """A year and a table, from the address; what cannot be read is this year and the fields."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    by = forms.ChoiceField(required=False, choices=list(TITLES.items()))

    def wanted(self, this_year: int) -> tuple[int, str]:
        """The year and the table."""
        self.is_valid()
        given = self.cleaned_data
        return given.get("year") or this_year, given.get("by") or next(iter(TITLES))


class OwedForm(forms.Form):
    """The line of the report whose obligations are listed."""

    unit = forms.CharField(required=False)
    field = forms.CharField(required=False)
    basis = forms.CharField(required=False)
    category = forms.CharField(required=False)
    channel = forms.CharField(required=False)
    covered = forms.ChoiceField(required=False, choices=_EITHER)
    shown = forms.ChoiceField(required=False, choices=_EITHER)

    def wanted(self) -> OwedFilter:
        """What was asked for; nothing of an address that cannot be read."""
        if not self.is_valid():
            return OwedFilter()
        given: dict[str, Any] = dict(self.cleaned_data)
        for name in ("covered", "shown"):
            given[name] = given[name] == "1" if given[name] else None
        return OwedFilter(**given)
