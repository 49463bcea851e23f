"""Filters of lists, and the bulk acts on what was ticked."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.catalogue.models import FieldName
from gongkai.duty.forms.acts import NamedField, day_field, why_field
from gongkai.duty.models import DutyKind
from gongkai.duty.queries import DutyFilter
from gongkai.organisation.models import Account, Unit
from gongkai.rules.duty_state import NAMES, WAITING, State

OPEN = "open"
"""Everything that still has to be published."""


class DutyFilterForm(forms.Form):
    """Words, unit, field, kind, state and days, in the address."""

    text = forms.CharField(label="事项、内容或单位", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部"),
            (OPEN, "还没公开的"),
            *((state.value, NAMES[state]) for state in State),
        ],
    )
    unit = forms.ChoiceField(label="单位", required=False)
    field = forms.ChoiceField(label="领域", required=False)
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *DutyKind.choices]
    )
    first = day_field("到期日从", required=False)
    last = day_field("到", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = FieldName.objects.filter(valid_to__isnull=True).order_by("field__order")
        self._choose("unit", list(units.values_list("slug", "name")))
        self._choose("field", list(fields.values_list("field__code", "name")))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "全部"), *choices]

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "结束日期不能早于开始日期。")
        return given

    def wanted(self) -> DutyFilter:
        """What was asked for; nothing of an address that cannot be read."""
        if not self.is_valid():
            return DutyFilter()
        given = dict(self.cleaned_data)
        state = given.pop("state")
        states = tuple(sorted(WAITING)) if state == OPEN else (State(state),) if state else ()
        return DutyFilter(states=states, **given)


class CalendarForm(forms.Form):
    """Which day, and whether only the own unit's."""

    day = forms.DateField(required=False)
    own = forms.BooleanField(required=False)

    def shown_day(self, today: date) -> date:
        """The day asked for, or today."""
        return (self.cleaned_data.get("day") if self.is_valid() else None) or today


class BulkForm(forms.Form):
    """What a bulk act needs beside the duties: only the fields of its verb."""

    account = NamedField(
        label="交给", queryset=Account.objects.none(), required=False, empty_label="本单位联络员"
    )
    until = day_field("延期至")
    why = why_field("理由")
    words = forms.CharField(
        label="督办要求",
        help_text="写明要求单位做什么、做到什么程度。每个单位收到一份，包括它的全部勾选任务。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reply_by = day_field("回复期限", "到这一天还没有回复的，先提请单位负责人，再提请主管领导。")

    _FIELDS = {
        "assign": ("account",),
        "extend": ("until", "why"),
        "excuse": ("why",),
        "urge": ("words", "reply_by"),
    }

    def __init__(self, *args: Any, verb: str, units: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self._FIELDS[verb]):
            del self.fields[name]
        people = self.fields.get("account")
        if isinstance(people, forms.ModelChoiceField):
            of_one = units if len(units) == 1 else set()
            people.queryset = Account.objects.filter(unit__in=of_one, is_active=True)
