"""Filters of lists, and the bulk acts on what was ticked."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.catalogue.models import FieldName
from gongkai.duty.coverage.lines import LineFilter
from gongkai.duty.coverage.tables import COUNTED
from gongkai.duty.forms.acts import NamedField, day_field, why_field
from gongkai.duty.models import DutyKind
from gongkai.duty.queries import DutyFilter
from gongkai.ledger import clock
from gongkai.organisation.models import Account, Unit
from gongkai.rules import channels, coverage, five_stages, legal_basis
from gongkai.rules.dates import FIRST_DATE, LAST_DATE
from gongkai.rules.duty_state import NAMES, WAITING, State

OPEN = "open"
"""Everything that still has to be published."""

YEARS = 10
"""How many years back a list can be asked for."""


class DutyFilterForm(forms.Form):
    """Words, unit, field, kind, state and days, in the address."""

    text = forms.CharField(label="事项、内容或单位", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部"),
            (OPEN, "还没公开的"),
            (COUNTED, "计入统计的"),
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
    year = forms.TypedChoiceField(
        label="计入哪个年度", required=False, coerce=int, empty_value=None
    )
    basis = forms.ChoiceField(label="法定依据", required=False)
    stage = forms.ChoiceField(label="五公开环节", required=False)
    channel = forms.ChoiceField(label="公开渠道", required=False)
    category = forms.ChoiceField(label="村务类别", required=False)
    obligation = forms.IntegerField(
        required=False, min_value=1, max_value=10**12, widget=forms.HiddenInput
    )

    SELDOM = ("year", "basis", "stage", "channel", "category")
    """Fields that the page folds away: they come from a cell of the coverage report."""

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = FieldName.objects.filter(valid_to__isnull=True).order_by("field__order")
        self._choose("unit", list(units.values_list("slug", "name")))
        self._choose("field", list(fields.values_list("field__code", "name")))
        self._choose_lines(clock.today())

    def _choose_lines(self, day: date) -> None:
        """The lines of the coverage report, as choices."""
        years = range(day.year + 1, day.year - YEARS, -1)
        self._choose("year", [(str(year), f"{year}年") for year in years])
        rows = legal_basis.PROACTIVE.as_of(day)
        self._choose("basis", [(row.code, f"{row.code} {row.name[:20]}") for row in rows])
        self._choose("stage", [(row.code, row.name) for row in five_stages.TABLE.as_of(day)])
        self._choose("channel", [(row.name, row.name) for row in channels.TABLE.as_of(day)])
        categories = coverage.VILLAGE_CATEGORIES.as_of(day)
        self._choose("category", [(row.code, row.name) for row in categories])

    def often(self) -> list[forms.BoundField]:
        """The fields that the page shows at once."""
        return [field for field in self.visible_fields() if field.name not in self.SELDOM]

    def seldom(self) -> list[forms.BoundField]:
        """The fields that the page folds away."""
        return [self[name] for name in self.SELDOM]

    @property
    def uses_seldom(self) -> bool:
        """Whether the address narrows by one of them: then they are open."""
        return any(self.data.get(name) for name in self.SELDOM)

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
        line = LineFilter(**{name: given.pop(name) for name in self.SELDOM})
        return DutyFilter(states=_states(state), line=line, **given)


def _states(choice: str) -> tuple[State, ...]:
    if choice in (OPEN, COUNTED):
        return tuple(sorted(WAITING if choice == OPEN else set(State) - {State.ENDED}))
    return (State(choice),) if choice else ()


class CalendarForm(forms.Form):
    """Which day, and whether only the own unit's."""

    day = forms.DateField(required=False)
    own = forms.BooleanField(required=False)

    def shown_day(self, today: date) -> date:
        """The day asked for, or today where none can be meant."""
        day = self.cleaned_data.get("day") if self.is_valid() else None
        return day if day and FIRST_DATE <= day <= LAST_DATE else today


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
