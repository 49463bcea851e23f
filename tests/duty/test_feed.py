"""The calendar address of a person, and this week's work."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import factories
from duty.helpers import made, make_item, on, owed
from duty.ics_reading import read
from gongkai.duty import actions as duty
from gongkai.duty.ics import AllDay, calendar_file
from gongkai.duty.models import CalendarFeed, Duty
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Role
from gongkai.organisation.refusals import NotAllowedNow
from gongkai.settings.logs import formatter
from roads import House
from test_spine_pages import client_of

STAMP = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@given(title=st.text(max_size=120), words=st.text(max_size=200))
def test_any_words_come_back_as_they_were(title: str, words: str) -> None:
    event = AllDay("duty-1@office", date(2026, 12, 31), STAMP, title, words, "https://office/1/")
    _, events = read(calendar_file("公开任务，（甲；乙\\丙）", [event]))
    clean = str.maketrans({chr(n): " " for n in [*range(10), 11, 12, *range(14, 32), 127]})
    same = [
        text.replace("\r\n", "\n").replace("\r", "\n").translate(clean) for text in (title, words)
    ]
    assert [events[0]["SUMMARY"], events[0]["DESCRIPTION"]] == same
    assert events[0]["DTEND"] == "2027-01-01"


def test_a_line_of_exactly_75_octets_is_not_folded() -> None:
    event = AllDay("u", date(2026, 1, 1), STAMP, "x" * 67, "", "https://office/")
    assert b"\r\nSUMMARY:" + b"x" * 67 + b"\r\n" in calendar_file("名", [event])
    event = AllDay("u", date(2026, 1, 1), STAMP, "x" * 68, "", "https://office/")
    assert b"\r\nSUMMARY:" + b"x" * 67 + b"\r\n x\r\n" in calendar_file("名", [event])


@pytest.fixture
def house(db: None) -> House:
    house = House()
    make_item(house, "每季度公开一次")
    make_item(house, "每月公开一次", factories.make_unit(house.town))
    made(house)
    return house


def account_of(actor: Actor) -> Account:
    assert actor.account is not None
    return actor.account


def file_of(actor: Actor, whole: bool = False) -> str:
    return f"/duties/feed/{duty.open_feed(actor, whole)}.ics"


class TestAddress:
    def test_gives_the_own_duties_without_login_and_without_names(
        self, house: House, client: Client
    ) -> None:
        event = duty.record_event(
            house.drafter, owed(house, "信息形成之日起20个工作日内"), today(), "张三的低保申请"
        )
        duty.assign(house.drafter, event, account_of(house.drafter))
        answer = client.get(file_of(house.drafter))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" not in answer["Cache-Control"]
        calendar, events = read(answer.content)
        assert calendar["X-WR-CALNAME"] == f"公开任务（{house.unit.name}）"
        waiting = Duty.objects.filter(unit=house.unit, running=True)
        found = {(one["UID"].partition("@")[0], one["DTSTART"]) for one in events}
        assert found == {(f"duty-{one.pk}", str(one.due_on)) for one in waiting}
        text = answer.content.decode().replace("\r\n ", "")
        assert "张三" not in text
        for person in Account.objects.all():
            assert person.name not in text
            assert person.username not in text

    def test_is_asked_again_cheaply(self, house: House, client: Client) -> None:
        address = file_of(house.drafter)
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address).content == first.content
        duty.record_event(house.drafter, owed(house, "信息形成之日起20个工作日内"), today(), "甲")
        changed = client.get(address, headers={"if-none-match": first["ETag"]})
        assert changed.status_code == 200

    def test_costs_few_queries(
        self, house: House, client: Client, django_assert_max_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        address = file_of(house.office, whole=True)
        with django_assert_max_num_queries(5):
            _, events = read(client.get(address).content)
        assert {one["DESCRIPTION"] for one in events} >= {
            f"责任单位：{unit.name}。登录后查看期限依据和办理。"
            for unit in (house.unit, Duty.objects.exclude(unit=house.unit)[0].unit)
        }

    def test_ends_at_once(self, house: House, client: Client) -> None:
        first = file_of(house.drafter)
        second = file_of(house.drafter)
        assert [client.get(one).status_code for one in (first, second)] == [404, 200]
        duty.close_feed(house.drafter)
        assert client.get(second).status_code == 404
        with pytest.raises(NotAllowedNow):
            duty.close_feed(house.drafter)
        third = file_of(house.drafter)
        Account.objects.filter(pk=account_of(house.drafter).pk).update(is_active=False)
        assert client.get(third).status_code == 404

    def test_is_kept_nowhere(self, house: House) -> None:
        secret = duty.open_feed(house.drafter)
        row = CalendarFeed.objects.get()
        kept = [str(value) for value in vars(row).values()]
        kept += [str(vars(entry)) for entry in LedgerEntry.objects.all()]
        assert not any(secret in text for text in kept)
        assert len(secret) >= 43

    def test_a_page_opens_it_shows_it_once_and_ends_it(self, house: House) -> None:
        client = client_of(house.drafter)
        assert "还没有开通" in client.get("/duties/calendar/feed/").content.decode()
        opened = client.post("/duties/calendar/feed/").content.decode()
        assert "/duties/feed/" in opened
        assert "包括我能看到的全部单位</label>" not in opened
        again = client.get("/duties/calendar/feed/").content.decode()
        assert "/duties/feed/" not in again
        assert "已停用" in client.post("/duties/calendar/feed/close/", follow=True).content.decode()
        assert 'href="/duties/calendar/feed/"' in client.get("/duties/calendar/").content.decode()

    def test_administrators_have_no_duties_to_subscribe_to(self, house: House) -> None:
        client = client_of(house.person(Role.SYSTEM_ADMIN))
        assert client.get("/duties/calendar/feed/").status_code == 403


class TestWeek:
    def test_the_office_sees_what_it_waits_for(self, house: House) -> None:
        found = Duty.objects.filter(unit=house.unit, running=True).latest("due_on")
        duty.urge(house.office, house.unit, [found], "请说明进度", today() + timedelta(days=1))
        for who in (house.office, house.drafter):
            assert "督办：请说明进度" in client_of(who).get("/week/").content.decode()

    def test_shows_what_is_late_and_two_weeks_by_day(self, house: House) -> None:
        with on("2026-11-23"):
            obligation = owed(house, "信息形成之日起20个工作日内")
            late = duty.record_event(house.drafter, obligation, date(2026, 10, 9), "去年的账目")
            near = duty.record_event(house.drafter, obligation, date(2026, 11, 2), "新的账目")
            assert date(2026, 11, 30) <= near.due_on <= date(2026, 12, 6), near.due_on
            client = client_of(house.drafter)
            page = client.get("/week/").content.decode()
            home = client.get("/").content.decode()
        assert "这周以前没有办完的" in page
        assert late.due_on < date(2026, 11, 23)
        assert page.index("去年的账目") < page.index("新的账目")
        assert "2026-12-06(周日)" in page
        assert "下周的事" in home
        assert "新的账目" in home.partition("下周的事")[2]

    def test_narrows_to_the_own_unit(self, house: House) -> None:
        day = today() - timedelta(days=today().weekday())
        Duty.objects.update(due_on=day)
        other = Duty.objects.exclude(unit=house.unit)[0].unit
        office = client_of(house.office)
        assert other.name in office.get("/week/").content.decode()
        assert other.name not in office.get("/week/?own=1").content.decode()
        assert other.name not in client_of(house.drafter).get("/week/").content.decode()

    def test_costs_the_same_for_few_and_many(
        self, house: House, django_assert_max_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        client = client_of(house.office)
        client.get("/week/")
        with django_assert_max_num_queries(30):
            assert client.get("/week/").status_code == 200


def test_the_log_has_no_secret_address(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of an address that is unknown nor of one where something goes wrong."""
    secret = duty.open_feed(house.drafter)
    address = reverse("duty:feed_file", args=[secret])
    client = Client(raise_request_exception=False)
    assert client.get("/duties/feed/unknown-by-now.ics").status_code == 404
    monkeypatch.setattr("gongkai.duty.views.feed.feed_with", lambda _: 1 / 0)
    assert client.get(address).status_code == 500
    lines = formatter(json=True)
    written = [lines.format(record) for record in caplog.records]
    assert len(written) == 2
    assert "ZeroDivisionError" in written[1]
    assert all("/duties/feed/***" in line for line in written)
    assert not [line for line in written if secret in line or "unknown-by-now" in line]
