"""The campaign package as a Django application."""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.campaign"
    label = "campaign"
    verbose_name = "实施方案"

    def ready(self) -> None:
        """Register permission rules."""
        from gongkai.campaign.permissions import RULES
        from gongkai.organisation.permissions import register_rules

        register_rules(RULES)
