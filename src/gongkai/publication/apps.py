"""The publication package as a Django application."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.publication"
    label = "publication"
    verbose_name = "信息"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.organisation.permissions import register_rules
        from gongkai.publication import actions  # noqa: F401
        from gongkai.publication.permissions import RULES

        register_rules(RULES)
        from gongkai.publication import beside
        from gongkai.publication.panels import register_panel

        register_panel(3, beside.panel, beside_editor=True)
        from gongkai.outbox.handlers import register_handler
        from gongkai.publication import recognising

        register_panel(6, recognising.panel)
        register_handler("publication.recognise", recognising.on_recognise)
