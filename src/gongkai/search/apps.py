"""The search package as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SearchConfig(AppConfig):
    """Names the package to Django, and teaches SQLite to cut text for its index."""

    name = "gongkai.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        """Give every new SQLite connection the function that the triggers of the index call."""
        connection_created.connect(_teach, dispatch_uid="gongkai.search")


def _teach(connection: Any, **_: Any) -> None:
    from gongkai.search.engines.sqlite import cut_part

    if connection.vendor == "sqlite":
        connection.connection.create_function("gongkai_cut", 2, cut_part, deterministic=True)
