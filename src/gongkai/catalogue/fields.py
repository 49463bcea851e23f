"""Fields (领域) and their names: found by any name they ever had (F10)."""

from collections.abc import Iterable
from datetime import date

from gongkai.catalogue.models import Field, FieldName
from gongkai.rules import fields as law

LOCAL_PREFIX = "L"
_SUFFIX = "领域"


def name_key(name: str) -> str:
    """A field's name without blanks and without the word 领域, to compare by."""
    return "".join(name.split()).removesuffix(_SUFFIX)


def national_codes() -> dict[str, str]:
    """Code of each national field by every name it has or had; needs no database."""
    return {name_key(row.name): row.code for row in law.TABLE}


def codes_by_name() -> dict[str, str]:
    """Code of each field by every name it has or had: the national ones and the town's own."""
    stored = FieldName.objects.values_list("name", "field__code")
    return {**national_codes(), **{name_key(name): code for name, code in stored}}


def names_on(day: date) -> dict[int, str]:
    """The name of every field as of ``day``; the oldest one for a day before all of them."""
    found: dict[int, str] = {}
    for name in FieldName.objects.order_by("field_id", "valid_from"):
        if name.field_id not in found or name.valid_from <= day:
            found[name.field_id] = name.name
    return found


def ensure_fields(codes: Iterable[str]) -> dict[str, Field]:
    """The fields with these codes; those of the national table are made where missing.

    KeyError for a code that neither the database nor the table has.
    """
    wanted = list(dict.fromkeys(codes))
    stored = {field.code: field for field in Field.objects.filter(code__in=wanted)}
    for code in wanted:
        if code not in stored:
            stored[code] = _make_national(code)
    return stored


def make_local_field(name: str, valid_from: date, source: str) -> Field:
    """A field of the town's own, outside the national 16, with its first name."""
    number = Field.objects.filter(code__startswith=LOCAL_PREFIX).count() + 1
    while Field.objects.filter(code=f"{LOCAL_PREFIX}{number:02d}").exists():
        number += 1
    field = Field.objects.create(code=f"{LOCAL_PREFIX}{number:02d}", order=100 + number)
    FieldName.objects.create(field=field, name=name_key(name), valid_from=valid_from, source=source)
    return field


def _make_national(code: str) -> Field:
    rows = [row for row in law.TABLE if row.code == code]
    if not rows:
        raise KeyError(code)
    field = Field.objects.create(code=code, order=int(code))
    FieldName.objects.bulk_create(
        FieldName(
            field=field,
            name=row.name,
            valid_from=row.effective_from or law.TABLE.effective_from,
            valid_to=row.effective_to,
            source=law.TABLE.source_of(row),
        )
        for row in rows
    )
    return field
