"""How forms are drawn: label above, help under it, error at the field."""

from django.forms.renderers import TemplatesSetting


class GongkaiFormRenderer(TemplatesSetting):
    """Draws forms with the templates of the office.

    ``{{ form }}`` gives the error summary and every field with label, help, error and 选填.
    A RadioSelect with ``attrs={"class": "large"}`` is drawn as large buttons.
    """

    form_template_name = "office/forms/form.html"
    field_template_name = "office/forms/field.html"
    formset_template_name = "office/forms/formset.html"
