"""The organisation pages, opened and used as people use them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

import factories
from gongkai.ledger.clock import demonstration_moment
from gongkai.ledger.models import LedgerEntry
from gongkai.ledger.queries import verify
from gongkai.organisation.models import (
    Account,
    CalendarEdition,
    GroupSeat,
    Liaison,
    Role,
    RoleGrant,
    Town,
    Unit,
)
from gongkai.organisation.queries import calendar_in_force

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
ITEMS = 30
BUDGET = 14
"""Queries of a page: session, person, unit, roles (4), then what the page itself reads."""


def url(name: str, *args: Any) -> str:
    return reverse(f"organisation:{name}", args=args)


def send(client: Client, name: str, /, *args: Any, **values: Any) -> str:
    """Post a form; the sentence that says what happened."""
    response = client.post(url(name, *args), values)
    assert response.status_code == 302, response.context["form"].errors
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def errors(client: Client, name: str, /, *args: Any, **values: Any) -> dict[str, list[str]]:
    """Post a form that must be refused; its errors by field, with everything typed kept."""
    response = client.post(url(name, *args), values)
    assert response.status_code == 422
    form = response.context["form"]
    assert {key: form.data[key] for key in values} == {k: str(v) for k, v in values.items()}
    found: dict[str, list[str]] = form.errors
    return found


UNIT = {"name": "便民服务中心", "kind": "service_centre", "slug": "centre", "order": 3}


class TestReading:
    @pytest.fixture(autouse=True)
    def full_town(self, town: Town, unit: Unit) -> None:
        for number in range(ITEMS):
            under = factories.make_unit(town, parent=unit)
            factories.make_liaison(under)
            GroupSeat.objects.create(
                town=town, kind="member", person=f"成员{number}", valid_from=date(2020, 11, 1)
            )

    @pytest.mark.parametrize("name", ["units", "group", "liaisons", "accounts", "calendar"])
    def test_a_list_makes_as_many_queries_for_thirty_rows_as_for_one(
        self, sign_in: SignIn, django_assert_max_num_queries: Any, name: str
    ) -> None:
        client = sign_in(Role.OFFICE)
        with django_assert_max_num_queries(BUDGET):
            assert client.get(url(name)).status_code == 200

    def test_a_units_page(
        self, sign_in: SignIn, unit: Unit, django_assert_max_num_queries: Any
    ) -> None:
        client = sign_in(Role.OFFICE)
        with django_assert_max_num_queries(BUDGET):
            page = client.get(url("unit", unit.slug))
        assert "没有联络员" in page.content.decode()

    @pytest.mark.parametrize("name", ["units", "group", "liaisons", "calendar"])
    @pytest.mark.parametrize("role", list(Role))
    def test_everybody_reads_how_the_town_is_organised(
        self, sign_in: SignIn, role: Role, name: str
    ) -> None:
        assert sign_in(role).get(url(name)).status_code == 200

    def test_units_without_liaison_come_first(self, sign_in: SignIn, unit: Unit) -> None:
        page = sign_in(Role.OFFICE).get(url("liaisons")).content.decode()
        assert page.index(unit.name) < page.index("在任联络员")

    def test_accounts_come_50_to_a_page(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        for _ in range(30):
            factories.make_account(unit=unit)
        page = client.get(url("accounts"))
        assert len(page.context["page"].object_list) == 50
        assert page.context["page"].paginator.num_pages == 2

    def test_accounts_are_filtered_by_the_address(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        person = factories.make_account(Role.LEADER, unit=unit, name="任双平")
        closed = factories.make_account(unit=unit, is_active=False)
        for query, found in (
            ({"q": "双平"}, [person]),
            ({"q": person.username, "unit": unit.pk}, [person]),
            ({"role": "leader"}, [person]),
            ({"state": "closed"}, [closed]),
        ):
            assert list(client.get(url("accounts"), query).context["page"]) == found

    def test_a_person_without_the_right_sees_no_accounts(self, sign_in: SignIn) -> None:
        assert sign_in(Role.LIAISON).get(url("accounts")).status_code == 403


class TestOtherTown:
    """Promise 7: what another town has does not exist here."""

    @pytest.mark.parametrize("name", ["unit", "unit-edit", "unit-move", "unit-close", "liaison"])
    def test_units(self, sign_in: SignIn, name: str) -> None:
        there = factories.make_unit(slug="there")
        assert sign_in(Role.OFFICE).get(url(name, there.slug)).status_code == 404

    @pytest.mark.parametrize("name", ["account", "account-edit", "account-close", "role-grant"])
    def test_accounts(self, sign_in: SignIn, name: str) -> None:
        there = factories.make_account(Role.OFFICE)
        assert sign_in(Role.SECURITY_ADMIN).get(url(name, there.pk)).status_code == 404

    def test_seats(self, sign_in: SignIn) -> None:
        seat = GroupSeat.objects.create(
            town=factories.make_town(), kind="member", person="某人", valid_from=date(2020, 1, 1)
        )
        client = sign_in(Role.OFFICE)
        assert client.get(url("seat-end", seat.pk)).status_code == 404
        assert "某人" not in client.get(url("group")).content.decode()

    def test_the_parent_of_a_new_unit(self, sign_in: SignIn) -> None:
        there = factories.make_unit()
        found = errors(sign_in(Role.OFFICE), "unit-new", parent=there.pk, **UNIT)
        assert set(found) == {"parent"}


class TestUnits:
    def test_make_change_move_and_close(self, sign_in: SignIn, town: Town, unit: Unit) -> None:
        client = sign_in(Role.OFFICE)
        assert "已新建便民服务中心" in send(client, "unit-new", parent=unit.pk, **UNIT)
        made = Unit.objects.get(town=town, slug="centre")
        assert made.parent == unit
        new = {"name": "便民中心", "kind": "service_centre", "order": 1, "phone": "0532-1"}
        send(client, "unit-edit", made.slug, **new)
        root = factories.root_unit(town)
        send(client, "unit-move", made.slug, parent=root.pk, why="机构改革")
        send(client, "unit-close", made.slug, closed_on="2026-05-01", why="合并")
        made.refresh_from_db()
        assert (made.name, made.parent, made.closed_on) == ("便民中心", root, date(2026, 5, 1))
        page = client.get(url("unit", made.slug)).content.decode()
        assert "已撤销" in page
        assert not list(verify())

    def test_what_is_wrong_is_said_at_the_field(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.OFFICE)
        wrong = {**UNIT, "credit_code": "113702110000000010", "parent": unit.pk}
        assert "校验位不正确" in errors(client, "unit-new", **wrong)["credit_code"][0]
        assert not Unit.objects.filter(slug="centre").exists()

    def test_the_towns_own_unit_keeps_its_kind(self, sign_in: SignIn, town: Town) -> None:
        root = factories.root_unit(town)
        send(sign_in(Role.OFFICE), "unit-edit", root.slug, name="新名", order=0)
        root.refresh_from_db()
        assert (root.name, root.kind) == ("新名", "town")

    def test_site_identifiers(self, sign_in: SignIn, town: Town) -> None:
        client = sign_in(Role.SYSTEM_ADMIN)
        assert town.site_domain in client.get(url("town")).content.decode()
        send(
            client, "town", name="泊里镇", site_name="泊里镇", site_domain="a.gov.cn", site_code="1"
        )
        town.refresh_from_db()
        assert town.site_code == "1"
        assert sign_in(Role.OFFICE).get(url("town")).status_code == 403

    def test_posts_as_of_a_day(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.OFFICE)
        facts = {"title": "主任", "holder": "张三", "valid_from": "2026-01-01", "order": 0}
        assert "已登记张三 主任" in send(client, "post-new", unit.slug, **facts)
        post = unit.posts.get()
        send(client, "post-end", unit.slug, post.pk, valid_to="2026-03-31")
        for day, there in (("2026-03-31", [post]), ("2026-04-01", [])):
            page = client.get(url("unit", unit.slug), {"on": day})
            assert list(page.context["posts"]) == there
        assert errors(client, "post-end", unit.slug, post.pk, valid_to="2026-04-01")


class TestGroup:
    def test_seats_as_of_a_day(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.OFFICE)
        for person, since in (("任双平", "2020-11-01"), ("新组长", "2026-01-01")):
            facts = {"kind": "leader", "person": person, "order": 1, "valid_from": since}
            assert "已登记组长" in send(client, "seat-new", **facts)
        facts = {"kind": "office_unit", "unit": unit.pk, "order": 2, "valid_from": "2020-11-01"}
        send(client, "seat-new", **facts)
        client.get(url("group"))
        then = client.get(url("group"), {"on": "2025-12-31"}).content.decode()
        now = client.get(url("group"), {"on": "2026-01-01"}).content.decode()
        assert ("任双平" in then, "新组长" in then) == (True, False)
        assert ("任双平" in now, "新组长" in now, unit.name in now) == (False, True, True)
        seat = GroupSeat.objects.get(person="新组长")
        send(client, "seat-end", seat.pk, valid_to="2026-02-01", why="调离")
        assert "还没有" not in client.get(url("group"), {"on": "2026-02-02"}).content.decode()

    def test_a_wrong_date_shows_today_and_says_so(self, sign_in: SignIn) -> None:
        page = sign_in(Role.LIAISON).get(url("group"), {"on": "2026-02-30"})
        assert page.context["is_today"]
        assert "请填写有效的日期" in page.content.decode()

    def test_an_empty_group_says_what_comes_next(self, sign_in: SignIn) -> None:
        assert "请由党政办公室" in sign_in(Role.LIAISON).get(url("group")).content.decode()


class TestLiaison:
    def test_name_and_hand_over(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.OFFICE)
        first, second = (factories.make_account(Role.LIAISON, unit=unit) for _ in range(2))
        send(client, "liaison", unit.slug, account=first.pk, valid_from="2026-01-01")
        given = {"account": second.pk, "valid_from": "2026-06-01"}
        assert errors(client, "liaison", unit.slug, note=" ", **given)
        send(client, "liaison", unit.slug, note="移交台账", **given)
        active = Liaison.objects.get(unit=unit, valid_to=None)
        assert active.account == second
        page = client.get(url("unit", unit.slug)).content.decode()
        assert "移交台账" in page
        assert "办理交接" in page

    def test_a_liaison_may_look_and_not_change(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.LIAISON)
        assert "指定联络员" not in client.get(url("unit", unit.slug)).content.decode()
        assert client.get(url("liaison", unit.slug)).status_code == 403


class TestAccounts:
    FACTS = {"name": "苏禾", "username": "suhe", "password": "Chuci-7788-x"}

    def test_make_change_and_close(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        send(client, "account-new", unit=unit.pk, roles=["liaison", "handler"], **self.FACTS)
        made = Account.objects.get(username="suhe")
        assert made.must_change_password
        assert made.check_password("Chuci-7788-x")
        assert made.role_set == {"liaison", "handler"}
        send(client, "account-edit", made.pk, name="苏禾示", unit=unit.pk, email="a@example.cn")
        send(client, "role-grant", made.pk, role="reviewer")
        send(client, "role-withdraw", made.pk, "liaison")
        send(client, "account-password", made.pk, password="Xinde-9911-y", why="忘记")
        page = client.get(url("account", made.pk)).content.decode()
        assert "审查人员" in page
        assert "Xinde-9911-y" not in page
        send(client, "account-close", made.pk, why="调离")
        made.refresh_from_db()
        assert (made.name, made.is_active) == ("苏禾示", False)
        assert not list(verify())

    def test_a_role_that_may_not_be_granted_leaves_no_account(
        self, sign_in: SignIn, unit: Unit
    ) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        wrong = {"unit": unit.pk, "roles": ["system_admin", "office"], **self.FACTS}
        response = client.post(url("account-new"), wrong)
        assert "系统、安全、审计管理员" in str(response.context["form"].errors)
        assert not Account.objects.filter(username="suhe").exists()
        assert not RoleGrant.objects.filter(role="system_admin").exists()

    def test_a_first_password_is_proposed_and_is_good_enough(
        self, sign_in: SignIn, unit: Unit
    ) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        proposed = client.get(url("account-new")).context["form"].initial["password"]
        send(client, "account-new", unit=unit.pk, **{**self.FACTS, "password": proposed})

    def test_a_lost_second_factor_is_turned_off(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        person = factories.make_account(unit=unit)
        here = url("account-factor", person.pk)
        assert here not in client.get(url("account", person.pk)).content.decode()
        assert "没有开启两步验证" in client.post(here, {"why": "手机丢失"}).content.decode()
        for kind in Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES:
            Authenticator.objects.create(user=person, type=kind, data={})
        assert here in client.get(url("account", person.pk)).content.decode()
        assert client.post(here, {"why": " "}).status_code == 422
        send(client, "account-factor", person.pk, why="手机丢失，本人当面提出")
        assert not Authenticator.objects.filter(user=person).exists()
        entry = LedgerEntry.objects.get(action="organisation.reset_second_factor")
        assert (entry.subject_label, entry.why) == (str(person), "手机丢失，本人当面提出")

    def test_who_is_signed_in_with_a_lost_second_factor_is_no_longer(
        self, sign_in: SignIn, unit: Unit
    ) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        person = factories.make_account(unit=unit)
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        desk, found_telephone = Client(), Client()
        for elsewhere in (desk, found_telephone):
            elsewhere.force_login(person)
            assert elsewhere.get(reverse("office:home")).status_code == 200
        send(client, "account-factor", person.pk, why="手机丢失，本人当面提出")
        for elsewhere in (desk, found_telephone):
            assert elsewhere.get(reverse("office:home")).status_code == 302
        assert client.get(url("accounts")).status_code == 200

    def test_nobody_turns_their_own_off_here(self, sign_in: SignIn) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        own = Account.objects.get(role_grants__role="security_admin")
        Authenticator.objects.create(user=own, type=Authenticator.Type.TOTP, data={})
        refused = client.post(url("account-factor", own.pk), {"why": "手机丢失"})
        assert "账号安全" in refused.content.decode()
        assert Authenticator.objects.filter(user=own).exists()

    def test_an_unknown_role_is_no_page(self, sign_in: SignIn, unit: Unit) -> None:
        client = sign_in(Role.SECURITY_ADMIN)
        person = factories.make_account(unit=unit)
        assert client.get(url("role-withdraw", person.pk, "king")).status_code == 404


class TestCalendar:
    NOTICE = {
        "mode": "new",
        "year": "2027",
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "document_number": "国办发明电〔2026〕7号",
        "issued": "2026-11-20",
        "holidays": "元旦 2027-01-01 至 2027-01-03\n春节：2027年2月5日至2027年2月11日\n\n"
        "清明节 2027-04-05",
        "working": "2027-02-20、2027-02-21",
    }

    def test_look_first_then_save(self, sign_in: SignIn) -> None:
        client = sign_in(Role.OFFICE)
        with demonstration_moment(datetime(2026, 11, 24, 10, tzinfo=factories.SHANGHAI)):
            missing = client.get(url("calendar")).content.decode()
        assert "2027年的放假通知还没有录入" in missing
        page = client.post(url("calendar-new"), {**self.NOTICE, "look": "1"})
        assert "放假 11 天，调休上班 2 天" in page.content.decode()
        assert not CalendarEdition.objects.exists()
        kept = {field.name: field.value() for field in page.context["confirm"]}
        saved = client.post(url("calendar-new"), {**kept, "save": "1"})
        assert saved["Location"] == f"{url('calendar')}?year=2027"
        calendar = calendar_in_force()
        assert not calendar.is_working_day(date(2027, 2, 5))
        assert calendar.is_working_day(date(2027, 2, 20))
        assert "国办发明电〔2026〕7号" in client.get(saved["Location"]).content.decode()

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("holidays", "元旦 明天", "第1行"),
            ("holidays", "2027-01-01 至 2027-01-03", "第1行"),
            ("holidays", "元旦 2027-02-30", "没有2027年2月30日"),
            ("working", "下周", "看不懂"),
            ("working", "2027-02-31", "没有2027年2月31日"),
            ("working", "2027-02-22", "不是周六或周日"),
            ("year", "2026", "已经录入"),
            ("document_number", "7号", "文号不正确"),
        ],
    )
    @pytest.mark.parametrize("step", ["look", "save"])
    def test_a_mistake_is_said_before_anything_is_saved(
        self, sign_in: SignIn, field: str, value: str, words: str, step: str
    ) -> None:
        found = errors(
            sign_in(Role.OFFICE), "calendar-new", **{**self.NOTICE, field: value, step: "1"}
        )
        assert words in str(found)
        assert not CalendarEdition.objects.exists()

    def test_any_year_can_be_looked_at(self, sign_in: SignIn) -> None:
        client = sign_in(Role.LIAISON)
        for year, words in (("2026", "共 248 个工作日"), ("2040", "暂定"), ("x", "个工作日")):
            assert words in client.get(url("calendar"), {"year": year}).content.decode()
        assert client.get(url("calendar-new")).status_code == 403
