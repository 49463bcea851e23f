"""Releases, corrections and withdrawals, as they arrive in the public tree."""

import pytest

from gongkai.outbox.worker import drain
from gongkai.portal.building import build, differences
from gongkai.release.models import Delivery, DeliveryState
from portal.factory import Press

pytestmark = pytest.mark.django_db


@pytest.fixture
def press() -> Press:
    return Press()


def page(press: Press, path: str) -> str:
    return press.files()[path].decode()


def test_the_first_release_builds_the_tree(press: Press) -> None:
    record = press.publish("第一条", attachments=[("附件 一.pdf", b"%PDF-1.4 one")])
    assert drain() == 2  # the page, and what the rooms above make of it
    folder = f"records/{record.slug}"
    assert "第一条" in page(press, f"{folder}/index.html")
    assert press.files()[f"{folder}/files/附件 一.pdf"] == b"%PDF-1.4 one"
    assert f'href="records/{record.slug}/"' in page(press, "index.html")
    assert differences(press.town) == []
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.DELIVERED
    assert delivery.proofs.get().digest.startswith("sha256:")


def test_a_later_release_is_added_to_the_lists(press: Press) -> None:
    build(press.town)
    record = press.publish("后来的", item=1, unit=1)
    drain()
    lists = [
        "lists/index.html",
        "lists/fields/02/index.html",
        f"lists/units/{press.units[1].slug}/index.html",
        f"catalogue/items/{press.items[1].identity}/index.html",
    ]
    for path in lists:
        assert f"records/{record.slug}/" in page(press, path)
    assert differences(press.town) == []
