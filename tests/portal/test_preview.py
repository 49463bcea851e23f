"""The preview is the public page before its time, for those in whose scope the record is."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

import factories
from gongkai.organisation.actor import Actor
from gongkai.outbox.worker import drain
from gongkai.portal.building import build
from gongkai.portal.surroundings import public_address
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Link
from gongkai.publication.lifecycle import newest
from gongkai.publication.models import Matter, Record
from gongkai.release import actions as release
from roads import PDF, House, draft

pytestmark = pytest.mark.django_db
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
SHARE = re.compile(r'<section class="share".*?</section>\n', re.DOTALL)
DATES = re.compile(r'<time datetime="[^"]*T[^"]*">[^<]*</time>')


@pytest.fixture
def house() -> House:
    return House()


def seen_by(actor: Actor, record: Record, number: int | None = None) -> tuple[int, str]:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account)
    args = [record.slug] if number is None else [record.slug, number]
    response = client.get(reverse("portal_office:preview", args=args))
    return response.status_code, response.content.decode()


def main_of(html: str, record: Record) -> str:
    """The main element without dates of publication, with one spelling of addresses, and without
    what is there to share once it has an address.
    """
    found = MAIN.search(html)
    assert found
    text = DATES.sub("<time>", SHARE.sub("", found[0]))
    text = text.replace(public_address(record.town), "../../")
    text = re.sub(r'href="(leaving\.html#to-\d+|https://a\.cn/)"', 'href="AWAY"', text)
    return re.sub(r'(src|href)="(files/[^"]*|/records/[^"]*/files/\d+/)"', r'\1="FILE"', text)


def full(house: House, **values: object) -> Record:
    """A draft with everything that a page can show."""
    other = house.released(house.record(title="依据的文件")).record
    matter = Matter.objects.create(
        town=house.town,
        unit=house.unit,
        slug="m1",
        name="村道修缮",
        created_by=house.drafter.account,
        created_at=factories.NOW,
    )
    record = house.record(
        title="示例办法",
        matter=matter,
        stage="decision",
        body=(
            "<p>一、目标</p><table><tr><th>户</th></tr><tr><td>1</td></tr></table>"
            '<img src="files/图 1.png" alt="图">'
        ),
        links=(Link("based_on", other), Link("interprets", words="《条例》", url="https://a.cn/")),
        **values,
    )
    publication.attach(house.drafter, record, "图 1.png", _png(), inline=True)
    return record


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("validity", ["有效", "废止"])
def test_the_page_after_release_is_the_preview_but_for_dates_and_files(
    house: House, validity: str
) -> None:
    build(house.town)
    on = factories.TODAY + timedelta(days=1) if validity == "废止" else None
    record = full(house, validity=validity, validity_on=on)
    drain()
    house.approved(record)
    status, before = seen_by(house.office, record)
    assert status == 200
    assert "预览，尚未公开" in before
    release.release(house.office, record)
    drain()
    path = Path(settings.SITE_ROOT) / house.town.slug / "records" / record.slug / "index.html"
    assert main_of(before, record) == main_of(path.read_text(), record)
    assert "预览" not in path.read_text()


def test_it_is_for_those_in_whose_scope_the_record_is(house: House) -> None:
    record = house.record()
    stranger = house.person("liaison", unit=factories.make_unit(house.town))  # type: ignore[arg-type]
    assert seen_by(house.drafter, record)[0] == 200
    assert seen_by(house.leader, record)[0] == 200
    assert seen_by(stranger, record)[0] == 404
    assert seen_by(House().office, record)[0] == 404
    visitor = Client().get(reverse("portal_office:preview", args=[record.slug]))
    assert visitor.status_code == 302


def test_every_version_can_be_seen_and_no_other(house: House) -> None:
    record = house.record(body="<p>第一稿</p>")
    number = newest(record).number
    publication.edit(house.drafter, record, draft(body="<p>第二稿</p>"))
    assert "第一稿" in seen_by(house.drafter, record, number)[1]
    assert "第二稿" in seen_by(house.drafter, record)[1]
    assert seen_by(house.drafter, record, 99)[0] == 404


def test_style_and_script_come_from_the_office(house: House) -> None:
    html = seen_by(house.drafter, house.record())[1]
    links = re.findall(r'(?:href|src)="(/preview/files/[^"]+)"', html)
    assert len(links) == 3
    for address in links:
        response = Client().get(address)
        assert response.status_code == 200
        assert response.content
    assert Client().get(reverse("portal_office:asset", args=["../x"])).status_code == 404
    assert PDF not in html.encode()
