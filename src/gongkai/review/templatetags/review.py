"""What the boxes of the form show."""

from django import template

from gongkai.review.models import ReviewRow

register = template.Library()


@register.filter
def opinion_in(row: ReviewRow, column: str) -> dict[str, bool]:
    """Which box of a column is ticked: {"agree": True}; empty where none is."""
    for opinion in getattr(row, "current_opinions", []):
        if opinion.column == column:
            return {opinion.value: True}
    return {}
