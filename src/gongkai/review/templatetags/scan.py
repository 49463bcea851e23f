"""What the templates of the scan ask."""

from django import template

from gongkai.review.scanning.lighting import anchor as anchor_of
from gongkai.review.scanning.standing import Standpoint

register = template.Library()


@register.filter
def anchor(point: Standpoint) -> str:
    """The name of the finding's place on the page."""
    return anchor_of(point)
