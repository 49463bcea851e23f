"""How forms are drawn: label above, help under it, error at the field."""

from django.forms.renderers import TemplatesSetting


class GongkaiFormRenderer(TemplatesSetting):
    """Draws forms with the templates of the office."""
