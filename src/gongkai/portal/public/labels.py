"""What the values of the search filters are called."""

from typing import Final

from django.core.cache import cache

from gongkai.catalogue.models import FieldName
from gongkai.organisation.models import Town, Unit
from gongkai.portal.filing import TABLES_OF
from gongkai.rules import columns

DIMENSIONS: Final = {
    "unit": "单位",
    "field": "领域",
    "column": "栏目",
    "year": "年份",
    "validity": "有效性",
}
WITHOUT_ITEM: Final = "目录以外的信息"
_SECONDS: Final = 60

Labels = dict[str, dict[str, str]]


def labels_of(town: Town) -> Labels:
    """Names of units by slug, of fields and columns by code. Two statements once a minute."""
    key = f"portal.labels.{town.pk}"
    known: Labels | None = cache.get(key)
    if known is None:
        fields = FieldName.objects.filter(valid_to__isnull=True)
        known = {
            "unit": dict(Unit.objects.filter(town=town).values_list("slug", "name")),
            "field": {"other": WITHOUT_ITEM, **dict(fields.values_list("field__code", "name"))},
            "column": {row.code: row.name for row in columns.TABLE.as_of(TABLES_OF)},
        }
        cache.set(key, known, _SECONDS)
    return known


def label(labels: Labels, dimension: str, value: str) -> str:
    """What people call a value of a filter; the value itself where it needs no other name."""
    if dimension == "year":
        return f"{value}年"
    return labels.get(dimension, {}).get(value, value)
