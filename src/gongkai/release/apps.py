"""The release package as a Django application."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.release"
    label = "release"
    verbose_name = "发布"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.release import actions  # noqa: F401, PLC0415
        from gongkai.release.permissions import RULES  # noqa: PLC0415
        from gongkai.organisation.permissions import register_rules  # noqa: PLC0415

        register_rules(RULES)
