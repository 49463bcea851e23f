"""The guide of Art. 12: written part by part, reviewed like any record, with no part empty."""

import pytest
from django.test import Client
from django.urls import reverse

import factories
from gongkai.organisation.actor import actor_for
from gongkai.organisation.models import Role
from gongkai.organisation.refusals import Invalid, NotPermitted
from gongkai.publication import actions
from gongkai.publication.advice import check_ready
from gongkai.publication.drafting import Draft
from gongkai.publication.guide import body_of, guide_record, parts_of
from gongkai.publication.lifecycle import newest
from gongkai.rules.metadata import GUIDE_PARTS
from roads import House

WHOLE = {row.code: f"{row.name}<示例>\n第二段" for row in GUIDE_PARTS}


@pytest.fixture
def house(db: None) -> House:
    return House()


def test_parts_become_a_body_and_parts_again() -> None:
    assert parts_of(body_of(WHOLE)) == WHOLE
    assert parts_of("<p>前言</p><h2>说明</h2><p>别的</p><h2>联系电话</h2><p>0532</p>") == {
        "phone": "0532"
    }


def test_every_empty_part_is_named_and_nothing_is_saved(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        actions.write_guide(house.office, house.office_unit, {**WHOLE, "fax": " ", "phone": ""})
    assert set(refused.value.errors) == {"fax", "phone"}
    assert guide_record(house.town) is None


def test_an_unfinished_guide_is_kept_and_does_not_go_to_review(house: House) -> None:
    record = actions.write_guide(
        house.office, house.office_unit, {"phone": "0532"}, unfinished=True
    )
    with pytest.raises(Invalid) as refused:
        check_ready(newest(record))
    lacking = {code for code in refused.value.errors if code.startswith("guide_")}
    assert lacking == {f"guide_{row.code}" for row in GUIDE_PARTS if row.code != "phone"}
    again = actions.write_guide(
        house.office, house.office_unit, WHOLE, lock_seen=newest(record).lock
    )
    assert again == record
    check_ready(newest(record))


def test_nobody_else_writes_a_guide_by_another_road(house: House) -> None:
    liaison = actor_for(factories.make_account(Role.LIAISON, unit=house.unit))
    draft = Draft(
        title="指南",
        issuer="某单位",
        formed_on=factories.TODAY,
        publicity="proactive",
        body="<p>无</p>",
        column="guide",
    )
    with pytest.raises(NotPermitted):
        actions.create(liaison, house.unit, draft, no_item_reason="无")


def test_the_page_names_what_is_empty_and_keeps_what_was_typed(house: House) -> None:
    client = Client()
    assert house.office.account
    client.force_login(house.office.account)
    page = client.post(reverse("publication:guide"), {**WHOLE, "fax": "", "do": "save"})
    text = page.content.decode()
    assert "请填写传真号码。没有的请写“无”。" in text
    assert "联系电话&lt;示例&gt;" in text
    done = client.post(reverse("publication:guide"), {**WHOLE, "do": "save"})
    record = guide_record(house.town)
    assert record is not None
    assert done.headers["Location"] == reverse("publication:record", args=[record.slug])
    assert "第1版" in client.get(reverse("publication:guide")).content.decode()
