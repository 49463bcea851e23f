"""The description of the public host: complete, true, and never a 500 whatever is asked of it."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import get_resolver

from gongkai.demo import static_site
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.dynamic import is_dynamic
from gongkai.portal.public.handler import PublicHandler
from json_addresses import ask, attack, json_routes, operations
from portal.factory import Press, Says

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """A town with a record of every sort, in its tree."""
    monkeypatch.setenv("GONGKAI_SERVED_TREE", str(settings.SITE_ROOT))
    press = Press()
    matter = press.matter("一件事")
    first = press.publish("方案", attachments=[("表.txt", b"1")], says=Says(matter=matter))
    links = [("interprets", first), ("based_on", "条例", "https://example.gov.cn/")]
    press.publish("解读", item=1, says=Says(links=links, column="reports", column_year=2025))
    press.publish("目录以外", item=None, unit=1, says=Says(theme="01"))
    press.correct(first, "方案（更正）")
    press.withdraw(press.publish("误公开", unit=2))
    build(press.town)
    drain()
    return press


def asked(press: Press) -> list[Any]:
    """What the description describes, asked of the files and of the application behind them."""
    dynamic = PublicHandler()

    def host(environ: dict[str, Any], start_response: Any) -> Any:
        answers = dynamic if is_dynamic(environ["PATH_INFO"]) else static_site.application
        return answers(environ, start_response)

    return operations(json.loads(press.files()["api/openapi.json"]), host)


def parts_in(press: Press, path: str) -> list[dict[str, str]]:
    """What stands in the tree at the addresses of a path of the description, by its parts."""
    pattern = re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path[1:])))
    return [match.groupdict() for match in map(pattern.fullmatch, press.files()) if match]


def test_everything_is_described_and_as_it_is_described(press: Press) -> None:
    all_of_it = asked(press)
    cases = [
        operation.Case(path_parameters=parts)
        for operation in all_of_it
        for parts in parts_in(press, operation.path)
    ]
    assert [ask(case, PLAIN) for case in cases] == [200] * len(cases)
    files = [path for path in press.files() if path.endswith((".json", ".jsonld"))]
    assert len(cases) == len(files)
    dynamic = [f"/{{town}}{one.path}" for one in all_of_it if is_dynamic(f"/shili{one.path}")]
    assert set(json_routes(get_resolver("gongkai.public_urls").url_patterns)) == set(dynamic)
    (service,) = json.loads(press.files()["data/catalog.jsonld"])["dcat:service"]
    assert service["dcat:endpointDescription"]["@id"].endswith("/shili/api/openapi.json")


def test_whatever_is_asked(press: Press) -> None:
    seen: set[int] = set()
    for operation in asked(press):
        cache.clear()
        there = parts_in(press, operation.path) if "{" in operation.path else []
        seen |= attack(operation, headers=PLAIN, known=there[:2])
    assert {200, 404} <= seen <= {200, 400, 404, 429}
