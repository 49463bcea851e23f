"""The portal package as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Register handlers, the check of promise 8, permission rules, and load the actions."""
        from django.core.checks import register as register_check

        from gongkai.organisation.permissions import register_rules
        from gongkai.portal.permissions import RULES

        register_rules(RULES)
        from gongkai.portal.checks import originals_apart
        from gongkai.portal.handlers import register

        register()
        register_check(originals_apart)
        from gongkai.portal.targets import actions  # noqa: F401
