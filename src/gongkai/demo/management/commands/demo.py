"""``gongkai demo``: a working town in an empty database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Load the demonstration town; does nothing where there are towns already."""

    help = "装入演示镇（仅当数据库里还没有镇街）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say whether anything was loaded."""
        if not settings.CLOCK_MAY_BE_SET:
            raise CommandError("正式环境不装入演示数据。")
        from gongkai.demo.loading import load

        loaded = load()
        if options["verbosity"]:
            said = "已装入演示镇。" if loaded else "数据库里已有镇街，没有改动。"
            self.stdout.write(said)
