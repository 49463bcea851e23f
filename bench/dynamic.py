"""CPU milliseconds and statements of one request to a page that the application answers.

    python bench/dynamic.py --size 20000

Held: at most 6 ms of CPU and 4 statements, at the median of the quickest round: beside others' work
the same instructions take longer. CPU is that of this process, in which SQLite is, and of the
PostgreSQL that serves it.
"""

import argparse
import itertools
import os
import statistics
import sys
import tempfile
from functools import partial
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _clock import cpu_ms, percentile
from _official import FIELDS, UNITS, generated

TOWN = "bench"
CPU_MS = 6.0
STATEMENTS = 4
CODE = "ABCD-EFGH-JKMN"
APPLICATION = {
    "description": "2025年户厕改造补助资金分配方案和验收结果",
    "form": "electronic",
    "route": "email",
    "kind": "natural",
    "name": "王示例",
    "email": "a@example.com",
}
# What is asked of each page; the address is below /<town>/. The page of a case is asked for by
# somebody who has shown its code.
PAGES: dict[str, list[tuple[str, dict[str, str]]]] = {
    "search, two characters": [("search/", {"q": q}) for q in ("补助", "检查", "整改", "落实")],
    "search, four characters": [
        ("search/", {"q": q}) for q in ("实施方案", "户厕改造", "应急预案")
    ],
    "search, commonest": [("search/", {"q": q}) for q in ("公开", "工作", "通知")],
    "search, exact number": [("search/", {"q": f"泊政发[2019]{n}号"}) for n in (4, 15, 26)],
    "search, filter": [("search/", {"q": "公示", "year": "2019", "unit": UNITS[2]})],
    "search, empty": [("search/", {})],
    "suggestions": [("search/suggest/", {"q": q}) for q in ("关于", "泊政发")],
    "counter mode": [("kiosk/", {}), ("kiosk/look/", {})],
    "application form": [("apply/", {})],
    "application, preview": [("apply/", APPLICATION)],
    "number and code": [("status/", {"number": "2026-00001"})],
    "page of a case": [("status/case/", {})],
    "withdrawing": [("status/case/withdraw/", {})],
}
# Sent instead of asked for: the form is checked and what is public already looked for.
_TRIES = itertools.count(1)
_FORM = "application/x-www-form-urlencoded"
SENT = ("application, preview",)
OF_A_CASE = ("page of a case", "withdrawing")


def prepare(folder: str, size: int) -> None:
    """A database with one town and so many documents."""
    os.environ.update(GONGKAI_DATA=folder, DJANGO_SETTINGS_MODULE="gongkai.settings.test")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    django.setup()
    if connection.vendor == "sqlite":
        settings.DATABASES["default"]["NAME"] = f"{folder}/bench.sqlite3"
        connection.settings_dict["NAME"] = f"{folder}/bench.sqlite3"
    call_command("migrate", verbosity=0)
    from gongkai.organisation.models import Town, Unit, UnitKind
    from gongkai.search.actions import put_many, tidy
    from search import documents, without_gin

    town = Town.objects.create(
        slug=TOWN, name="示例镇", site_name="示例镇政务公开", site_domain="www.example.gov.cn"
    )
    root = Unit.objects.create(town=town, slug="root", name="示例镇", kind=UnitKind.TOWN)
    for unit in UNITS:
        Unit.objects.create(town=town, slug=unit, name=unit, kind=UnitKind.DEPARTMENT, parent=root)
    source = documents(generated(), 1)
    with without_gin():
        for start in range(0, size, 5_000):
            with transaction.atomic():
                put_many(itertools.islice(source, min(5_000, size - start)))
    tidy()
    apply_once(town, root)
    print(f"{connection.vendor}, {size:,} documents, {len(FIELDS)} fields")


def apply_once(town: Any, office: Any) -> None:
    """An application of the web, to be followed with ``CODE``."""
    from gongkai.foi import actions as foi
    from gongkai.foi.models import FoiSettings
    from gongkai.organisation.actor import system_actor
    from gongkai.rules.foi.fields import Applying

    FoiSettings.objects.create(town=town, unit=office)
    asked = Applying(name="王示例", email="a@example.com", description="2025年养护资金分配方案")
    actor = system_actor(town, "申请人")
    foi.register(actor, office, asked, foi.Receipt("internet"), secret=CODE)


def enter(visitor: Any) -> None:
    """Show the code of the case."""
    from gongkai.foi.models import Application

    given = {"number": Application.objects.get().number, "code": CODE}
    answer = visitor.post(f"/{TOWN}/status/", given)
    if answer.status_code != 303:
        raise SystemExit(f"the code opens nothing: {answer.status_code}")


def client() -> Any:
    """A client of the public face."""
    from django.test import Client
    from django.test.client import ClientHandler

    from gongkai.portal.public.handler import PublicMiddlewareLoading

    class Handler(PublicMiddlewareLoading, ClientHandler):
        """The public middleware."""

    made = Client()
    made.handler = Handler(enforce_csrf_checks=False)
    return made


def measure(times: int, rounds: int) -> bool:
    """Ask each page so often in each round; whether every one held."""
    from unittest.mock import patch

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor, held = client(), True
    print(f"  {'':26} {'CPU ms p50':>11} {'p95':>8} {'statements':>11}")
    for name, asked in PAGES.items():
        statements = 0
        if name in OF_A_CASE:
            enter(visitor)
        # Otherwise one address would be told to wait.
        with patch("gongkai.portal.public.limiting._asked", return_value=1):
            ask = partial(_ask, visitor, name in SENT)
            taken = [[ask(*each) for each in asked * times] for _ in range(rounds)]
            for each in asked:
                with CaptureQueriesContext(connection) as captured:
                    ask(*each)
                statements = max(statements, len(captured))
        spent = min(taken, key=statistics.median)
        good = statistics.median(spent) <= CPU_MS and statements <= STATEMENTS
        held = held and good
        print(
            f"  {name:26} {statistics.median(spent):11.2f} {percentile(spent, 0.95):8.2f}"
            f" {statements:11} {'' if good else 'NOT HELD'}"
        )
    return held


def _ask(visitor: Any, sent: bool, path: str, given: dict[str, str]) -> float:
    """CPU milliseconds of one request."""
    address = f"/{TOWN}/{path}"
    # Each from another place: the first try of a visitor costs the most.
    place = str(IPv4Address("10.0.0.0") + next(_TRIES))
    form = partial(visitor.post, data=urlencode(given), content_type=_FORM, REMOTE_ADDR=place)
    ask = form if sent else partial(visitor.get, data=given)
    began = cpu_ms()
    answer = ask(address)
    spent = cpu_ms() - began
    if answer.status_code != 200:
        raise SystemExit(f"{path} {given}: {answer.status_code}")
    return spent


def main() -> int:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        prepare(folder, options.size)
        return 0 if measure(options.times, options.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
