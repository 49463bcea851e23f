"""The catalogue package as a Django application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "标准目录"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.catalogue import actions  # noqa: F401
        from gongkai.catalogue.permissions import RULES
        from gongkai.catalogue.waiting import catalogue_waiting
        from gongkai.organisation.permissions import register_rules
        from gongkai.organisation.waiting import register_waiting

        register_rules(RULES)
        register_waiting("catalogue", catalogue_waiting)
