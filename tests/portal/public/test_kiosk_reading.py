"""At the counter screen a record that is offered opens within the application."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import factories
from foi.public.conftest import typed
from gongkai.foi.models import Helped
from gongkai.foi.public.token import new_token
from gongkai.ledger.clock import today
from portal.factory import Press
from traces import kept

pytestmark = pytest.mark.django_db

TITLE = "2025年农村公路养护资金分配方案"
BODY = '<p>一、分配办法</p><p>按里程分配，见<a href="https://www.example.com/">附表</a>。</p>'


@pytest.fixture
def press() -> Press:
    return Press(factories.make_town("poli"))


def waiting(**values: Any) -> dict[str, Any]:
    """What a preview at the counter screen carries."""
    mark = new_token(offered=True).packed()
    return {**typed(), "kiosk": "1", "token": mark, "answer": "7", **values}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_the_text_is_read_and_everything_typed_waits_beside_it(
    press: Press, public_client: Client
) -> None:
    record = press.publish(TITLE, body=BODY)
    Helped.objects.create(town=press.town, day=today())
    before, sent = kept(), waiting(read=record.slug, name='王"示例')
    with CaptureQueriesContext(connection) as seen:
        answer = public_client.post("/poli/kiosk/read/", sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert "按里程分配" in page and "<h2>一、分配办法</h2>" in page
    assert record.index_number in page and "<svg" in page
    # Nothing leads away from what was typed, and nothing of it is stored.
    assert "https://www.example.com/" not in page and "见附表" in page
    article = page.split('<article class="record">')[1].split("</article>")[0]
    assert "<a " not in article
    assert (
        hidden(page).items()
        >= {
            **typed(),
            "name": '王"示例',
            "kiosk": "1",
            "token": sent["token"],
            "answer": "7",
        }.items()
    )
    assert 'action="../../apply/"' in page and 'data-kiosk-rest="60"' in page
    assert 'data-kiosk-back="回到我填的申请"' in page
    assert kept() == before and not answer.cookies.keys() - {"csrftoken"}
    # The town, the record, its first release, its files; and what is counted.
    assert len(seen) <= 4 + 3, [one["sql"][:90] for one in seen]


@pytest.mark.parametrize("slug", ["none", "", "a/b"])
def test_what_is_not_public_any_more_loses_nothing_that_was_typed(
    press: Press, public_client: Client, slug: str
) -> None:
    answer = public_client.post("/poli/kiosk/read/", waiting(read=slug))
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "这条信息已经不公开" in page and "回到我填的申请" in page
    assert hidden(page)["name"] == "王示例"


def test_a_record_that_was_taken_down_or_is_of_another_town_is_not_shown(
    press: Press, public_client: Client
) -> None:
    gone = press.publish("误公开的名单")
    press.withdraw(gone)
    other = Press(factories.make_town("other")).publish("别处的")
    for record, title in ((gone, "误公开的名单"), (other, "别处的")):
        answer = public_client.post("/poli/kiosk/read/", waiting(read=record.slug))
        assert (answer.status_code, title in answer.content.decode()) == (404, False)


def test_an_address_alone_shows_nothing(press: Press, public_client: Client) -> None:
    answer = public_client.get("/poli/kiosk/read/")
    assert (answer.status_code, answer["Location"]) == (303, "/poli/kiosk/apply/")
