"""Forms that are shown again before anybody asked to have them checked."""

from django import forms
from django.forms.utils import ErrorDict


class Quiet(forms.BaseForm):
    """A form that can show what was typed without complaining of it."""

    def quiet(self) -> None:
        """Take the form for faultless until somebody saves it."""
        vars(self)["_errors"] = ErrorDict()
