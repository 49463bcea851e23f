"""The reminding package as a Django application."""

from datetime import time

from django.apps import AppConfig


class RemindingConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.reminding"
    label = "reminding"
    verbose_name = "提醒"

    def ready(self) -> None:
        """Register permission rules, handlers and the daily gathering."""
        from gongkai.organisation.permissions import register_rules
        from gongkai.outbox.daily import register_daily
        from gongkai.outbox.handlers import register_handler
        from gongkai.reminding import handlers
        from gongkai.reminding.permissions import RULES

        register_rules(RULES)
        register_daily("reminding.daily", handlers.every_day, time(8, 10))
        register_handler("reminding.gather", handlers.on_gather)
        register_handler("reminding.send", handlers.on_send)
        register_handler("reminding.try", handlers.on_try)
