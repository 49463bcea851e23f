"""The demonstration town as a Django application (commands only, no models)."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.demo"
    label = "demo"
    verbose_name = "演示"
