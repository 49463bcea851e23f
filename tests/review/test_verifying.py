"""Anybody may ask whether a printed sheet is genuine, and learns nothing else."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from gongkai.publication.models import Version
from gongkai.review import actions
from gongkai.review.models import ReviewRow, ReviewSheet, Signature
from gongkai.review.printing import sheet_print
from gongkai.review.queries import sheet_for
from gongkai.review.verifying import WRONG_A_MINUTE, normal_code
from roads import House, proof_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def row(house: House) -> ReviewRow:
    return house.ticked(house.registered(house.record(title="关于低保名单的公示")))


def page(client: Client, sheet: ReviewSheet) -> str:
    cache.clear()
    return client.get(reverse("verify:answer", args=[sheet.code])).content.decode()


def test_a_signed_sheet_is_genuine_and_nothing_personal_shows(
    house: House, row: ReviewRow, client: Client
) -> None:
    house.signed(row.sheet)
    text = page(client, row.sheet)
    assert "是真的，三人已签字" in text
    assert house.unit.name in text
    assert row.title not in text
    for actor in (house.handler, house.reviewer, house.leader, house.drafter):
        assert actor.name not in text


def test_an_unsigned_and_a_void_sheet_say_so(house: House, row: ReviewRow, client: Client) -> None:
    assert "还没有签完字" in page(client, row.sheet)
    actions.void_sheet(house.office, row.sheet, "登记有误")
    assert "已作废" in page(client, row.sheet)


@pytest.mark.parametrize("what", ["title", "row", "statement", "tick", "number"])
def test_what_was_changed_behind_the_product_shows(
    house: House, row: ReviewRow, client: Client, what: str
) -> None:
    house.signed(row.sheet)
    sheet = row.sheet
    if what == "title":
        Version.objects.filter(pk=row.version_id).update(title="换过的标题")
    elif what == "row":
        ReviewRow.objects.filter(pk=row.pk).update(title="换过的标题")
    elif what == "tick":
        row.opinions.filter(column="leader").update(value="disagree")
    elif what == "number":
        ReviewSheet.objects.filter(pk=sheet.pk).update(number=99)
    else:
        signature = Signature.objects.get(sheet=sheet, seat="leader")
        signature.statement = signature.statement.replace("agree", "disagree")
        signature.save()
    assert "与签字不符" in page(client, sheet)


def test_a_row_voided_between_two_signatures_does_not_spoil_the_first(
    house: House, row: ReviewRow, client: Client
) -> None:
    other = house.ticked(house.registered(house.record(), row.sheet))
    actions.sign_handler(house.handler, row.sheet, proof_of(house.handler))
    ReviewRow.objects.filter(pk=other.pk).update(open=False, void_reason="送审后内容被修改")
    actions.sign_reviewer(house.reviewer, row.sheet, proof_of(house.reviewer))
    actions.sign_leader(house.leader, row.sheet, proof_of(house.leader))
    assert "是真的，三人已签字" in page(client, row.sheet)


def test_codes_are_read_however_they_are_typed(row: ReviewRow, client: Client) -> None:
    typed = row.sheet.code.lower().replace("-", " ")
    assert normal_code(typed) == row.sheet.code
    answer = client.get(reverse("verify:ask"), {"code": typed})
    assert answer["Location"] == reverse("verify:answer", args=[row.sheet.code])


@pytest.mark.parametrize(
    ("typed", "signs"), [("ABCD-EFGH-JKMN" * 4, 48), ("ABCD-EFGH-JKM", 11), ("核验码", 0)]
)
def test_what_can_be_no_code_is_kept_and_counted_and_never_cut(
    client: Client, typed: str, signs: int
) -> None:
    answer = client.get(reverse("verify:ask"), {"code": typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"核验码是12个字母和数字，现在有{signs}个" in page
    assert f'value="{typed}"' in page and "maxlength" not in page
    assert client.get(reverse("verify:ask"), {"code": " "}).status_code == 200


def test_an_unknown_code_gets_a_plain_sentence_and_many_get_a_pause(client: Client) -> None:
    for _ in range(WRONG_A_MINUTE):
        answer = client.get("/verify/AAAA-BBBB-CCCC/")
        assert answer.status_code == 404
        assert "没有核验码为" in answer.content.decode()
    assert client.get("/verify/AAAA-BBBB-CCCC/").status_code == 429
    other = client.get("/verify/AAAA-BBBB-CCCC/", REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 404


def test_asking_again_costs_nothing(house: House, row: ReviewRow, client: Client) -> None:
    house.signed(row.sheet)
    page(client, row.sheet)
    with CaptureQueriesContext(connection) as again:
        client.get(reverse("verify:answer", args=[row.sheet.code]))
    assert len(again) == 0


def test_the_print_carries_code_and_address(
    house: House, row: ReviewRow, settings: Settings
) -> None:
    settings.OFFICE_ADDRESS = "https://office.example.gov.cn/"
    sheet = sheet_for(house.office, row.sheet.number)
    assert sheet is not None
    printed = sheet_print(sheet)
    assert printed.qr_url == f"https://office.example.gov.cn/verify/{sheet.code}/"
    assert printed.code_number == sheet.code
