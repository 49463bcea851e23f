"""Choosing another record: typed, or picked from a list that the page offers while typing."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.organisation.actor import Actor
from gongkai.publication.finding import Found, find_by_text, shown
from gongkai.publication.models import Record


class RecordInput(forms.TextInput):
    """A text box that ``picker.js`` makes a list to pick from; without it, plain typing."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-picker": "", "autocomplete": "off"})


class RecordField(forms.CharField):
    """Gives the record that a person means by index number, document number or address.

    ``actor`` must be set before the form is checked: it says what may be found. ``known`` are
    the ids of records that are named already.
    """

    widget = RecordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=400, **kwargs)
        self.actor: Actor | None = None
        self.known: frozenset[int] = frozenset()

    def clean(self, value: Any) -> Record | None:
        """The record, None for nothing; ValidationError says what to type instead."""
        text = str(super().clean(value)).strip()
        if not text or self.actor is None:
            return None
        found: Found = find_by_text(self.actor, text, self.known)
        if found.record is None:
            raise ValidationError(found.fault)
        return found.record

    def prepare_value(self, value: Any) -> Any:
        """A record as the text that means it."""
        return shown(value) if isinstance(value, Record) else value
