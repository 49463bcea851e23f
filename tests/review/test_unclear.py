"""不明确: the secrecy body, and the referral upwards (N4; 政府信息公开条例 Art. 17)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.organisation.actor import Actor
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.waiting import waiting_for
from gongkai.review import actions
from gongkai.review.models import ReviewRow, SecrecyFinding
from roads import House

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def row(house: House) -> ReviewRow:
    row = house.registered(house.record())
    actions.give_working_opinion(house.reviewer, row, "unclear", row.digest, note="涉及规划未批")
    return row


def test_a_referred_row_waits_until_the_answer_is_entered(house: House, row: ReviewRow) -> None:
    finding = SecrecyFinding.objects.get(row=row)
    actions.refer_unclear(house.secrecy, finding, "示例区保密局", "无法确定密级")
    with pytest.raises(NotAllowedNow, match="等待"):
        actions.give_working_opinion(house.reviewer, row, "agree", row.digest)
    with pytest.raises(NotAllowedNow, match="已提请示例区保密局"):
        actions.refer_unclear(house.secrecy, finding, "示例区保密局", "再提请")
    (item,) = waiting_for(house.secrecy)
    assert (item.reason, item.action_label) == ("已提请示例区保密局确定，等待答复", "登记答复")
    actions.answer_unclear(house.secrecy, finding, True, "示例保函〔2026〕3号：可以公开")
    actions.give_working_opinion(house.reviewer, row, "agree", row.digest)


def test_a_referral_names_the_body_and_the_reason(house: House, row: ReviewRow) -> None:
    finding = SecrecyFinding.objects.get(row=row)
    with pytest.raises(Invalid) as refused:
        actions.refer_unclear(house.secrecy, finding, " ", "")
    assert set(refused.value.errors) == {"referred_to", "result"}


def test_the_page_refers_and_then_takes_the_answer(
    house: House, row: ReviewRow, client_of: ClientOf
) -> None:
    page = reverse("review:answer", args=[row.sheet.number, row.sequence])
    client = client_of(house.secrecy)
    answer = client.post(page, {"outcome": "refer", "result": "拿不准", "referred_to": ""})
    assert "哪个主管部门" in answer.content.decode()
    client.post(page, {"outcome": "refer", "result": "拿不准", "referred_to": "示例区保密局"})
    shown = client.get(page).content.decode()
    assert "登记答复" in shown
    assert "referred_to" not in shown
    client.post(page, {"outcome": "no", "result": "示例保函：不得公开"})
    finding = SecrecyFinding.objects.get(row=row)
    assert (finding.referred_to, finding.may_publish) == ("示例区保密局", False)
    row_page = reverse("review:row", args=[row.sheet.number, row.sequence])
    assert "示例区保密局" in client_of(house.reviewer).get(row_page).content.decode()
