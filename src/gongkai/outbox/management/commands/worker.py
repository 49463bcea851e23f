"""``gongkai worker``: deliver effects until stopped, or once with ``--once``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gongkai.outbox.lane import UrgentLane
from gongkai.outbox.worker import Worker, drain


class Command(BaseCommand):
    """Run the outbox worker."""

    help = "处理待办外送"

    def add_arguments(self, parser: CommandParser) -> None:
        """``--once`` delivers what is due and ends."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        if options["once"]:
            print(f"完成{drain()}项")
            return
        lane = UrgentLane()
        try:
            Worker(watch=lane.keep).run()
        finally:
            lane.stop()
