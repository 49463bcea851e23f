"""How the ledger is filtered and how an entry is shown."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.documents.workbook import csv_line
from gongkai.ledger.models import LedgerEntry
from gongkai.office.queries import LedgerFilter
from gongkai.organisation.models import Unit
from gongkai.organisation.permissions import all_rules


def action_title(name: str) -> str:
    """An action in words; its name where no package states a rule any more."""
    rule = all_rules().get(name)
    return rule.title if rule else name


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LedgerFilterForm(forms.Form):
    """The filters of the ledger, kept in the address."""

    action = forms.ChoiceField(label="办理事项", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    subject = forms.CharField(label="对象名称含有", required=False, max_length=100)
    person = forms.CharField(label="经办人", required=False, max_length=40)
    first = forms.DateField(label="从哪天", required=False, widget=DayInput())
    last = forms.DateField(label="到哪天", required=False, widget=DayInput())

    def __init__(self, data: Any, units: list[Unit]) -> None:
        super().__init__(data)
        titles = sorted((rule.title, name) for name, rule in all_rules().items())
        actions = [(name, title) for title, name in titles]
        self.choose("action", actions)
        self.choose("unit", [(str(unit.pk), unit.name) for unit in units])

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer everything or one of ``choices``."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - says so to the type checker
        field.choices = [("", "全部"), *choices]

    def clean(self) -> dict[str, Any]:
        """The first day lies before the last."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "结束日期早于开始日期，请改正。")
        return cleaned

    def wanted(self) -> LedgerFilter | None:
        """The filter asked for; None while something in it is wrong."""
        if not self.is_valid():
            return None
        unit = self.cleaned_data.pop("unit")
        return LedgerFilter(unit=int(unit) if unit else None, **self.cleaned_data)


@dataclass(frozen=True)
class Change:
    """One value of an entry: its name, what it was, what it became."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry as the page shows it."""

    entry: LedgerEntry
    title: str
    unit: str
    changes: list[Change]


def shown(entries: list[LedgerEntry], units: list[Unit]) -> list[ShownEntry]:
    """Entries with words for their action, unit and values."""
    names = {unit.pk: unit.name for unit in units}
    return [
        ShownEntry(
            entry, action_title(entry.action), names.get(entry.unit_id or 0, ""), changes(entry)
        )
        for entry in entries
    ]


def changes(entry: LedgerEntry) -> list[Change]:
    """What an entry says was before and after, value by value; nothing left out."""
    before, after = _named(entry.before), _named(entry.after)
    keys = [*before, *(key for key in after if key not in before)]
    return [_change(_field(entry.subject_kind, key), key, before, after) for key in keys]


def _change(field: Any, key: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    """One value in the words of the subject's model, where it has them."""
    name = str(getattr(field, "verbose_name", key))
    words = dict(getattr(field, "flatchoices", None) or [])
    return Change(name, _text(before, key, words), _text(after, key, words))


CSV_HEAD = (
    "编号",
    "时间",
    "经办人",
    "角色",
    "事项",
    "对象",
    "单位",
    "理由",
    "之前",
    "之后",
    "摘要",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(entries: QuerySet[LedgerEntry], units: list[Unit]) -> Iterator[str]:
    """The entries as CSV, line by line, with the mark by which spreadsheets know UTF-8."""
    names = {unit.pk: unit.name for unit in units}
    yield "\ufeff" + csv_line(CSV_HEAD)
    for entry in entries.iterator(500):
        yield csv_line(
            (
                entry.number,
                timezone.localtime(entry.at).isoformat(" ", "seconds"),
                entry.actor,
                entry.roles,
                action_title(entry.action),
                entry.subject_label,
                names.get(entry.unit_id or 0, ""),
                entry.why,
                json.dumps(entry.before, ensure_ascii=False),
                json.dumps(entry.after, ensure_ascii=False),
                entry.digest,
            )
        )


def _named(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"": value}


def _text(values: dict[str, Any], key: str, words: dict[Any, Any]) -> str:
    if key not in values:
        return ""
    value = values[key]
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None:
        return "（空）"
    if isinstance(value, str):
        return str(words.get(value, value))
    return json.dumps(value, ensure_ascii=False)


def _field(kind: str, key: str) -> Any:
    """The field of the subject's model by that name; None where there is none."""
    try:
        return apps.get_model(kind)._meta.get_field(key)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
