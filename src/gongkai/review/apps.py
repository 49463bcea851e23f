"""The review package as a Django application."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.review"
    label = "review"
    verbose_name = "保密审查"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.review import actions  # noqa: F401, PLC0415
        from gongkai.review.permissions import RULES  # noqa: PLC0415
        from gongkai.organisation.permissions import register_rules  # noqa: PLC0415

        register_rules(RULES)
