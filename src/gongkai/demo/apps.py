"""The demonstration town as a Django application (commands only, no models)."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.demo"
    label = "demo"
    verbose_name = "演示"

    def ready(self) -> None:
        """Register the check that production holds no demonstration data."""
        from django.core.checks import register

        from gongkai.demo.checks import check_no_demonstration_data

        register(check_no_demonstration_data, deploy=True)
