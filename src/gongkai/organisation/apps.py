"""The organisation package as a Django application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Names the package to Django."""

    name = "gongkai.organisation"
    label = "organisation"
    verbose_name = "组织机构"

    def ready(self) -> None:
        """Register permission rules and handlers, and load the actions."""
        from gongkai.organisation import actions  # noqa: F401
        from gongkai.organisation.handlers import (
            forget_sessions,
            forget_sign_ins,
            recompute_clocks,
        )
        from gongkai.organisation.permission_rules import RULES
        from gongkai.organisation.permissions import register_rules
        from gongkai.outbox.daily import register_daily
        from gongkai.outbox.handlers import register_handler

        register_rules(RULES)
        register_handler("calendar.changed", recompute_clocks)
        register_daily("organisation.sessions", forget_sessions)
        register_daily("organisation.sign_ins", forget_sign_ins)
