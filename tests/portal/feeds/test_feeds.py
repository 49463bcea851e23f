"""What machines read: well formed, whole addresses, bounded, and nothing of what is gone."""

import json
import re
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from gongkai.outbox.worker import drain
from gongkai.portal import lists
from gongkai.portal.building import build, differences
from gongkai.portal.delivering import deliver_record
from gongkai.portal.feeds import sitemaps
from gongkai.portal.models import Change
from portal.factory import Press

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8001/shili/"


@pytest.fixture
def press() -> Press:
    return Press()


def read(press: Press, path: str) -> Any:
    return json.loads(press.files()[path])


def xml(press: Press, path: str) -> Xml.Element:
    return Xml.fromstring(press.files()[path])


def locations(press: Press, path: str) -> list[str]:
    return [str(found.text) for found in xml(press, path).iter(f"{MAP}loc")]


def alternates(press: Press, path: str) -> list[str]:
    """The files that a page names as its own for programs, without their folders."""
    page = press.files()[f"{path}index.html"].decode()
    named = re.findall(r'<link rel="alternate" type="[^"]+" href="([^"]+)"', page)
    assert all((press.tree / path / address).is_file() for address in named)
    return [address.rpartition("/")[2] for address in named]


def test_each_column_field_and_unit_has_feeds(press: Press) -> None:
    record = press.publish("甲<乙>&丙\x0b", item=1, unit=1)
    drain()
    for folder in ("lists/", "lists/fields/02/", f"lists/units/{press.units[1].slug}/"):
        entry = xml(press, f"{folder}atom.xml").find(f"{ATOM}entry")
        assert entry is not None
        assert entry.findtext(f"{ATOM}title") == "甲<乙>&丙"
        assert entry.find(f"{ATOM}link").get("href") == f"{SITE}records/{record.slug}/"  # type: ignore[union-attr]
        item = xml(press, f"{folder}rss.xml").find("channel/item")
        assert item is not None
        assert item.findtext("guid") == entry.findtext(f"{ATOM}id")
    assert xml(press, "lists/fields/01/atom.xml").find(f"{ATOM}entry") is None
    assert alternates(press, "lists/fields/02/") == ["rss.xml", "atom.xml", "list.json"]
    assert alternates(press, f"catalogue/items/{press.items[1].identity}/") == ["list.json"]
    assert alternates(press, "") == ["rss.xml", "atom.xml"]
    assert differences(press.town) == []


def test_a_feed_holds_the_newest_whatever_there_is(press: Press) -> None:
    press.flood(50)
    build(press.town)
    entries = xml(press, "lists/atom.xml").findall(f"{ATOM}entry")
    assert len(entries) == 20
    assert entries[0].findtext(f"{ATOM}title") == "flood-50"


def test_a_list_is_read_back_to_its_beginning(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    press.flood(10)
    build(press.town)
    path, seen = "list.json", []
    while path:
        page = read(press, f"lists/{path}")
        seen += [line["address"] for line in page["records"] if line["address"] not in seen]
        path = page["older"]
    assert seen == [f"records/flood-{n}/" for n in range(10, 0, -1)]
    assert read(press, "lists/list.json")["shown"] == 10
    assert read(press, "lists/page-1.json")["newer"] == "page-2.json"


def test_the_site_map_names_every_public_page_once(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 4)
    press.flood(10)
    build(press.town)
    parts = [name.removeprefix(SITE) for name in locations(press, "sitemap.xml")]
    found = [address for part in parts for address in locations(press, part)]
    assert len(found) == len(set(found))
    assert {f"{SITE}records/flood-{n}/" for n in range(1, 11)} <= set(found)
    assert {SITE, f"{SITE}catalogue/"} <= set(found)
    for address in found:
        assert f"{address.removeprefix(SITE)}index.html" in press.files()
    assert f"Sitemap: {SITE}sitemap.xml" in press.files()["robots.txt"].decode()


def test_a_new_record_leaves_the_older_parts_alone(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART_SIZE", 4)
    press.flood(9)
    build(press.town)
    record = press.publish()
    changed = deliver_record(press.town, record.pk).changed
    assert [path for path in changed if path.startswith("sitemaps/records-")] == [
        "sitemaps/records-3.xml",
        "sitemaps/records-3.xml.gz",
    ]
    assert "sitemap.xml" not in changed


def test_the_log_tells_what_came_changed_and_went(press: Press) -> None:
    record = press.publish("名单")
    drain()
    press.correct(record, "更正过的名单")
    drain()
    press.withdraw(record)
    drain()
    log = read(press, "changes/changes.json")["changes"]
    assert [(line["number"], line["kind"]) for line in log] == [
        (3, "withdrawn"),
        (2, "corrected"),
        (1, "released"),
    ]
    assert len({line["id"] for line in log}) == 1
    assert "名单" not in press.files()["changes/atom.xml"].decode()
    feed = xml(press, "changes/atom.xml")
    assert feed.find(GONE).get("ref") == log[0]["id"]  # type: ignore[union-attr]
    assert differences(press.town) == []


def test_the_log_is_told_once(press: Press) -> None:
    record = press.publish()
    drain()
    deliver_record(press.town, record.pk)
    build(press.town)
    assert Change.objects.count() == 1


def test_what_does_not_belong_on_the_website_is_not_in_the_log(press: Press) -> None:
    type(press.items[0]).objects.filter(pk=press.items[0].pk).update(channels=["政府公报"])
    press.publish("公报", item=0)
    press.publish("网站", item=1)
    press.publish("没有事项", item=None)
    drain()
    assert len(read(press, "changes/changes.json")["changes"]) == 2


def test_the_datasets_lead_to_files(press: Press) -> None:
    press.publish()
    drain()
    catalog = read(press, "data/catalog.jsonld")
    addresses = [
        way["dcat:downloadURL"]["@id"]
        for dataset in catalog["dcat:dataset"]
        for way in dataset["dcat:distribution"]
    ]
    assert len(addresses) > 10
    assert [a for a in addresses if a.removeprefix(SITE) not in press.files()] == []
    items = read(press, "catalogue/items.json")["items"]
    assert {item["identity"] for item in items} == {str(item.identity) for item in press.items}
