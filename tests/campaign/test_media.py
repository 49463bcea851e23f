"""Accounts on other platforms: 13 days without an update warn, 15 fail; nothing past the review."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

import factories
from campaign.conftest import SignIn
from gongkai.campaign import actions
from gongkai.campaign.facts import MediaFacts, PostFacts
from gongkai.campaign.models import MediaAccount
from gongkai.campaign.queries import media_for
from gongkai.campaign.reminders import reminders
from gongkai.catalogue.models import Item
from gongkai.ledger.clock import demonstration_moment, now, today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Role, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.organisation.waiting import waiting_for
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.gate import GateRefused
from gongkai.reminding.sources import Occasion
from gongkai.review import actions as review
from gongkai.review.actions import Forms
from gongkai.rules.reminding import window
from roads import House, draft

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
ADDRESS = "https://mp.weixin.qq.com/s/1"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """A Monday on which people work: nobody is reminded on a day off."""
    with demonstration_moment(datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)):
        yield


@pytest.fixture
def account(liaison: Actor, unit: Unit) -> MediaAccount:
    facts = MediaFacts("wechat", "泊里发布", today(), "gh_1")
    return actions.open_media(liaison, unit, facts)


def later(days: int) -> Any:
    day = today() + timedelta(days=days)
    return demonstration_moment(datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI))


def said(sign_in: SignIn, actor: Actor, address: str) -> str:
    return sign_in(actor).get(address).content.decode()


def test_13_days_warn_and_15_fail(sign_in: SignIn, office: Actor, account: MediaAccount) -> None:
    for days, words in ((12, "按时更新"), (13, "即将超期"), (15, "超期未更新")):
        with later(days):
            page = said(sign_in, office, "/plan/media/")
            assert f">{words}<" in page
            assert account.name in page


def test_the_unit_is_reminded_of_the_last_day(house: House, account: MediaAccount) -> None:
    within = window(today(), None, calendar_in_force().is_working_day)
    assert within is not None
    due = [one.due for one in reminders(Occasion(house.town, within, now()))]
    assert due == [account.last_on + timedelta(days=14)]


def test_it_waits_on_the_desk_of_the_unit_and_once_late_of_the_office(
    liaison: Actor, office: Actor, villager: Actor, account: MediaAccount
) -> None:
    for days, desks in ((12, []), (13, [liaison]), (14, [liaison]), (15, [liaison, office])):
        with later(days):
            for actor in (liaison, office, villager):
                waits = [item for item in waiting_for(actor) if account.name in item.what]
                assert bool(waits) == (actor in desks), (days, actor)
                assert all(item.due == account.last_on + timedelta(days=14) for item in waits)


def test_a_post_of_reviewed_content_counts(
    house: House, liaison: Actor, account: MediaAccount
) -> None:
    draft = house.record(attachment=False)
    with later(5):
        with pytest.raises(NotAllowedNow, match="审查通过"):
            actions.note_media_post(liaison, account, PostFacts(draft, today(), ADDRESS))
        house.released(draft)
        draft.refresh_from_db()
    with later(10):
        with pytest.raises(Invalid, match="还没有到"):
            late = PostFacts(draft, today() + timedelta(days=1), ADDRESS)
            actions.note_media_post(liaison, account, late)
        actions.note_media_post(liaison, account, PostFacts(draft, today(), ADDRESS))
        account.refresh_from_db()
        assert account.last_on == today()
        with pytest.raises(Invalid, match="已经登记过"):
            actions.note_media_post(liaison, account, PostFacts(draft, today(), ADDRESS))
        before = PostFacts(draft, account.opened_on - timedelta(days=1), f"{ADDRESS}2")
        with pytest.raises(Invalid, match="开通日期"):
            actions.note_media_post(liaison, account, before)
        foreign = PostFacts(factories.make_record(), today(), f"{ADDRESS}3")
        with pytest.raises(Invalid, match="本镇"):
            actions.note_media_post(liaison, account, foreign)
        earlier = PostFacts(draft, today() - timedelta(days=3), f"{ADDRESS}4")
        actions.note_media_post(liaison, account, earlier)
        account.refresh_from_db()
        assert account.last_on == today()


def reviewed(house: House, forms: Forms, **values: str) -> Record:
    """A record whose sheet ticks these forms."""
    record = house.record(attachment=False, **values)
    sheet = review.open_sheet(house.handler, house.unit)
    house.ticked(review.add_row(house.handler, sheet, record, forms))
    house.signed(sheet)
    record.refresh_from_db()
    return record


def test_nothing_was_posted_before_it_was_reviewed_and_released(
    house: House, liaison: Actor, account: MediaAccount
) -> None:
    """What the sheet names a platform for may go there once it is signed; the rest follows the
    website.
    """
    with later(2):
        here = reviewed(house, Forms(website=True))
        both = reviewed(house, Forms(website=True, elsewhere="微信"))
    with later(4):
        release.release(house.office, here)
        release.release(house.office, both)
    here.refresh_from_db(), both.refresh_from_db()
    with later(6):
        first = {here: (4, "公开"), both: (2, "审查通过")}
        for number, (record, (days, what)) in enumerate(first.items()):
            day = today() - timedelta(days=6 - days)
            early = PostFacts(record, day - timedelta(days=1), f"{ADDRESS}{number}")
            with pytest.raises(Invalid, match=f"{day}才{what}") as refused:
                actions.note_media_post(liaison, account, early)
            assert set(refused.value.errors) == {"posted_on"}
            actions.note_media_post(liaison, account, PostFacts(record, day, early.url))
        not_yet = reviewed(house, Forms(website=True))
        yesterday = PostFacts(not_yet, today() - timedelta(days=1), f"{ADDRESS}8")
        with pytest.raises(Invalid, match="才审查通过"):
            actions.note_media_post(liaison, account, yesterday)
        actions.note_media_post(liaison, account, PostFacts(not_yet, today(), f"{ADDRESS}8"))
    assert account.posts.count() == 3


def test_a_platform_is_for_what_was_reviewed_for_everybody(
    house: House, liaison: Actor, account: MediaAccount
) -> None:
    """Reviewed for one applicant, or for a limited audience (handbook 5.7), is not enough."""

    def refused(record: Record, said: str) -> None:
        with pytest.raises(GateRefused, match=said):
            actions.note_media_post(liaison, account, PostFacts(record, today(), ADDRESS))

    refused(reviewed(house, Forms(website=False, on_request=True)), "只勾选了“依申请公开”")
    ground = {"publicity": "on_request", "publicity_ground": "涉及内部流程"}
    refused(reviewed(house, Forms(website=False, elsewhere="微信"), **ground), "不是主动公开")
    open_to_all = house.approved(house.record(attachment=False))
    Item.objects.filter(pk=house.item.pk).update(audience="特定群体")
    refused(open_to_all, "特定群体")
    Item.objects.filter(pk=house.item.pk).update(audience="全社会")
    Record.objects.filter(pk=open_to_all.pk).update(halted_at=now())
    open_to_all.refresh_from_db()
    refused(open_to_all, "停止办理")
    Record.objects.filter(pk=open_to_all.pk).update(halted_at=None)
    open_to_all.refresh_from_db()
    actions.note_media_post(liaison, account, PostFacts(open_to_all, today(), ADDRESS))
    assert account.posts.count() == 1


def test_bad_input_names_its_field(liaison: Actor, unit: Unit, account: MediaAccount) -> None:
    for facts, field in (
        (MediaFacts("wechat", " ", today()), "name"),
        (MediaFacts("fax", "传真", today()), "platform"),
        (MediaFacts("weibo", "微博", today() + timedelta(days=1)), "opened_on"),
        (MediaFacts("wechat", account.name, today()), "name"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.open_media(liaison, unit, facts)
        assert set(refused.value.errors) == {field}
    assert MediaAccount.objects.count() == 1


def test_a_closed_account_is_out_of_the_list_and_stays_in_the_register(
    sign_in: SignIn, liaison: Actor, villager: Actor, account: MediaAccount
) -> None:
    with pytest.raises(Refused):
        actions.close_media(villager, account, "不用了")
    actions.close_media(liaison, account, "合并到镇级账号")
    assert account.name not in said(sign_in, liaison, "/plan/media/")
    assert "合并到镇级账号" in said(sign_in, liaison, f"/plan/media/{account.pk}/")
    book = sign_in(liaison).get("/plan/media/?show=closed&format=xlsx").content
    rows = list(load_workbook(io.BytesIO(book)).active.values)
    assert rows[1][1:4] == ("微信公众号", "泊里发布", "gh_1")
    with pytest.raises(NotAllowedNow, match="注销"):
        actions.close_media(liaison, account, "再注销")


def test_a_liaison_registers_by_the_pages(
    sign_in: SignIn, house: House, liaison: Actor, unit: Unit
) -> None:
    record = house.released(house.record(attachment=False)).record
    client = sign_in(liaison)
    given = {"unit": unit.pk, "platform": "video", "name": "泊里视频", "opened_on": str(today())}
    page = client.post("/plan/media/new/", given, follow=True).content.decode()
    assert "泊里视频" in page
    made = MediaAccount.objects.get()
    post = {"record": record.index_number, "posted_on": str(today()), "url": ADDRESS}
    page = client.post(f"/plan/media/{made.pk}/post/", post, follow=True).content.decode()
    assert ADDRESS in page
    assert record.index_number in page


def test_an_account_carries_what_any_unit_of_the_town_publishes(
    sign_in: SignIn, house: House, office: Actor
) -> None:
    unit = factories.make_unit(house.town)
    account = actions.open_media(office, unit, MediaFacts("wechat", "泊里发布", today()))
    client, address = sign_in(office), f"/plan/media/{account.pk}/post/"
    post = {"record": "", "posted_on": str(today()), "url": ADDRESS}
    assert client.post(address, post).status_code == 422
    for foreign in ("不存在", factories.make_record().index_number):
        refused = client.post(address, {**post, "record": foreign})
        assert "本镇没有" in refused.content.decode()
    record = house.released(house.record(attachment=False)).record
    assert client.post(address, {**post, "record": record.index_number}).status_code == 302
    assert account.posts.get().record == record


def test_register_and_reminders_are_of_ones_own(
    house: House, liaison: Actor, villager: Actor, unit: Unit, account: MediaAccount
) -> None:
    other = House()
    actions.open_media(other.office, other.unit, MediaFacts("weibo", "外镇发布", today()))
    gone = actions.open_media(liaison, unit, MediaFacts("weibo", "旧账号", today()))
    actions.close_media(liaison, gone, "合并")
    within = window(today(), None, calendar_in_force().is_working_day)
    assert within is not None
    found = reminders(Occasion(house.town, within, now()))
    assert [one.key for one in found] == [f"media-{account.pk}"]
    assert set(media_for(liaison)) == {account, gone}
    assert not media_for(villager).exists()


def test_what_is_given_up_says_why_and_carries_nothing_more(
    house: House, liaison: Actor, unit: Unit, account: MediaAccount
) -> None:
    record = house.released(house.record(attachment=False)).record
    with pytest.raises(Invalid) as refused:
        actions.close_media(liaison, account, " ")
    assert set(refused.value.errors) == {"why"}
    actions.close_media(liaison, account, "合并")
    with pytest.raises(NotAllowedNow, match="注销"):
        actions.note_media_post(liaison, account, PostFacts(record, today(), ADDRESS))
    Unit.objects.filter(pk=unit.pk).update(closed_on=today())
    with pytest.raises(Refused):
        actions.open_media(liaison, unit, MediaFacts("weibo", "新账号", today()))
    assert MediaAccount.objects.count() == 1


def test_posts_are_known_by_what_they_carry(
    sign_in: SignIn, house: House, office: Actor, account: MediaAccount, liaison: Actor
) -> None:
    """By title; a record that its reader may open is linked, one of another unit is not."""
    mine = house.released(house.record(attachment=False, title="本单位的通知")).record
    house.unit = house.office_unit
    house.handler = house.person(Role.HANDLER)
    item = factories.make_item(town=house.town, units=(house.unit,))
    theirs = publication.create(office, house.unit, draft(title="办公室的通知"), item)
    theirs = house.released(theirs).record
    for number, record in enumerate((mine, theirs)):
        facts = PostFacts(record, today(), f"{ADDRESS}{number}")
        actions.note_media_post(liaison, account, facts)
    page = said(sign_in, liaison, f"/plan/media/{account.pk}/")
    assert f'<a href="/records/{mine.slug}/">本单位的通知</a>' in page
    assert "办公室的通知" in page
    assert f"/records/{theirs.slug}/" not in page
    page = said(sign_in, office, f"/plan/media/{account.pk}/")
    assert f'<a href="/records/{theirs.slug}/">办公室的通知</a>' in page


def test_a_post_needs_its_address(sign_in: SignIn, house: House, account: MediaAccount) -> None:
    """It is the proof that the content stands there."""
    record = house.released(house.record(attachment=False)).record
    client, address = sign_in(house.drafter), f"/plan/media/{account.pk}/post/"
    given = {"record": record.index_number, "posted_on": str(today()), "url": ""}
    assert client.post(address, given).status_code == 422
    with pytest.raises(Invalid) as refused:
        actions.note_media_post(house.drafter, account, PostFacts(record, today(), " "))
    assert set(refused.value.errors) == {"url"}
