"""``gongkai town``: make a town with its first administrator, and list the towns."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from gongkai.organisation import actions
from gongkai.organisation.actor import system_actor
from gongkai.organisation.admission import Inadmissible
from gongkai.organisation.management.lines import write_utf8
from gongkai.organisation.models import Role, Town
from gongkai.organisation.passwords import suggest_password
from gongkai.organisation.refusals import Invalid

_ARGUMENTS = (
    ("--name", "镇街的名称，例如 泊里镇"),
    ("--unit", "镇政府的名称，例如 泊里镇人民政府"),
    ("--site-name", "网站名称，例如 泊里镇政务公开"),
    ("--domain", "网站域名，例如 www.example.gov.cn"),
    ("--administrator", "安全管理员的用户名，小写字母和数字"),
    ("--person", "安全管理员的姓名"),
)
_OPTIONS = {
    "slug": "标识",
    "name": "--name 或 --person",
    "site_name": "--site-name",
    "site_domain": "--domain",
    "username": "--administrator",
}


class Command(BaseCommand):
    """Make what the pages cannot: the first unit and the first account of a town."""

    help = "镇街：新建一个镇街和它的安全管理员；列出全部镇街"

    def add_arguments(self, parser: CommandParser) -> None:
        """The verb and what it needs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        maker = verbs.add_parser("new", help="新建镇街和它的安全管理员，显示初始密码")
        maker.add_argument("slug", help="标识，用在网址里，以后不能改，例如 poli")
        for name, words in _ARGUMENTS:
            maker.add_argument(name, required=True, help=words)
        maker.add_argument("--district", default="", help="上级，例如 青岛西海岸新区")
        lister = verbs.add_parser("list", help="列出全部镇街")
        lister.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one sentence why not; nothing is kept of a town half made."""
        write_utf8()
        if options["verb"] == "list":
            self._list(as_json=options["json"])
            return
        password = suggest_password()
        try:
            with transaction.atomic():
                town = _found(options, password)
        except Invalid as refused:
            said = "；".join(
                f"{_OPTIONS.get(name, name)}：{words}" for name, words in refused.errors.items()
            )
            raise CommandError(f"没有新建。{said}") from None
        except Inadmissible as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_next_steps(town, options["administrator"], password))

    def _list(self, *, as_json: bool) -> None:
        towns = Town.objects.order_by("slug")
        if as_json:
            lines = [{"slug": t.slug, "name": t.name, "domain": t.site_domain} for t in towns]
            self.stdout.write(json.dumps(lines, ensure_ascii=False))
            return
        if not towns:
            self.stdout.write("还没有镇街。用 gongkai town new 新建。")
        for town in towns:
            self.stdout.write(f"{town.slug}　{town.name}　{town.site_domain}")


def _found(options: dict[str, Any], password: str) -> Town:
    facts = actions.TownFacts(
        name=options["name"],
        site_name=options["site_name"],
        site_domain=options["domain"],
        district=options["district"],
    )
    root = actions.UnitFacts(options["unit"])
    town = actions.create_town(system_actor(None), options["slug"], facts, root)
    person = actions.AccountFacts(options["person"], town.units.get(parent=None))
    system = system_actor(town)
    account = actions.create_account(system, options["administrator"], person, password)
    actions.grant_role(system, account, Role.SECURITY_ADMIN)
    return town


def _next_steps(town: Town, username: str, password: str) -> str:
    return (
        f"已新建{town.name}，标识 {town.slug}。\n"
        f"安全管理员：用户名 {username}，初始密码 {password}（只显示这一次，首次登录须修改）。\n"
        "接下来：\n"
        "1. 安全管理员登录，在“账号”里新建系统管理员、审计管理员、党政办公室的账号，各是一个人。\n"
        "2. 系统管理员在“单位”里新建各部门、村（居），填写网站标识码和备案号。\n"
        "3. 党政办公室在“标准目录”里新建版本，装入国家目录或者导入本地目录，指定责任单位，施行。\n"
        "4. 在服务器上运行 gongkai site build，公开网站就有了首页。"
    )
