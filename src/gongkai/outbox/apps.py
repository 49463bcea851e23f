"""The outbox package as a Django application."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.outbox"
    label = "outbox"
    verbose_name = "待办外送"
