"""Fields that several forms share."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.foi.files import FileToKeep
from gongkai.ledger.clock import today
from gongkai.organisation.models import Account


def day(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    """A date with the browser's own picker; today where it is left as it is."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, initial=today, help_text=help_text
    )


def words(
    label: str, *, rows: int = 4, required: bool = True, help_text: str = "", most: int = 3000
) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def line(
    label: str, *, required: bool = True, help_text: str = "", most: int = 200
) -> forms.CharField:
    """A text of one line."""
    return forms.CharField(label=label, required=required, max_length=most, help_text=help_text)


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person, shown with the unit."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and unit."""
        return f"{obj.name}（{obj.unit.name}）"


def handlers_of(town_id: int) -> QuerySet[Account]:
    """The accounts that may handle cases of a town."""
    return (
        Account.objects.filter(
            unit__town_id=town_id, is_active=True, role_grants__role__in=["office", "handler"]
        )
        .select_related("unit")
        .distinct()
        .order_by("unit__order", "id")
    )


def uploaded(kind: str, given: Any) -> list[FileToKeep]:
    """The file of a form field, if one was chosen."""
    return [FileToKeep(kind, given.name, given.read())] if given else []
