"""How forms are drawn: label above, help under it, error at the field."""

from typing import Any

from django.forms.renderers import TemplatesSetting


class GongkaiFormRenderer(TemplatesSetting):
    """Draws forms with the templates of the office.

    ``{{ form }}`` gives the error summary and every field with label, help, error and 选填.
    A RadioSelect with ``attrs={"class": "large"}`` is drawn as large buttons.
    """

    form_template_name = "office/forms/form.html"
    field_template_name = "office/forms/field.html"
    formset_template_name = "office/forms/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """A field without ``maxlength``: with it a browser cuts the end off what is pasted and says
        nothing. The form says how much is too much.
        """
        context.get("widget", {}).get("attrs", {}).pop("maxlength", None)
        return super().render(template_name, context, request)
