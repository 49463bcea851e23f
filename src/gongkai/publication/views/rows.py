"""Adding and removing rows of relations in a form that was sent, for pages without script."""

from django.http import QueryDict

from gongkai.organisation.web import number_in
from gongkai.publication.forms.relations import MOST_ROWS, PREFIX

_FIELDS = ("kind", "target", "words", "url")
_TOTAL = f"{PREFIX}-TOTAL_FORMS"


def with_row(data: QueryDict) -> QueryDict:
    """What was sent, with an empty row more."""
    rows = rows_in(data)
    return with_rows(data, [*rows, {}] if len(rows) < MOST_ROWS else rows)


def without_row(data: QueryDict, number: str) -> QueryDict:
    """What was sent, without the row of this number; all rows if there is none such."""
    rows = rows_in(data)
    return with_rows(data, [row for place, row in enumerate(rows) if str(place) != number])


def rows_in(data: QueryDict) -> list[dict[str, str]]:
    """The rows that were sent, by field name."""
    count = min(number_in(data.get(_TOTAL, "0")) or 0, MOST_ROWS)
    return [
        {name: data.get(f"{PREFIX}-{row}-{name}", "") for name in _FIELDS} for row in range(count)
    ]


def with_rows(data: QueryDict, rows: list[dict[str, str]]) -> QueryDict:
    """What was sent, with these rows in the place of its own."""
    changed = data.copy()
    for name in [name for name in changed if name.startswith(f"{PREFIX}-")]:
        del changed[name]
    changed[_TOTAL] = str(len(rows))
    changed[f"{PREFIX}-INITIAL_FORMS"] = "0"
    for number, row in enumerate(rows):
        for name in _FIELDS:
            changed[f"{PREFIX}-{number}-{name}"] = row.get(name, "")
    return changed
