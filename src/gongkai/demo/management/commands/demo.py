"""``gongkai demo``: a working town from an empty database, or from none at all."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Load the demonstration town; does nothing where there are towns already."""

    help = "装入演示镇（仅当数据库里还没有镇街）；没有数据文件夹和数据库时先建好"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say whether anything was loaded."""
        if not settings.CLOCK_MAY_BE_SET:
            raise CommandError("正式环境不装入演示数据。")
        _make_folders()
        _bring_database_up_to_date()
        from gongkai.demo.loading import load

        loaded = load()
        if options["verbosity"]:
            said = "已装入演示镇。" if loaded else "数据库里已有镇街，没有改动。"
            self.stdout.write(said)


def _make_folders() -> None:
    """The data folder, which only its owner may enter, and that of the public tree."""
    folder = Path(settings.DATA_ROOT)
    try:
        # Originals and the signing key are here: nobody else on this machine reads them.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(settings.SITE_ROOT)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CommandError(
            f"不能建立文件夹 {folder}（{problem.strerror}）。请换一个可以写入的位置，"
            "用环境变量 GONGKAI_DATA 指明。"
        ) from None


def _bring_database_up_to_date() -> None:
    """Run the migrations that are missing; CommandError where the database does not answer."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as problem:
        raise CommandError(
            f"打不开数据库：{problem}。请检查环境变量 GONGKAI_DATA 和 GONGKAI_DATABASE。"
        ) from None
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
