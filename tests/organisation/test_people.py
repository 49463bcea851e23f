"""Liaisons, the leading group, accounts and roles."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction

import factories
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import actions
from gongkai.organisation.actions import SINGLE_SEATS, AccountFacts, SeatFacts
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import (
    Account,
    AdminRole,
    GroupSeat,
    Liaison,
    Role,
    RoleGrant,
    SeatKind,
    Town,
    Unit,
)
from gongkai.organisation.queries import liaison_of, roster, units_without_liaison
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused

pytestmark = pytest.mark.django_db

D = date


def test_roles_are_named_in_full_width_signs() -> None:
    assert Role.VILLAGE.label == "村（居）民委员会"
    assert [label for label in Role.labels if "(" in label] == []


Make = Callable[..., Account]
PASSWORD = "Chuci-7788-x"


class TestLiaison:
    """F35: one liaison per unit, with hand-over; units without one are listed."""

    def test_hand_over_ends_one_term_and_begins_the_next(
        self, office: Actor, unit: Unit, account: Make
    ) -> None:
        first, second = account(), account()
        actions.appoint_liaison(office, unit, first, D(2026, 1, 1))
        actions.hand_over_liaison(office, unit, second, D(2026, 6, 1), note="移交台账")
        terms = [
            (t.account, t.valid_from, t.valid_to, t.handover_note) for t in unit.liaisons.all()
        ]
        assert terms == [
            (second, D(2026, 6, 1), None, ""),
            (first, D(2026, 1, 1), D(2026, 5, 31), "移交台账"),
        ]
        present = liaison_of(unit)
        assert present is not None
        assert present.account == second
        entry = LedgerEntry.objects.order_by("-number")[0]
        assert (entry.before["name"], entry.after["name"]) == (first.name, second.name)
        assert entry.why == "移交台账"

    def test_units_without_one_are_listed(self, office: Actor, town: Town, unit: Unit) -> None:
        factories.make_unit(town, closed_on=D(2025, 1, 1))
        left = factories.make_unit(town)
        factories.make_liaison(left, valid_to=D(2026, 2, 1))
        factories.make_liaison(factories.make_unit(town))
        assert list(units_without_liaison(town)) == [unit, left]

    def test_one_at_a_time(self, office: Actor, unit: Unit, account: Make) -> None:
        liaison = factories.make_liaison(unit)
        with pytest.raises(NotAllowedNow, match="请办理交接"):
            actions.appoint_liaison(office, unit, account(), D(2026, 6, 1))
        with pytest.raises(IntegrityError), transaction.atomic():
            Liaison.objects.create(unit=unit, account=account(), valid_from=D(2026, 6, 1))
        with pytest.raises(Invalid, match="已经是"):
            actions.hand_over_liaison(office, unit, liaison.account, D(2026, 6, 1), note="无")

    def test_only_an_active_account_of_the_unit(
        self, office: Actor, unit: Unit, account: Make
    ) -> None:
        elsewhere = account(unit=factories.make_unit(unit.town))
        for person in (elsewhere, account(is_active=False), factories.make_account()):
            with pytest.raises(Invalid) as found:
                actions.appoint_liaison(office, unit, person, D(2026, 1, 1))
            assert set(found.value.errors) == {"account"}
        assert liaison_of(unit) is None

    def test_terms_do_not_overlap(self, office: Actor, unit: Unit, account: Make) -> None:
        factories.make_liaison(unit, valid_from=D(2026, 1, 1))
        with pytest.raises(Invalid, match="应晚于这一天"):
            actions.hand_over_liaison(office, unit, account(), D(2026, 1, 1), note="无")
        unit.liaisons.update(valid_to=D(2026, 3, 1))
        with pytest.raises(Invalid, match="2026-03-01为止"):
            actions.appoint_liaison(office, unit, account(), D(2026, 3, 1))
        actions.appoint_liaison(office, unit, account(), D(2026, 3, 2))

    def test_a_hand_over_needs_somebody_and_a_note(
        self, office: Actor, unit: Unit, account: Make
    ) -> None:
        with pytest.raises(NotAllowedNow, match="请直接指定"):
            actions.hand_over_liaison(office, unit, account(), D(2026, 3, 2), note="无")
        factories.make_liaison(unit)
        with pytest.raises(Invalid, match="交接了哪些事项"):
            actions.hand_over_liaison(office, unit, account(), D(2026, 3, 2), note=" ")


class TestGroup:
    """F38: the roster as of any date; a change needs no code."""

    def seat(
        self, office: Actor, kind: str, person: str, since: date, **facts: object
    ) -> GroupSeat:
        made = SeatFacts(kind, since, person, **facts)  # type: ignore[arg-type]
        return actions.appoint_seat(office, office.town, made)  # type: ignore[arg-type]

    def test_the_order_of_attachment_1(self, office: Actor, town: Town, unit: Unit) -> None:
        since = D(2020, 11, 1)
        self.seat(office, "office_director", "张金金", since, order=6)
        self.seat(office, "member", "李敏", since, order=5)
        self.seat(office, "member", "刘西忠", since, order=4)
        self.seat(office, "office_unit", "", since, unit=unit)
        self.seat(office, "deputy", "柳敦习", since)
        self.seat(office, "executive_deputy", "程传山", since)
        self.seat(office, "leader", "任双平", since)
        found = [seat.person or str(seat.unit) for seat in roster(town, since)]
        names = ["任双平", "程传山", "柳敦习", "刘西忠", "李敏", unit.name, "张金金"]
        assert found == names

    def test_the_office_is_in_no_unit_that_was_closed(self, office: Actor, town: Town) -> None:
        """Also where it is closed while the page is open."""
        unit = factories.make_unit(town)
        actions.close_unit(office, unit, D(2026, 3, 1), why="机构改革")
        with pytest.raises(NotAllowedNow, match="撤销"):
            self.seat(office, "office_unit", "", D(2026, 3, 2), unit=unit)
        assert not GroupSeat.objects.exists()

    @pytest.mark.parametrize("kind", sorted(SINGLE_SEATS))
    def test_a_single_seat_passes_on_and_its_history_stays(
        self, office: Actor, town: Town, unit: Unit, kind: str
    ) -> None:
        is_unit = kind == SeatKind.OFFICE_UNIT
        for since, name in ((D(2020, 11, 1), "甲"), (D(2024, 1, 1), "乙")):
            self.seat(office, kind, "" if is_unit else name, since, unit=unit if is_unit else None)
        assert [s.valid_to for s in GroupSeat.objects.order_by("id")] == [D(2023, 12, 31), None]
        for day, count in ((D(2020, 10, 31), 0), (D(2023, 12, 31), 1), (D(2024, 1, 1), 1)):
            assert roster(town, day).count() == count
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupSeat.objects.update(valid_to=None)

    def test_a_new_holder_begins_after_the_former_one(self, office: Actor) -> None:
        first = self.seat(office, "leader", "甲", D(2024, 1, 1))
        for since in (D(2024, 1, 1), D(2023, 6, 1)):
            with pytest.raises(Invalid, match="应晚于这一天"):
                self.seat(office, "leader", "乙", since)
        actions.end_seat(office, first, D(2024, 6, 30))
        with pytest.raises(Invalid, match="到2024-06-30为止"):
            self.seat(office, "leader", "乙", D(2024, 6, 30))
        self.seat(office, "leader", "乙", D(2024, 7, 1))

    def test_a_unit_may_hold_two_posts_and_the_director_need_not_be_a_member(
        self, office: Actor, town: Town, unit: Unit
    ) -> None:
        since = D(2020, 11, 1)
        self.seat(office, "member", "王亮", since, unit=unit, post_title="负责人")
        self.seat(office, "member", "李敏", since, unit=unit, post_title="主任")
        self.seat(office, "office_director", "张金金", since)
        assert roster(town, since).count() == 3
        with pytest.raises(Invalid, match="不需要再次登记"):
            self.seat(office, "member", "王亮", D(2021, 1, 1), unit=unit, post_title="负责人")

    def test_who_sits_must_be_said(self, office: Actor, unit: Unit) -> None:
        since = D(2020, 11, 1)
        for kind, person, facts, field in (
            ("leader", " ", {}, "person"),
            ("office_unit", "", {}, "unit"),
            ("office_unit", "张金金", {"unit": unit}, "person"),
            ("member", "某人", {"unit": factories.make_unit()}, "unit"),
            ("king", "某人", {}, "kind"),
        ):
            with pytest.raises(Invalid) as found:
                self.seat(office, kind, person, since, **facts)
            assert set(found.value.errors) == {field}
        assert not GroupSeat.objects.exists()

    def test_the_database_wants_a_person_or_a_unit(self, town: Town) -> None:
        for kind, person in (("leader", ""), ("office_unit", "某人")):
            with pytest.raises(IntegrityError), transaction.atomic():
                GroupSeat.objects.create(
                    town=town, kind=kind, person=person, valid_from=D(2020, 1, 1)
                )


class TestAccounts:
    def create(self, security: Actor, unit: Unit, username: str = "suhe", **given: str) -> Account:
        facts = AccountFacts(given.get("name", "苏禾"), unit, given.get("email", ""))
        return actions.create_account(security, username, facts, given.get("password", PASSWORD))

    def test_a_new_account_has_no_role_and_must_change_its_password(
        self, security: Actor, unit: Unit
    ) -> None:
        made = self.create(security, unit)
        assert (made.role_set, made.must_change_password) == (frozenset(), True)
        assert made.check_password(PASSWORD)

    def test_an_account_comes_with_its_own_roles_alone(self, unit: Unit, account: Make) -> None:
        people = [account(role, unit=unit) for role in (Role.LIAISON, Role.OFFICE, Role.LEADER)]
        for person in people:
            found = Account.objects.get(pk=person.pk)
            assert (found, found.role_set) == (person, person.role_set)
            assert len(found.role_set) == 1

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"username": "x"}, "username"),
            ({"username": "Suhe"}, "username"),
            ({"username": "苏禾"}, "username"),
            ({"username": "su he"}, "username"),
            ({"username": "a" * 61}, "username"),
            ({"name": " "}, "name"),
            ({"email": "nobody"}, "email"),
            ({"password": "short-1A"}, "password"),
            ({"password": "onlylowercase"}, "password"),
            ({"username": "suhe2026", "password": "Suhe2026-x"}, "password"),
        ],
    )
    def test_wrong_facts(
        self, security: Actor, unit: Unit, given: dict[str, str], field: str
    ) -> None:
        with pytest.raises(Invalid) as found:
            self.create(security, unit, **given)
        assert set(found.value.errors) == {field}
        assert not Account.objects.filter(name="苏禾").exists()

    def test_a_user_name_is_unique_however_it_is_written(self, security: Actor, unit: Unit) -> None:
        factories.make_account(username="SuHe")
        with pytest.raises(Invalid, match="已经有人使用"):
            self.create(security, unit)

    def test_a_liaison_hands_over_first(self, security: Actor, unit: Unit) -> None:
        person = factories.make_liaison(unit).account
        elsewhere = AccountFacts(person.name, factories.make_unit(unit.town))
        for act in (
            lambda: actions.close_account(security, person, why="调离"),
            lambda: actions.edit_account(security, person, elsewhere),
        ):
            with pytest.raises(NotAllowedNow, match="请先办理联络员交接"):
                act()
        actions.edit_account(security, person, AccountFacts("改名", unit))

    def test_nobody_closes_their_own_account(self, security: Actor) -> None:
        with pytest.raises(NotAllowedNow, match="另一名安全管理员"):
            actions.close_account(security, security.account, why="调离")  # type: ignore[arg-type]

    def test_a_town_keeps_a_security_administrator(
        self, security: Actor, system: Actor, unit: Unit
    ) -> None:
        person = security.account
        assert person is not None
        factories.make_account(Role.SECURITY_ADMIN)
        with pytest.raises(NotAllowedNow, match="唯一的安全管理员"):
            actions.withdraw_role(security, person, Role.SECURITY_ADMIN)
        second = factories.make_account(Role.SECURITY_ADMIN, unit=unit)
        actions.close_account(security, second, why="调离")
        with pytest.raises(NotAllowedNow, match="唯一的安全管理员"):
            actions.withdraw_role(security, person, Role.SECURITY_ADMIN)

    def test_a_closed_account_stays_closed(
        self, security: Actor, unit: Unit, account: Make
    ) -> None:
        person = account()
        actions.close_account(security, person, why="调离")
        acts: list[Callable[[], object]] = [
            lambda: actions.close_account(security, person, why="调离"),
            lambda: actions.reset_password(security, person, PASSWORD),
            lambda: actions.grant_role(security, person, Role.OFFICE),
        ]
        for act in acts:
            with pytest.raises(NotAllowedNow, match="已经停用"):
                act()


class TestSeparation:
    """GB/T 22239-2019 8.1.5: system, security and audit administration in different hands."""

    @pytest.mark.parametrize("held", AdminRole.values)
    @pytest.mark.parametrize("wanted", Role.values)
    def test_an_administrator_has_no_other_role(
        self, security: Actor, account: Make, held: str, wanted: str
    ) -> None:
        person = account(held)
        with pytest.raises(Invalid) as found:
            actions.grant_role(security, person, wanted)
        words = "已有" if held == wanted else "必须由不同的人担任"
        assert words in found.value.errors["role"]
        assert person.role_grants.count() == 1

    @pytest.mark.parametrize("wanted", AdminRole.values)
    def test_whoever_has_business_roles_becomes_no_administrator(
        self, security: Actor, account: Make, wanted: str
    ) -> None:
        with pytest.raises(Invalid, match="不能再担任"):
            actions.grant_role(security, account(Role.LIAISON), wanted)

    def test_business_roles_go_together(self, security: Actor, account: Make) -> None:
        person = account(Role.LIAISON)
        actions.grant_role(security, person, Role.HANDLER)
        assert person.role_set == {"liaison", "handler"}
        actions.withdraw_role(security, person, Role.LIAISON)
        assert person.role_set == {"handler"}

    def test_the_database_allows_one_administrator_role(self, account: Make) -> None:
        person = account(Role.AUDIT_ADMIN)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(account=person, role=Role.SYSTEM_ADMIN)

    def test_unknown_and_absent_roles(self, security: Actor, account: Make) -> None:
        person = account(Role.LIAISON)
        for act in (
            lambda: actions.grant_role(security, person, "king"),
            lambda: actions.withdraw_role(security, person, Role.OFFICE),
        ):
            with pytest.raises(Refused):
                act()
