"""The campaign package as a Django application."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.campaign"
    label = "campaign"
    verbose_name = "实施方案"

    def ready(self) -> None:
        """Register permission rules, actions, handlers, what waits, the panel of a record."""
        from gongkai.campaign import actions, handlers, waiting  # noqa: F401
        from gongkai.campaign.panel import panel
        from gongkai.campaign.permissions import RULES
        from gongkai.organisation.permissions import register_rules
        from gongkai.organisation.waiting import register_waiting
        from gongkai.publication.panels import register_panel

        register_rules(RULES)
        handlers.register()
        register_waiting("campaign", waiting.waiting)
        register_panel(60, panel)
        from gongkai.campaign.reminders import reminders
        from gongkai.reminding.sources import register_reminders

        register_reminders("campaign", reminders)
