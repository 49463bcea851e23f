"""Words for codes that pages of drafting show."""

from django import template

from gongkai.organisation.permissions import all_rules
from gongkai.rules.legal_basis import EXEMPTIONS

register = template.Library()


@register.filter
def action_title(action: str) -> str:
    """An action's title in words; its name where no rule states one."""
    rule = all_rules().get(action)
    return rule.title if rule else action


@register.filter
def ground_name(code: str) -> str:
    """The name of a ground of Art. 14 to 16; free words stay as they are."""
    return next((row.name for row in EXEMPTIONS if row.code == code), code)
