"""From the act to what a reader sees, with every program in earnest: out, found, and gone again.

A withdrawal has sixty seconds until the page, its files, lists, feeds, the search and every
other place show nothing of it, and each look is kept.
"""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

import factories
from e2e.production import production
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.portal import addresses as at
from gongkai.portal.building import build
from gongkai.portal.targets import actions as targets
from gongkai.portal.targets.place import Place
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.models import Delivery, DeliveryState, Proof
from portal.targets.storage import Store, storage
from portal.targets.test_targets import in_folder, storage_place
from roads import House
from test_deploy import get

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TITLE = "受灾户名单公示"
ALLOWED_SECONDS = 60


def until(holds: Callable[[], bool], what: str) -> float:
    """Wait until something holds; gives the seconds it took. Fails after a minute."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < ALLOWED_SECONDS, what
        time.sleep(0.2)
    return time.monotonic() - began


class Reader:
    """Somebody who asks nginx for the pages of a town."""

    def __init__(self, port: int, town: str) -> None:
        self.port, self.town = port, town

    def status(self, path: str) -> int:
        return get(self.port, f"/{self.town}/{quote(path)}")[0]

    def page(self, path: str) -> str:
        return get(self.port, f"/{self.town}/{path}")[2].decode()

    def finds(self, words: str) -> bool:
        """Whether a search gives a hit that leads to a record."""
        status, _, body = get(self.port, f"/{self.town}/search/?{urlencode({'q': words})}")
        assert status == 200
        return "records/" in body.decode()


def shown(reader: Reader, record: Record) -> dict[str, bool]:
    """Where a reader comes upon a record that is public."""
    sign, item = f"records/{record.slug}/", record.versions.latest("number").item
    assert item is not None
    lists = [
        "",
        "lists/",
        f"lists/units/{record.unit.slug}/",
        at.list_address(f"item:{item.identity}"),
    ]
    feeds = ["lists/rss.xml", "lists/atom.xml", "lists/list.json"]
    return {
        **{f"page {path}": sign in reader.page(path) for path in lists},
        **{f"feed {path}": sign in reader.page(path) for path in feeds},
        "site map": sign in reader.page("sitemaps/records-1.xml"),
        "search": reader.finds(TITLE),
        "page": reader.status(sign) == 200,
        "file": reader.status(f"{sign}files/附件1.pdf") == 200,
    }


def elsewhere(folder: Path, server: Store, record: Record) -> dict[str, bool]:
    """Whether the other places hold its file and its title."""
    there = in_folder(folder)
    objects = {key: data for key, (data, _) in server.objects.items()}
    file = f"records/{record.slug}/files/附件1.pdf"
    return {
        "file in the folder": file in there,
        "file in the storage": f"poli/{file}" in objects,
        "words in the folder": any(TITLE.encode() in data for data in there.values()),
        "words in the storage": any(TITLE.encode() in data for data in objects.values()),
    }


def with_places(house: House, folder: Path, server: Store) -> set[str]:
    """A folder and a storage that follow the site; gives the parts of proof they will leave."""
    admin = actor_for(factories.make_account(Role.SYSTEM_ADMIN, unit=house.office_unit))
    places = [Place("区网站", "directory", folder=str(folder)), storage_place(server)]
    return {f"target_gone:{targets.add_target(admin, house.town, p).pk}" for p in places}


def test_a_withdrawal_is_seen_everywhere_within_a_minute(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere") / "there"
    house = House(factories.make_town("shili"))
    build(house.town)
    with storage() as server, production(tmp_path) as port:
        reader, parts = Reader(port, "shili"), with_places(house, folder, server)
        the_application_answers_behind_nginx(port)
        record = house.released(house.record(title=TITLE)).record
        until(lambda: all(shown(reader, record).values()), "not released everywhere")
        until(lambda: all(elsewhere(folder, server, record).values()), "not at the other places")
        release.withdraw(house.office, record, "personal_data", "误公开")
        began = time.monotonic()
        until(lambda: not any(shown(reader, record).values()), "still shown")
        until(lambda: not any(elsewhere(folder, server, record).values()), "still elsewhere")
        until(lambda: Delivery.objects.get().state == DeliveryState.REMOVED, "not confirmed")

        assert time.monotonic() - began < ALLOWED_SECONDS
        assert reader.status(f"records/{record.slug}/") == 410
        assert reader.status(f"records/{record.slug}/files/附件1.pdf") == 410
    looked = set(Proof.objects.values_list("part", flat=True))
    own = {"page_gone", "files_gone", "lists_gone", "feeds_gone", "search_gone"}
    assert own | parts <= looked


def the_application_answers_behind_nginx(port: int) -> None:
    """What is dynamic comes from the program, under its own headers, each once."""
    status, headers, body = get(port, "/shili/search/")
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert "查找公开信息" in body.decode()
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert len(headers.get_all(name) or []) == 1, name
    assert get(port, "/shili/kiosk/")[0] == 200
    assert get(port, "/shili/kiosk")[1]["Location"].endswith("/shili/kiosk/")
    status, headers, body = get(port, "/shili/status/nothing-here/")
    assert (status, headers["X-Robots-Tag"]) == (404, "noindex")
    assert "没有这个页面" in body.decode()
    # Only its own words are handed on: nothing of the program is behind other addresses.
    assert get(port, "/health/")[0] == 404
    assert get(port, "/shili/search.html")[0] == 404
