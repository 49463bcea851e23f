"""The office package as a Django application."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.office"
    label = "office"
    verbose_name = "工作台"
