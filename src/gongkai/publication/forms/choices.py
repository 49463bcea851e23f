"""Choices that come from tables of ``rules`` or from the catalogue."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.catalogue.models import EditionState, Item
from gongkai.organisation.models import Town

Choices = list[tuple[str, Any]]


def named(pairs: Iterable[tuple[str, str]], empty: str) -> Choices:
    """Choices whose value is the printed name itself: pages print it and digests cover it."""
    return [("", empty), *((name, name) for _, name in pairs)]


def choose(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Give a choice field of a form its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = choices


def item_choices(town: Town) -> Choices:
    """The items of the edition in force, grouped by field."""
    items = (
        Item.objects.filter(edition__town=town, edition__state=EditionState.IN_FORCE)
        .select_related("field")
        .prefetch_related("field__names")
        .order_by("field__order", "sequence")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        names = [name.name for name in item.field.names.all() if name.valid_to is None]
        groups.setdefault(names[0] if names else item.field.code, []).append(
            (str(item.pk), str(item))
        )
    return [("", "（不选）"), *groups.items()]
