"""The foi package as a Django application."""

from django.apps import AppConfig


class FoiConfig(AppConfig):
    """Names the package to Django and registers what it brings."""

    name = "gongkai.foi"
    label = "foi"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Register permission rules, clocks and what waits for people, and load the actions."""
        from gongkai.foi import actions
        from gongkai.foi.annual import actions as annual_actions  # noqa: F401
        from gongkai.foi.permissions import RULES
        from gongkai.organisation.clocks import register_clocks
        from gongkai.organisation.permissions import register_rules

        register_rules(RULES)
        register_clocks("foi", actions.recompute_town, actions.hold_town)
        from gongkai.foi import handlers

        handlers.register()
        from gongkai.foi.annual.waiting import annual_waiting
        from gongkai.organisation.waiting import register_waiting

        register_waiting("foi.annual", annual_waiting)
        from gongkai.foi import waiting
        from gongkai.foi.annual.facts import register_facts
        from gongkai.foi.helping import helped_sentences

        register_facts("foi.helped", "依申请公开", helped_sentences)

        register_waiting("foi.cases", waiting.cases_waiting)
        register_waiting("foi.assistances", waiting.assistances_waiting)
        from gongkai.foi.reminders import reminders
        from gongkai.reminding.sources import register_reminders

        register_reminders("foi", reminders)
