"""The review package as a Django application."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.review"
    label = "review"
    verbose_name = "保密审查"

    def ready(self) -> None:
        """Register permission rules and load the actions."""
        from gongkai.organisation.permissions import register_rules
        from gongkai.review import actions  # noqa: F401
        from gongkai.review.permissions import RULES

        register_rules(RULES)
        from gongkai.outbox.handlers import register_handler
        from gongkai.review.handlers import record_changed

        register_handler("publication.changed", record_changed)
        from gongkai.organisation.waiting import register_waiting
        from gongkai.publication.panels import register_panel
        from gongkai.review import waiting

        register_waiting("review.opinions", waiting.opinions_waiting)
        register_waiting("review.findings", waiting.findings_waiting)
        register_waiting("review.signatures", waiting.signatures_waiting)
        register_panel(10, waiting.panel)
        from gongkai.outbox.daily import register_daily
        from gongkai.review.daily import check_waiting, run_daily_check

        register_daily("review.daily_check", run_daily_check)
        register_waiting("review.daily_check", check_waiting)
        from gongkai.organisation.admission import register_guard
        from gongkai.review.scanning import waiting as scan_waiting
        from gongkai.review.scanning.guard import SecrecyGuard

        register_guard(SecrecyGuard())
        register_waiting("scan.clearances", scan_waiting.clearances_waiting)
        register_waiting("scan.leaks", scan_waiting.leaks_waiting)
        register_panel(5, scan_waiting.panel, beside_editor=True)
