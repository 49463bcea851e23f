"""Home, ledger, outbox, health: who sees what, in how many queries."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

import factories
from gongkai.ledger.actions import Entry, Subject, append
from gongkai.ledger.models import LedgerEntry
from gongkai.office.actions import retry
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Account, Role, Unit
from gongkai.organisation.refusals import NotAllowedNow, NotPermitted
from gongkai.organisation.waiting import WaitingItem, forget_waiting, register_waiting
from gongkai.outbox.models import Effect, EffectState

pytestmark = pytest.mark.django_db
Make = Callable[..., Account]


def enter(unit: Unit, **values: Any) -> LedgerEntry:
    """An entry of the town's chain about a record of ``unit``."""
    subject = Subject(
        "publication.record", "1", values.pop("label", "示例信息"), values.pop("unit_id", unit.pk)
    )
    values = {"action": "publication.edit", "account_id": None, "actor": "示例人", **values}
    with transaction.atomic():
        return append(Entry(chain=unit.town.slug, subject=subject, **values))


def page(client: Client, person: Account, address: str) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def queries(client: Client, address: str) -> list[str]:
    """The statements that a page takes; the savepoints of the test itself are not its own."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


@pytest.fixture
def waiting() -> Iterator[list[WaitingItem]]:
    """A list whose items wait for everybody."""
    items: list[WaitingItem] = []

    def provider(actor: Actor) -> list[WaitingItem]:
        return items

    register_waiting("test", provider)
    yield items
    forget_waiting("test")


def item(what: str, since: date, due: date | None = None) -> WaitingItem:
    return WaitingItem(what, "示例单位", since, "等您填写意见", "/x/", "填写意见", due)


class TestHome:
    def test_a_visitor_is_sent_to_the_login(self, client: Client) -> None:
        assert client.get("/")["Location"] == "/accounts/login/?next=/"

    def test_says_that_all_is_done_and_what_comes_next(self, client: Client, account: Make) -> None:
        text = page(client, account(Role.LIAISON), "/")
        assert "没有等您办的事" in text
        assert "请先起草，再送保密审查" in text

    def test_due_things_come_first_then_the_oldest(
        self, client: Client, account: Make, waiting: list[WaitingItem]
    ) -> None:
        waiting += [
            item("新的", date(2026, 3, 2)),
            item("旧的", date(2026, 2, 1)),
            item("后到期", date(2026, 3, 1), date(2026, 4, 1)),
            item("先到期", date(2026, 3, 1), date(2026, 3, 20)),
        ]
        text = page(client, account(), "/")
        found = [text.index(f">{what}</a>") for what in ("先到期", "后到期", "旧的", "新的")]
        assert found == sorted(found)
        assert "等我办的（4）" in text

    def test_recent_acts_are_those_of_the_own_scope(
        self, client: Client, account: Make, unit: Unit
    ) -> None:
        other = factories.make_unit(unit.town)
        by = {"account_id": account().pk}
        enter(unit, label="本单位的信息", **by)
        enter(other, label="别单位的信息", **by)
        enter(unit, label="账号的事", action="organisation.reset_password", **by)
        enter(unit, label="后台的事", action="release.confirm_delivery")
        text = page(client, account(Role.LIAISON), "/")
        assert "本单位的信息" in text
        assert "别单位的信息" not in text
        assert "账号的事" not in text
        assert "后台的事" not in text
        assert "别单位的信息" in page(client, account(Role.OFFICE), "/")

    def test_another_town_is_never_seen(self, client: Client, account: Make) -> None:
        enter(factories.make_unit(), label="别镇的信息")
        assert "别镇的信息" not in page(client, account(Role.OFFICE), "/")

    @pytest.mark.parametrize("role", list(Role))
    def test_takes_few_queries(
        self,
        client: Client,
        account: Make,
        unit: Unit,
        waiting: list[WaitingItem],
        role: Role,
    ) -> None:
        waiting += [item(f"第{number}件", date(2026, 3, 1)) for number in range(60)]
        for _ in range(20):
            enter(unit)
        client.force_login(account(role))
        taken = queries(client, "/")
        assert len(taken) <= 25, "\n".join(taken)


class TestNavigation:
    def test_shows_what_the_role_reaches(self, client: Client, account: Make) -> None:
        text = page(client, account(Role.AUDIT_ADMIN), "/")
        assert 'href="/ledger/"' in text
        assert 'href="/outbox/"' not in text
        assert 'href="/ledger/"' not in page(client, account(Role.LIAISON), "/")

    def test_marks_the_page_in_hand(self, client: Client, account: Make) -> None:
        text = page(client, account(Role.OFFICE), "/ledger/")
        assert '<a href="/ledger/" aria-current="page">' in text
        assert '<a href="/" aria-current' not in text


class TestLedger:
    def test_others_get_a_plain_refusal(self, client: Client, account: Make) -> None:
        client.force_login(account(Role.LIAISON))
        answer = client.get("/ledger/")
        assert answer.status_code == 403
        assert "您的账号不能“查看台账”" in answer.content.decode()

    @pytest.mark.parametrize("role", [Role.AUDIT_ADMIN, Role.OFFICE, Role.EVALUATOR])
    def test_shows_before_and_after(
        self, client: Client, account: Make, unit: Unit, role: Role
    ) -> None:
        enter(unit, before={"state": "draft"}, after={"state": "in_review"}, why="演示")
        text = page(client, account(role), "/ledger/")
        for words in ("修改信息", "示例信息", "示例人", "状态", "草稿", "审查中", "理由：演示"):
            assert words in text

    def test_is_filtered_by_the_address(self, client: Client, account: Make, unit: Unit) -> None:
        other = factories.make_unit(unit.town)
        enter(unit, label="甲件")
        enter(other, label="乙件", action="publication.create", actor="另一人")
        person = account(Role.OFFICE)
        today = timezone.localdate()
        for query, seen, unseen in (
            ("action=publication.create", "乙件", "甲件"),
            (f"unit={unit.pk}", "甲件", "乙件"),
            ("subject=甲", "甲件", "乙件"),
            ("person=另一", "乙件", "甲件"),
        ):
            text = page(client, person, f"/ledger/?{query}")
            assert seen in text
            assert unseen not in text
        text = page(client, person, f"/ledger/?first={today + timedelta(1)}")
        assert "没有符合条件的记录" in text
        assert "甲件" in page(client, person, f"/ledger/?first={today}&last={today}")

    def test_wrong_filters_are_said_and_show_nothing(
        self, client: Client, account: Make, unit: Unit
    ) -> None:
        enter(unit, label="甲件")
        text = page(client, account(Role.OFFICE), "/ledger/?first=2026-03-02&last=2026-03-01")
        assert "结束日期早于开始日期" in text
        assert "甲件" not in text

    def test_another_town_is_never_seen(self, client: Client, account: Make) -> None:
        enter(factories.make_unit(), label="别镇的信息")
        person = account(Role.AUDIT_ADMIN)
        assert "别镇的信息" not in page(client, person, "/ledger/")
        file = client.get("/ledger/?format=csv").getvalue().decode()
        assert "别镇的信息" not in file

    def test_gives_exactly_this_list_as_a_file(
        self, client: Client, account: Make, unit: Unit
    ) -> None:
        for number in range(55):
            enter(unit, label=f"第{number}件")
        enter(unit, label="=HYPERLINK()件", why="演示")
        enter(unit, label="其他")
        client.force_login(account(Role.EVALUATOR))
        answer = client.get("/ledger/?subject=件&format=csv")
        lines = answer.getvalue().decode().splitlines()
        assert lines[0].startswith("\ufeff编号,时间,经办人")
        assert len(lines) == 1 + 56
        assert "'=HYPERLINK()件" in lines[1]

    def test_shows_fifty_a_page_in_few_queries(
        self,
        client: Client,
        account: Make,
        unit: Unit,
    ) -> None:
        for number in range(55):
            enter(unit, label=f"第{number}件")
        client.force_login(account(Role.OFFICE))
        assert len(queries(client, "/ledger/?subject=件")) <= 8
        text = client.get("/ledger/?subject=件").content.decode()
        assert text.count('<tr>\n    <td class="number">') == 50
        assert "共 55 条，第 1 页，共 2 页" in text
        assert "?subject=%E4%BB%B6&amp;page=2" in text


class TestOutbox:
    def effect(self, unit: Unit, state: EffectState = EffectState.STUCK) -> Effect:
        now = timezone.now()
        return Effect.objects.create(
            town=unit.town.slug,
            handler="portal.release",
            payload={},
            key=f"key-{Effect.objects.count()}",
            state=state,
            attempts=8,
            due_at=now,
            created_at=now,
            last_error="OSError: disk full",
        )

    def test_asks_once_and_tries_again(self, client: Client, account: Make, unit: Unit) -> None:
        effect = self.effect(unit)
        person = account(Role.SYSTEM_ADMIN)
        assert "disk full" in page(client, person, "/outbox/")
        assert "在公开网站上发布" in page(client, person, "/outbox/")
        assert "要重试这件外送吗" in page(client, person, f"/outbox/{effect.pk}/retry/")
        answer = client.post(f"/outbox/{effect.pk}/retry/", follow=True)
        assert "已安排重试" in answer.content.decode()
        effect.refresh_from_db()
        assert (effect.state, effect.attempts) == (EffectState.WAITING, 0)
        entry = LedgerEntry.objects.get(action="outbox.retry")
        assert entry.before == {"state": "stuck", "attempts": 8}

    def test_what_is_not_stuck_is_left_alone(self, account: Make, unit: Unit) -> None:
        effect = self.effect(unit, EffectState.DONE)
        with pytest.raises(NotAllowedNow):
            retry(actor_for(account(Role.SYSTEM_ADMIN)), [effect.pk])

    def test_a_second_press_is_answered_with_a_sentence(
        self, client: Client, account: Make, unit: Unit
    ) -> None:
        effect = self.effect(unit, EffectState.WAITING)
        client.force_login(account(Role.SYSTEM_ADMIN))
        answer = client.post(f"/outbox/{effect.pk}/retry/")
        assert answer.status_code == 409
        assert "已经不在受阻状态" in answer.content.decode()
        address = f"/outbox/{effect.pk}/retry/"
        came = {"HTTP_REFERER": "http://testserver/outbox/"}
        answer = client.post(address, follow=True, **came)  # type: ignore[arg-type]
        assert answer.redirect_chain == [("http://testserver/outbox/", 302)]
        assert "已经不在受阻状态" in answer.content.decode()

    def test_another_towns_effect_is_not_found(self, client: Client, account: Make) -> None:
        effect = self.effect(factories.make_unit())
        client.force_login(account(Role.SYSTEM_ADMIN))
        assert client.post(f"/outbox/{effect.pk}/retry/").status_code == 404

    def test_others_may_not(self, client: Client, account: Make, unit: Unit) -> None:
        effect = self.effect(unit)
        person = account(Role.LIAISON)
        with pytest.raises(NotPermitted):
            retry(actor_for(person), [effect.pk])
        client.force_login(person)
        assert client.post(f"/outbox/{effect.pk}/retry/").status_code == 403


class TestHealth:
    def test_says_alive_without_the_database(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            answer = client.get("/health")
        assert answer.json() == {"alive": True}

    def test_says_ready_with_the_state_of_the_outbox(self, client: Client, unit: Unit) -> None:
        TestOutbox().effect(unit)
        answer = client.get("/ready")
        assert answer.status_code == 200
        assert answer.json() == {
            "ready": True,
            "database": True,
            "migrations": True,
            "outbox": {"waiting": 0, "stuck": 1},
        }

    def test_is_not_ready_while_migrations_are_missing(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("gongkai.office.health._pending", lambda: 2)
        answer = client.get("/ready")
        assert answer.status_code == 503
        assert answer.json() == {"ready": False, "database": True, "migrations": False}


class TestErrors:
    def test_a_missing_page_says_so(self, client: Client, account: Make) -> None:
        assert "没有这个页面" in client.get("/gibt-es-nicht").content.decode()
        client.force_login(account())
        assert "没有这个页面" in client.get("/gibt-es-nicht").content.decode()

    def test_an_old_form_says_what_to_do(self, account: Make) -> None:
        strict = Client(enforce_csrf_checks=True)
        answer = strict.post("/accounts/login/", {"login": "a", "password": "b"})
        assert answer.status_code == 403
        assert "请返回上一页，刷新后再提交" in answer.content.decode()

    @pytest.mark.parametrize(
        ("address", "host"), [("/", "elsewhere.example"), ("/plan/references/?q=%00", "localhost")]
    )
    def test_a_bad_request_is_answered_plainly(
        self, client: Client, address: str, host: str
    ) -> None:
        answer = client.get(address, headers={"host": host})
        assert answer.status_code == 400
        assert "系统没有办理" in answer.content.decode()

    def test_the_page_of_a_failure_needs_nothing(self) -> None:
        from django.template.loader import render_to_string

        assert "不是您的操作造成的" in render_to_string("500.html")

    def test_headers_are_strict(self, client: Client) -> None:
        answer = client.get("/accounts/login/")
        assert "unsafe" not in answer["Content-Security-Policy"]
        text = answer.content.decode()
        assert "style=" not in text
        assert "<script>" not in text
