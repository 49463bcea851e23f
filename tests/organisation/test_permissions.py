"""Who may do what: every rule, every role, own and other units, other towns."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import factories
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import acting, permissions
from gongkai.organisation.acting import (
    Act,
    NothingRecordedError,
    PermissionNotAskedError,
    action,
    all_actions,
)
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Role, Town, Unit, UnitKind
from gongkai.organisation.permissions import (
    Reach,
    Rule,
    all_rules,
    reach_of,
    register_rules,
    rule_of,
)
from gongkai.organisation.refusals import NotPermitted
from gongkai.organisation.scope import reaches, units_in_scope
from gongkai.outbox.models import Effect
from organisation.permission_table import SYSTEM, reach_in_table, stated, table, written


def test_the_code_states_exactly_the_written_table() -> None:
    assert stated() - written() == set(), "new in the code; write it into permissions.csv"
    assert written() - stated() == set(), "no longer in the code"


def test_every_rule_has_its_action_and_every_action_its_rule() -> None:
    rules, actions = set(all_rules()), set(all_actions())
    assert actions - rules == set()
    assert {name for name in rules - actions if not name.endswith(".read")} == set()


def test_every_rule_has_a_title_and_somebody() -> None:
    for name, rule in all_rules().items():
        assert rule.title, name
        assert rule.grants or rule.system or rule.anyone, name


def test_a_name_is_stated_once_only() -> None:
    name = "organisation.read"
    register_rules({name: rule_of(name)})
    with pytest.raises(ValueError, match="two rules"):
        register_rules({name: Rule("别的")})
    with pytest.raises(ValueError, match="two actions"):
        action("organisation.create_unit")(lambda act: None)


class Places:
    """The unit of the person, one under it, another one, a village, one of another town."""

    def __init__(self) -> None:
        self.town: Town = factories.make_town()
        self.own: Unit = factories.make_unit(self.town)
        middle = factories.make_unit(self.town, parent=self.own)
        self.below: Unit = factories.make_unit(self.town, parent=middle)
        self.other: Unit = factories.make_unit(self.town)
        self.village: Unit = factories.make_unit(self.town, kind=UnitKind.VILLAGE)
        self.foreign: Unit = factories.make_unit()

    def person(self, *roles: Role, **values: Any) -> Actor:
        return actor_for(factories.make_account(*roles, unit=self.own, **values))

    def reached(self, actor: Actor, name: str) -> tuple[bool, ...]:
        places = (self.own, self.below, self.other, self.village, self.foreign)
        return tuple(reaches(actor, name, unit) for unit in places)


EXPECTED = {
    None: (False, False, False, False, False),
    Reach.OWN: (True, True, False, False, False),
    Reach.DEPARTMENTS: (True, True, True, False, False),
    Reach.TOWN: (True, True, True, True, False),
}


@pytest.mark.django_db
class TestEveryRule:
    @pytest.mark.parametrize("role", list(Role))
    def test_a_role_reaches_as_far_as_the_table_says(self, role: Role) -> None:
        places = Places()
        actor = places.person(role)
        for name in all_rules():
            assert places.reached(actor, name) == EXPECTED[reach_in_table(name, role.value)], name

    @pytest.mark.parametrize("role", list(Role))
    def test_the_queryset_and_the_single_question_agree(self, role: Role) -> None:
        places = Places()
        actor = places.person(role)
        for name in all_rules():
            units = set(units_in_scope(actor, name))
            single = {unit for unit in Unit.objects.all() if reaches(actor, name, unit)}
            assert units == single, name
            assert places.foreign not in units

    def test_the_product_itself_reaches_its_town_only(self) -> None:
        places = Places()
        actor = system_actor(places.town)
        for name in all_rules():
            expected = EXPECTED[table().get((name, SYSTEM))]
            assert places.reached(actor, name) == expected, name

    @pytest.mark.parametrize("role", list(Role))
    def test_a_closed_account_reaches_nothing(self, role: Role) -> None:
        places = Places()
        actor = places.person(role, is_active=False)
        assert {reach_of(actor, name) for name in all_rules()} == {None}

    def test_an_account_without_role_reaches_only_what_is_its_own(self) -> None:
        actor = Places().person()
        reached = {name for name in all_rules() if reach_of(actor, name) is not None}
        assert reached == {
            "organisation.change_own_password",
            "organisation.change_second_factor",
            "reminding.set_wishes",
            "review.put_aside",  # of what it typed itself
        }

    def test_the_widest_of_several_roles_counts(self) -> None:
        actor = Places().person(Role.LIAISON, Role.OFFICE)
        assert reach_of(actor, "publication.edit") is Reach.DEPARTMENTS
        assert reach_of(actor, "publication.read") is Reach.TOWN

    def test_administrators_do_no_business(self) -> None:
        """GB/T 22239-2019 8.1.5: whoever administers neither drafts, reviews nor releases."""
        apart = ("organisation.", "outbox.")
        # Where the site and messages are taken to is administration, as the outbox is.
        ways = ("_target", "_gateway")
        acts = {name for name in all_actions() if not name.endswith(ways)}
        business = {name for name in acts if not name.startswith(apart)}
        for administrator in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
            assert not [name for name in business if (name, administrator.value) in table()]

    def test_the_evaluator_only_reads(self) -> None:
        names = {name for name, role in table() if role == Role.EVALUATOR.value}
        assert {name for name in names if not name.endswith(".read")} == set()

    def test_only_security_administrators_make_accounts(self) -> None:
        for verb in ("create_account", "grant_role", "withdraw_role", "close_account"):
            roles = {role for name, role in table() if name == f"organisation.{verb}"}
            assert roles - {SYSTEM} == {Role.SECURITY_ADMIN.value}


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Actions and rules that a test adds are gone after it."""
    monkeypatch.setattr(acting, "_actions", dict(acting._actions))
    monkeypatch.setattr(permissions, "_rules", dict(permissions._rules))
    rule = Rule("试验", {Role.OFFICE: Reach.TOWN})
    register_rules({f"test.{name}": rule for name in ("silent", "unrecorded", "breaks", "whole")})


