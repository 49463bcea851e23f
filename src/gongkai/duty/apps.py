"""The duty package as a Django application."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.duty"
    label = "duty"
    verbose_name = "公开任务"

    def ready(self) -> None:
        """Register permission rules."""
        from gongkai.duty.permissions import RULES
        from gongkai.organisation.permissions import register_rules

        register_rules(RULES)
