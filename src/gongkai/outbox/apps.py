"""The outbox package as a Django application."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.outbox"
    label = "outbox"
    verbose_name = "待办外送"

    def ready(self) -> None:
        """Register what happens every day."""
        from gongkai.outbox.daily import register_daily
        from gongkai.outbox.forgetting import forget_done
        from gongkai.outbox.statistics import gather_statistics

        register_daily("outbox.forget", forget_done)
        register_daily("outbox.statistics", gather_statistics)
