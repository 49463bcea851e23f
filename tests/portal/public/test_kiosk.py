"""Counter mode: three doors, a slip, and pages that nobody keeps."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

import factories
from gongkai.portal.public.kiosk import qr_code
from portal.factory import Press

pytestmark = pytest.mark.django_db


@pytest.fixture
def press() -> Press:
    return Press(factories.make_town("poli", contact_phone="0532-00000001"))


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/poli/kiosk/{path}")
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.content.decode()


def test_the_start_has_three_doors(press: Press, public_client: Client) -> None:
    page = text(public_client, "")
    for door in ("look", "apply", "ask"):
        assert f'href="../kiosk/{door}/"' in page
    assert "一分钟" in page


def test_the_start_makes_forms_of_the_person_before_worthless(
    press: Press, public_client: Client, settings: Settings
) -> None:
    settings.CSRF_COOKIE_NAME = "gongkai_public"
    settings.CSRF_FAILURE_VIEW = "gongkai.portal.public.errors.csrf_failure"
    public_client.handler.enforce_csrf_checks = True
    public_client.cookies["gongkai_public"] = mark = "m" * 32
    sent = {"kiosk": "1", "number": "2026-00001", "code": "x", "csrfmiddlewaretoken": mark}
    assert public_client.post("/poli/status/", sent).status_code == 422
    assert public_client.get("/poli/kiosk/").cookies["gongkai_public"]["max-age"] == 0
    again = public_client.post("/poli/status/", sent)
    assert again.status_code == 403
    assert "前一位使用者" in again.content.decode()


def test_looking_up_needs_no_typing(press: Press, public_client: Client) -> None:
    page = text(public_client, "look/")
    assert 'href="../../search/?field=01"' in page
    assert 'data-suggest="../../search/suggest/"' in page


def test_applying_says_what_to_bring_and_asks_for_no_reason(
    press: Press, public_client: Client
) -> None:
    page = text(public_client, "apply/")
    assert "身份证明" in page
    assert "不用说明为什么" in page


def test_asking_gives_the_telephone(press: Press, public_client: Client) -> None:
    assert "0532-00000001" in text(public_client, "ask/")


def test_a_slip_carries_numbers_and_code_of_a_public_record(
    press: Press, public_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = press.publish("关于某某事项的<公告>")
    with django_assert_num_queries(2):
        page = text(public_client, f"slip/{record.slug}/")
    assert "关于某某事项的&lt;公告&gt;" in page
    assert record.index_number in page
    assert f"/poli/records/{record.slug}/" in page
    assert "<svg" in page
    assert "style=" not in page


def test_there_is_no_slip_of_what_is_not_public(press: Press, public_client: Client) -> None:
    record = press.publish("误公开的名单")
    press.withdraw(record)
    assert "误公开的名单" not in text(public_client, f"slip/{record.slug}/", 404)
    text(public_client, "slip/none/", 404)
    other = Press(factories.make_town("other")).publish("别处的")
    text(public_client, f"slip/{other.slug}/", 404)


def test_without_script_a_page_returns_to_the_start(press: Press, public_client: Client) -> None:
    assert '<noscript><meta http-equiv="refresh" content="60;url=../../kiosk/">' in text(
        public_client, "ask/"
    )


def test_the_code_is_drawn_without_what_the_policy_forbids() -> None:
    drawn = str(qr_code("https://www.example.gov.cn/poli/records/r1/"))
    assert drawn.startswith("<svg")
    assert "style" not in drawn
