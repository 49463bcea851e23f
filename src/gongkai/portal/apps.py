"""The portal package as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Register the handlers of effects."""
        from gongkai.portal.handlers import register

        register()
