"""Fields that several forms share."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet


def day_field(label: str, **options: Any) -> forms.DateField:
    """A date with the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def why_field(
    label: str = "说明", *, required: bool = False, help_text: str = ""
) -> forms.CharField:
    """A short reason, kept on the ledger."""
    return forms.CharField(label=label, required=required, max_length=200, help_text=help_text)


def order_field() -> forms.IntegerField:
    """The place among siblings."""
    return forms.IntegerField(
        label="排序", min_value=0, max_value=100_000, initial=0, help_text="数字小的排在前面。"
    )


def choose_from(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Give a model choice its rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
    field.queryset = rows


def model_choice(
    label: str, rows: QuerySet[Any], **options: Any
) -> "forms.ModelChoiceField[Model]":
    """A choice among rows; an empty one comes first."""
    options.setdefault("empty_label", "请选择")
    return forms.ModelChoiceField(label=label, queryset=rows, **options)
