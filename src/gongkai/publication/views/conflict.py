"""Two people saved the same draft: both texts side by side, and nothing is lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from gongkai.organisation.web import number_in
from gongkai.publication import actions
from gongkai.publication.comparing import Content, compare
from gongkai.publication.forms import DraftForm
from gongkai.publication.forms.body import BodyInput
from gongkai.publication.forms.relations import BaseLinkFormSet
from gongkai.publication.models import Record, Version
from gongkai.publication.views.desk import Desk, typed_in
from gongkai.publication.views.rows import with_rows

MINE, THEIRS = "mine", "theirs"
_NOT_COMPARED = ("lock", "body", "new_matter")


@dataclass(frozen=True)
class Difference:
    """A field that differs: both values in words, and which of them is likelier to be wanted."""

    name: str
    label: str
    mine: str
    theirs: str
    pick: str


def show_conflict(
    desk: Desk, form: DraftForm, links: BaseLinkFormSet | None, data: QueryDict
) -> HttpResponse:
    """The page on which a person brings the own text together with what was saved meanwhile."""
    version, record = desk.version, desk.record
    assert version is not None  # noqa: S101
    assert record is not None  # noqa: S101
    if not desk.pending:
        seen = int(data.get("lock") or 0)
        actions.save_working_copy(desk.actor, desk.unit, record, typed_in(data), seen)
    theirs = desk.form()
    base = _base_of(desk, data)
    differences = list(_differences(form, theirs, base))
    names = {difference.name for difference in differences}
    body = form.fields["body"].widget
    assert isinstance(body, BodyInput)  # noqa: S101
    body.serve(desk.addresses(), **desk.endpoints())
    mine_rows, their_rows = _rows_in_words(links), _rows_in_words(desk.links())
    context = {
        "record": record,
        "version": version,
        "form": form,
        "hidden": [field for field in form if field.name not in {"body", "lock"}],
        "differences": differences,
        "links": links,
        "mine_rows": mine_rows if links is not None and mine_rows != their_rows else None,
        "their_rows": their_rows,
        "body_differs": "body" in names or _differs(form, theirs, "body"),
        "comparison": compare(_body_of(theirs), _body_of(form)),
        "nothing": not differences and not _differs(form, theirs, "body"),
    }
    return render(desk.request, "publication/conflict.html", context, status=409)


def merge(desk: Desk) -> HttpResponse:
    """Save what the person chose, on top of what was saved meanwhile."""
    from gongkai.publication.views.saving import save

    data = desk.request.POST.copy()
    theirs = desk.form()
    for name in theirs.fields:
        if data.get(f"pick-{name}") == THEIRS:
            data[name] = _sent(theirs, name)
    if data.get("pick-links") == THEIRS:
        data = with_rows(data, _their_rows(desk))
    return save(desk, data)


def _base_of(desk: Desk, data: QueryDict) -> Mapping[str, str] | None:
    """The values that the person began from, if that version is known."""
    seen = number_in(data.get("lock", ""))
    found = (
        desk.record.versions.filter(lock=seen).order_by("-number").first()
        if (desk.record and seen is not None)
        else None
    )
    return _values_of(desk, found) if found else None


def _values_of(desk: Desk, version: Version) -> Mapping[str, str]:
    form = desk.form_of(version)
    return {name: _sent(form, name) for name in form.fields}


def _differences(
    form: DraftForm, theirs: DraftForm, base: Mapping[str, str] | None
) -> Iterator[Difference]:
    for name, field in form.fields.items():
        if name in _NOT_COMPARED or not _differs(form, theirs, name):
            continue
        mine, other = _value(form, name), _value(theirs, name)
        unchanged = base is not None and base.get(name) == _sent(form, name)
        pick = THEIRS if unchanged else MINE
        label = str(field.label or name)
        yield Difference(name, label, _words(field, mine), _words(field, other), pick)


def _differs(form: DraftForm, theirs: DraftForm, name: str) -> bool:
    return _sent(form, name) != _sent(theirs, name)


def _value(form: DraftForm, name: str) -> str:
    value = form[name].value()
    if isinstance(value, Record):
        value = form.fields[name].prepare_value(value)
    return "" if value is None else str(value)


def _sent(form: DraftForm, name: str) -> str:
    """A field's value as two forms can be compared by it, whatever the line ends."""
    value = _value(form, name).replace("\r\n", "\n").strip()
    # A picked record may come with its title behind the number.
    return value.split()[0] if name == "successor" and value else value


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.ChoiceField):
        value = _labels(field.widget.choices).get(value, value)
    return value or "（空）"


def _body_of(form: DraftForm) -> Content:
    """The body alone; the fields are chosen one by one above it."""
    return Content(fields={}, body=_sent(form, "body"), files=(), relations=())


def _labels(choices: Any) -> dict[str, str]:
    """The words of choices by value, groups opened."""
    flat: dict[str, str] = {}
    for key, label in choices:
        pairs = label if isinstance(label, list | tuple) else [(key, label)]
        flat |= {str(value): str(words) for value, words in pairs}
    return flat


def _rows_in_words(links: BaseLinkFormSet | None) -> list[str]:
    if links is None:
        return []
    found = []
    for form in links.forms:
        kinds = dict(form.fields["kind"].choices)  # type: ignore[attr-defined]
        parts = [form[name].value() for name in ("kind", "target", "words", "url")]
        kind, target, words, url = ("" if part is None else part for part in parts)
        if isinstance(target, Record):
            target = form.fields["target"].prepare_value(target)
        if kind or target or words:
            found.append(
                " ".join(str(part) for part in (kinds.get(kind, ""), target, words, url) if part)
            )
    return found


def _their_rows(desk: Desk) -> list[dict[str, str]]:
    links = desk.links()
    rows: list[dict[str, str]] = []
    for form in links.forms if links is not None else ():
        given: dict[str, Any] = {name: form[name].value() for name in form.fields}
        target = given["target"]
        given["target"] = target.index_number if isinstance(target, Record) else ""
        rows.append({name: str(value or "") for name, value in given.items()})
    return rows
