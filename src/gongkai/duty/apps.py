"""The duty package as a Django application."""

from datetime import time

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.duty"
    label = "duty"
    verbose_name = "公开任务"

    def ready(self) -> None:
        """Register permission rules, handlers, clocks, the daily making and its check."""
        from gongkai.duty import actions, handlers
        from gongkai.duty.actions.making import hold_for, recompute_for
        from gongkai.duty.checks import runs_as_recorded
        from gongkai.duty.coverage.front import sentence_of
        from gongkai.duty.permissions import RULES
        from gongkai.ledger.checks import register_check
        from gongkai.organisation.clocks import register_clocks
        from gongkai.organisation.permissions import register_rules
        from gongkai.organisation.public_lines import register_coverage
        from gongkai.outbox.daily import register_daily
        from gongkai.outbox.handlers import register_handler

        del actions
        register_rules(RULES)
        register_handler("release.changed", handlers.on_release_changed)
        register_handler("catalogue.changed", handlers.on_catalogue_changed)
        register_handler("organisation.changed", handlers.on_organisation_changed)
        register_daily("duty.daily", handlers.every_day, time(0, 30))
        register_daily("duty.front", handlers.count_for_front, time(0, 40))
        register_coverage(sentence_of)
        register_daily("duty.urgings", handlers.look_at_urgings, time(7, 30))
        register_clocks("duty", recompute_for, hold_for)
        register_check("duty", runs_as_recorded)
        from gongkai.duty import waiting
        from gongkai.organisation.waiting import register_waiting

        register_waiting("duty.notices", waiting.notices_waiting)
        register_waiting("duty.orphans", waiting.orphans_waiting)
        register_waiting("duty.urgings", waiting.urgings_waiting)
        from gongkai.duty.reminders import reminders
        from gongkai.reminding.sources import register_reminders

        register_reminders("duty", reminders)
