"""Words for codes that pages of drafting show."""

from django import template

from gongkai.documents.inspect import MediaType
from gongkai.organisation.permissions import all_rules
from gongkai.publication.models import StoredFile
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


@register.filter
def extent(file: StoredFile) -> str:
    """How much a file holds: pages, or sheets of a workbook; empty where that says nothing."""
    if not file.pages:
        return ""
    return f"{file.pages} 个工作表" if file.media_type == MediaType.XLSX else f"{file.pages} 页"
