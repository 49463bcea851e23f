"""The release package as a Django application."""

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.release"
    label = "release"
    verbose_name = "发布"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.organisation.permissions import register_rules
        from gongkai.release import actions  # noqa: F401
        from gongkai.release.permissions import RULES

        register_rules(RULES)
        from gongkai.ledger.checks import register_check
        from gongkai.release.checks import released_without_review

        register_check("release", released_without_review)
        from gongkai.organisation.waiting import register_waiting
        from gongkai.publication.panels import register_panel
        from gongkai.release import waiting

        register_waiting("release.approved", waiting.approved_waiting)
        register_waiting("release.failed", waiting.failed_waiting)
        register_waiting("release.term", waiting.term_waiting)
        register_panel(20, waiting.panel)
        from gongkai.release import handlers

        handlers.register()
