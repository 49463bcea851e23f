"""``gongkai plan load``: an implementation plan from a data file, the founding plan by default."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gongkai.organisation.refusals import Refused


class Command(BaseCommand):
    """Load a plan into a town and start it; what was due before today is history."""

    help = "实施方案：从数据文件载入（不写文件时载入奠基方案）"

    def add_arguments(self, parser: CommandParser) -> None:
        """The verb, the town, the file."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        loader = verbs.add_parser("load", help="载入并下达一份实施方案")
        loader.add_argument("--town", required=True, help="镇的标识")
        loader.add_argument("file", type=Path, nargs="?", help="TOML 文件；不写为奠基方案")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say in one sentence why not."""
        from gongkai.campaign.loading import founding_plan, load_plan, read_plan
        from gongkai.organisation.actor import system_actor
        from gongkai.organisation.models import Town

        town = Town.objects.filter(slug=options["town"]).first()
        if town is None:
            raise CommandError(f"没有标识为{options['town']}的镇")
        try:
            data = read_plan(options["file"]) if options["file"] else founding_plan()
            plan = load_plan(system_actor(town), data)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"已载入《{plan.title}》：{plan.tasks.count()}项任务")
