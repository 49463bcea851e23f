"""A prepared question answers as the queryset that it was drawn up from."""

import gc
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import connection, connections
from django.db.models import Count, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import factories
from gongkai.organisation.models import Account, Role, RoleGrant, Unit
from gongkai.organisation.prepared import Given, Listing, prepared

pytestmark = pytest.mark.django_db


@prepared
def accounts_of(unit: Given, since: Given) -> QuerySet[Account]:
    """With a unit, its parent that may be missing, and a count."""
    rows = Account.objects.select_related("unit__parent", "unit__town").defer("password")
    rows = rows.filter(unit_id=unit, created_at__gte=since).annotate(many=Count("role_grants"))
    return rows.order_by("id")


@prepared
def roles_of(account: Given) -> QuerySet[RoleGrant, tuple[str, date]]:
    """Tuples."""
    rows = RoleGrant.objects.filter(account_id=account, granted_at__date__lte=date(2999, 1, 1))
    return rows.values_list("role", "granted_at__date").order_by("role")


def test_objects_come_with_what_was_selected_along() -> None:
    account = factories.make_account(Role.OFFICE, Role.HANDLER)
    since = timezone.now() - timedelta(days=1)
    with CaptureQueriesContext(connection) as asked:
        found = accounts_of(account.unit_id, since)
        assert [one.unit.town.name for one in found] == [account.unit.town.name]
        assert [one.unit.parent and one.unit.parent.pk for one in found] == [account.unit.parent_id]
    assert len(asked) == 1
    usual = accounts_of.draw(account.unit_id, since)
    assert [vars_of(one) for one in found] == [vars_of(one) for one in usual]
    assert found[0].get_deferred_fields() == {"password"}
    assert found[0].many == 2  # type: ignore[attr-defined]
    assert accounts_of(account.unit_id, since + timedelta(days=2)) == []
    assert accounts_of(account.unit_id + 1, since) == []


def test_tuples_are_converted() -> None:
    account = factories.make_account(Role.OFFICE, Role.HANDLER)
    assert roles_of(account.pk) == list(roles_of.draw(account.pk))


def test_a_list_is_shown_by_pages() -> None:
    town = factories.make_town()
    for _ in range(4):
        factories.make_unit(town)
    factories.make_unit()
    units = Listing(
        lambda town: Unit.objects.filter(town_id=town).select_related("parent"),
        ("-name", "id"),
        lambda rows: rows.values_list("name", "parent__name"),
        ("town",),
    ).of(town.pk)
    usual = Unit.objects.filter(town=town).order_by("-name", "id")
    expected = list(usual.values_list("name", "parent__name"))
    assert (units.count(), len(units)) == (5, 5)
    with CaptureQueriesContext(connection) as asked:
        page = Paginator(units, 2).get_page(2)
        assert list(page.object_list) == expected[2:4]
    assert len(asked) == 2
    assert units[0:5] == expected
    assert units[5:9] == []


def test_a_list_that_can_hold_nothing_is_empty() -> None:
    units = Listing(
        lambda town: Unit.objects.none().filter(town_id=town),
        ("id",),
        lambda rows: rows.values_list("name"),
        ("town",),
    ).of(1)
    assert (units.count(), units[0:50]) == (0, [])


def test_constants_that_look_like_places_stay_what_they_are() -> None:
    words = "100% %s $1 'x' \\ {}"

    @prepared
    def units(town: Given, kind: Given) -> QuerySet[Unit]:
        rows = Unit.objects.filter(town_id=town, name__contains=words, kind=kind)
        return rows.exclude(name__in=["%", "$2"])

    found = factories.make_unit(name=f"甲{words}乙")
    factories.make_unit(found.town, name=words.replace("%", ""))
    assert units(found.town_id, found.kind) == [found]
    assert units(found.town_id, "%s") == []


def test_a_missing_value_equals_nothing() -> None:
    @prepared
    def below(parent: Given, town: Given) -> QuerySet[Unit]:
        return Unit.objects.filter(parent_id=parent, town_id=town)

    unit = factories.make_unit()
    assert below(unit.parent_id, unit.town_id) == [unit]
    assert below(None, unit.town_id) == []


@pytest.mark.postgresql
def test_postgresql_keeps_one_plan_for_numbers_of_any_size_and_one_for_each_page() -> None:
    @prepared
    def accounts(unit: Given, since: Given) -> QuerySet[Account]:
        return Account.objects.filter(unit_id=unit, created_at__gte=since, name__gt="这一问")

    with CaptureQueriesContext(connection) as asked:
        for unit in (1, 1, 70_000, 2**40):
            assert accounts(unit, timezone.now()) == []
    assert all("这一问" in one["sql"] for one in asked) and len(asked) == 4
    assert kept("这一问") == 1
    listing = Listing(
        lambda town: Unit.objects.filter(town_id=town, name__gt="这一页"),
        ("id",),
        lambda rows: rows.values_list("name"),
        ("town",),
    )
    for first in (0, 50, 0, 50):
        assert listing.of(1)[first : first + 50] == []
    assert kept("这一页") == 2


def kept(words: str) -> int:
    """How many statements with these words the server has prepared."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{words}%"]
        )
        return int(cursor.fetchone()[0])


def test_the_sql_is_drawn_up_once() -> None:
    drawn: list[Any] = []

    @prepared
    def units(town: Given) -> QuerySet[Unit]:
        drawn.append(town)
        return Unit.objects.filter(town_id=town)

    first, second = factories.make_town(), factories.make_town()
    answers = [units(town.pk) for town in (first, second, first)]
    assert [{unit.town_id for unit in found} for found in answers] == [
        {first.pk}, {second.pk}, {first.pk},
    ]  # fmt: skip
    assert len(drawn) == 1


def test_a_question_for_one_answer_leaves_nothing_behind() -> None:
    """A list in the scope of units, or with words to look for, is drawn up each time anew."""
    town = factories.make_town()
    roles_of(town.pk)
    kept = vars(connections["default"])["_prepared_converters"]
    gc.collect()
    before = len(kept)
    for _ in range(3):
        units = Listing(
            lambda given: Unit.objects.filter(town_id=given),
            ("pk",),
            lambda rows: rows.values_list("pk"),
        )
        assert len(list(Paginator(units.of(town.pk), 50).page(1))) == 1
    del units
    gc.collect()
    assert len(kept) == before


def test_a_value_without_a_place_is_a_mistake() -> None:
    @prepared
    def units(town: Given, name: Given) -> QuerySet[Unit]:
        return Unit.objects.filter(town_id=town)

    with pytest.raises(TypeError, match="name"):
        units(1, "x")
    with pytest.raises(ValueError, match="shorter"):
        roles_of()


def test_an_account_by_its_key_comes_with_its_unit() -> None:
    account = factories.make_account(Role.OFFICE)
    with CaptureQueriesContext(connection) as asked:
        found = Account.objects.get(pk=str(account.pk))
        assert found.unit.town.pk == account.unit.town_id
    assert len(asked) == 1
    assert found == account
    with pytest.raises(Account.DoesNotExist):
        Account.objects.get(pk=account.pk + 1)


def test_an_account_of_a_unit_is_sought_within_that_unit() -> None:
    account, other = factories.make_account(Role.OFFICE), factories.make_account(Role.OFFICE)
    assert account.unit.accounts.get(pk=account.pk) == account
    with pytest.raises(Account.DoesNotExist):
        account.unit.accounts.get(pk=other.pk)


def vars_of(one: Account) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "_state"}
