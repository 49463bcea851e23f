"""``gongkai serve``: prepare and run application, worker and public site on this machine."""

import logging
import time
import unicodedata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from gongkai.demo.password import DEMONSTRATION_PASSWORD
from gongkai.demo.serving import ServingError, check_ports, children, serve
from gongkai.organisation.models import Account, Role, Town
from gongkai.portal.building import build
from gongkai.portal.delivering import is_built, shell_changed
from gongkai.settings.environment import read_int


class Command(BaseCommand):
    """Run everything in one process group until Ctrl-C."""

    help = "在本机启动办公系统、公开网站和后台任务"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run, stop."""
        office_port, site_port = read_int("GONGKAI_OFFICE_PORT"), read_int("GONGKAI_SITE_PORT")
        public_port = read_int("GONGKAI_PUBLIC_PORT")
        started = time.monotonic()

        def when_ready() -> None:
            self._say(f"已就绪，用时{time.monotonic() - started:.0f}秒。")
            self._introduce(office_port, site_port)

        try:
            check_ports(
                {
                    "GONGKAI_OFFICE_PORT": office_port,
                    "GONGKAI_SITE_PORT": site_port,
                    "GONGKAI_PUBLIC_PORT": public_port,
                }
            )
            self._prepare()
            self._say("正在启动办公系统、公开网站和后台任务…")
            serve(children(office_port, site_port, public_port), when_ready, self._say)
        except ServingError as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            self._say("已停止。")

    def _prepare(self) -> None:
        """Bring the database, the style sheets and the demonstration town up to date."""
        self._say(f"数据保存在 {settings.DATA_ROOT}")
        # Originals and the signing key are here: nobody else on this machine reads them.
        Path(settings.DATA_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(settings.SITE_ROOT).mkdir(parents=True, exist_ok=True)
        self._say("正在准备数据库…")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.DEMONSTRATION:
            self._say("正在检查演示数据，首次装入约需半分钟…")
            level = logging.getLogger().level
            logging.getLogger().setLevel(logging.WARNING)
            call_command("demo", verbosity=0)
            logging.getLogger().setLevel(level)
        for town in Town.objects.all():
            if not is_built(town) or shell_changed(town):
                self._say(f"正在生成{town.name}的公开网站…")
                build(town)

    def _introduce(self, office_port: int, site_port: int) -> None:
        self._say("")
        self._say(f"  办公系统  http://localhost:{office_port}/")
        self._say(f"  公开网站  http://localhost:{site_port}/")
        if settings.DEMONSTRATION:
            self._say("")
            self._say(f"演示账号（密码都是 {DEMONSTRATION_PASSWORD}）：")
            for row in _one_account_per_role():
                self._say("  " + "".join(_padded(cell, 18) for cell in row).rstrip())
        self._say("")
        self._say("按 Ctrl-C 停止。数据会保留，下次启动接着用。")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _one_account_per_role() -> list[tuple[str, str, str, str]]:
    """User name, role, name and unit of the first account of each role in a demonstration town."""
    accounts = Account.objects.filter(unit__town__demonstration=True, is_active=True)
    rows = []
    for role in Role:
        account = (
            accounts.filter(role_grants__role=role).select_related("unit").order_by("id").first()
        )
        if account:
            rows.append((account.username, str(role.label), account.name, account.unit.name))
    return rows


def _padded(text: str, columns: int) -> str:
    """``text`` with blanks up to ``columns``; a Chinese character takes two."""
    width = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, columns - width)
