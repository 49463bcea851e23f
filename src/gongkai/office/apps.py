"""The office package as a Django application."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.office"
    label = "office"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Load the actions; give forms plain words."""
        from gongkai.office import actions  # noqa: F401
        from gongkai.office.form_words import use_plain_words
        from gongkai.organisation import login  # noqa: F401

        use_plain_words()
