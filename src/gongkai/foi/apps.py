"""The foi package as a Django application."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.foi"
    label = "foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Register permission rules."""
        from gongkai.foi.permissions import RULES
        from gongkai.organisation.permissions import register_rules

        register_rules(RULES)