@pytest.mark.django_db
@pytest.mark.usefixtures("own_registry")
class TestForgetting:
    """Forgetting the permission or the ledger is an error, not a hole; nothing changes."""

    @pytest.fixture(autouse=True)
    def nothing_changed(self, unit: Unit) -> Iterator[None]:
        yield
        assert Unit.objects.get(pk=unit.pk).phone == ""
        assert not LedgerEntry.objects.exists()
        assert not Effect.objects.exists()

    def change(self, unit: Unit) -> None:
        Unit.objects.filter(pk=unit.pk).update(phone="0532-1")

    def test_an_action_that_never_asks(self, office: Actor, unit: Unit) -> None:
        @action("test.silent")
        def silent(act: Act) -> None:
            self.change(unit)
            act.record(unit, unit=unit)
            act.effect("test.nobody", {}, key="k")

        with pytest.raises(PermissionNotAskedError):
            silent(office)

    def test_an_action_without_ledger_entry(self, office: Actor, unit: Unit) -> None:
        @action("test.unrecorded")
        def unrecorded(act: Act) -> None:
            act.permit(unit)
            self.change(unit)
            act.effect("test.nobody", {}, key="k")

        with pytest.raises(NothingRecordedError):
            unrecorded(office)

    def test_an_action_that_breaks_after_its_entry(self, office: Actor, unit: Unit) -> None:
        @action("test.breaks")
        def breaks(act: Act) -> None:
            act.permit(unit)
            self.change(unit)
            act.record(unit, unit=unit, after={"phone": "0532-1"})
            act.effect("test.nobody", {}, key="k")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            breaks(office)

    def test_an_action_that_is_refused(self, unit: Unit, account: Callable[..., Account]) -> None:
        @action("test.whole")
        def whole(act: Act) -> None:
            self.change(unit)
            act.permit(unit)
            act.record(unit, unit=unit)

        for actor in (actor_for(account(Role.LIAISON)), system_actor(unit.town)):
            with pytest.raises(NotPermitted, match="试验"):
                whole(actor)

    def test_the_product_has_no_account(self, unit: Unit) -> None:
        with pytest.raises(NotPermitted, match="本人"):
            _ = Act(system_actor(unit.town), "test.whole").account


@pytest.mark.django_db
class TestVillagesSpeakForThemselves:
    """F25, 村民委员会组织法 Art. 6: the town reminds, it never posts in a village's name."""

    NAMES = (
        "publication.create",
        "publication.edit",
        "publication.attach",
        "review.add_row",
        "review.sign_handler",
        "release.release",
    )

    @pytest.mark.parametrize("name", NAMES)
    def test_only_the_village_itself(self, name: str) -> None:
        places = Places()
        village = actor_for(factories.make_account(Role.VILLAGE, unit=places.village))
        assert reaches(village, name, places.village)
        for role in set(Role) - {Role.VILLAGE}:
            assert not reaches(places.person(role), name, places.village), role

    def test_a_liaison_of_the_town_itself_does_not_reach_into_its_villages(self) -> None:
        places = Places()
        root = actor_for(
            factories.make_account(Role.LIAISON, unit=factories.root_unit(places.town))
        )
        assert reaches(root, "publication.create", places.own)
        assert not reaches(root, "publication.create", places.village)
