"""``gongkai demo``: a working town in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Load the demonstration town; does nothing where there are towns already."""

    help = "装入演示镇(仅当数据库为空)"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        from gongkai.demo.loading import load

        load()
