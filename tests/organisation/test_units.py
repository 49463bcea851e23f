"""Towns, units, posts: what is refused and why, and what stays true."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

import factories
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation import actions
from gongkai.organisation.actions import PostFacts, TownFacts, UnitFacts
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import GroupSeat, Post, Town, Unit
from gongkai.organisation.queries import posts_on, unit_tree
from gongkai.organisation.refusals import Invalid, NotAllowedNow, Refused
from gongkai.rules.numbering import make_credit_code

pytestmark = pytest.mark.django_db
CODE = make_credit_code("11370211000000001")


def refused(message: str, kind: type[Refused] = Invalid) -> Any:
    return pytest.raises(kind, match=message)


class TestTown:
    FACTS = TownFacts("泊里镇", "泊里镇政务公开", "poli.example.gov.cn", district="青岛西海岸新区")

    def test_a_town_comes_with_its_own_unit(self) -> None:
        root = UnitFacts("泊里镇人民政府", credit_code=CODE)
        town = actions.create_town(system_actor(None), "poli", self.FACTS, root)
        assert [(unit.kind, unit.name) for unit in town.units.all()] == [("town", root.name)]
        assert LedgerEntry.objects.get().chain == "system"

    def test_its_slug_is_its_own(self) -> None:
        factories.make_town("poli")
        with refused("已经使用"):
            actions.create_town(system_actor(None), "poli", self.FACTS, UnitFacts("政府"))

    @pytest.mark.parametrize("slug", ["po li", "泊里", "", "a" * 41])
    def test_a_slug_can_stand_in_an_address(self, slug: str) -> None:
        with pytest.raises(Invalid) as found:
            actions.create_town(system_actor(None), slug, self.FACTS, UnitFacts("政府"))
        assert set(found.value.errors) == {"slug"}
        assert not Town.objects.exists()

    def test_identifiers_change_with_before_and_after(self, town: Town, system: Actor) -> None:
        actions.edit_town(system, town, self.FACTS)
        entry = LedgerEntry.objects.get()
        assert (entry.before["name"], entry.after["name"]) == (town.name, "泊里镇")


class TestUnit:
    def test_facts_are_checked_and_trimmed(self, system: Actor, unit: Unit) -> None:
        made = actions.create_unit(system, unit, "new", UnitFacts(" 农业组 ", credit_code=CODE))
        assert (made.name, made.parent, made.town) == ("农业组", unit, unit.town)

    @pytest.mark.parametrize(
        ("facts", "field", "message"),
        [
            (UnitFacts(""), "name", "空"),
            (UnitFacts("长" * 61), "name", "60"),
            (UnitFacts("新", kind="king"), "kind", "king"),
            (UnitFacts("新", kind="town"), "kind", "只有一个本级"),
            (UnitFacts("新", credit_code="123"), "credit_code", "应为18位"),
            (
                UnitFacts("新", credit_code=f"{CODE[:17]}{'0' if CODE[17] != '0' else '1'}"),
                "credit_code",
                "校验位",
            ),
            (UnitFacts("新", order=-1), "order", "0"),
        ],
    )
    def test_wrong_facts(
        self, system: Actor, unit: Unit, facts: UnitFacts, field: str, message: str
    ) -> None:
        with pytest.raises(Invalid) as found:
            actions.create_unit(system, unit, "new", facts)
        assert list(found.value.errors) == [field]
        assert message in found.value.errors[field]

    def test_names_slugs_and_codes_are_unique(self, system: Actor, unit: Unit) -> None:
        with refused("已有名为"):
            actions.create_unit(system, unit, "new", UnitFacts(unit.name))
        with refused("标识"):
            actions.create_unit(system, unit, unit.slug, UnitFacts("新"))
        foreign = factories.make_unit()
        with refused("已登记在另一个单位"):
            actions.create_unit(system, unit, "n", UnitFacts("新", credit_code=foreign.credit_code))

    def test_two_towns_may_use_the_same_names(self, system: Actor, unit: Unit) -> None:
        foreign = factories.make_unit()
        actions.create_unit(system, unit, foreign.slug, UnitFacts(foreign.name))

    def test_an_unchanged_unit_can_be_saved(self, office: Actor, unit: Unit) -> None:
        facts = UnitFacts(unit.name, unit.kind, unit.credit_code)
        assert actions.edit_unit(office, unit, facts).name == unit.name

    def test_the_tree_in_order(self, town: Town, unit: Unit) -> None:
        below = factories.make_unit(town, parent=unit)
        other = factories.make_unit(town)
        found = [(node.unit, node.depth) for node in unit_tree(town)]
        assert found == [(factories.root_unit(town), 0), (unit, 1), (below, 2), (other, 1)]


class TestMove:
    def test_a_move_is_one_change(self, office: Actor, town: Town, unit: Unit) -> None:
        target = factories.make_unit(town)
        below = factories.make_unit(town, parent=unit)
        actions.move_unit(office, unit, target, why="机构改革")
        below.refresh_from_db()
        assert (Unit.objects.get(pk=unit.pk).parent, below.parent) == (target, unit)

    def test_no_circles(self, office: Actor, town: Town, unit: Unit) -> None:
        below = factories.make_unit(town, parent=unit)
        deeper = factories.make_unit(town, parent=below)
        for parent in (unit, below, deeper):
            with refused("它自己或它的下级"):
                actions.move_unit(office, unit, parent)

    def test_the_root_stays(self, office: Actor, town: Town, unit: Unit) -> None:
        with refused("最上一级"):
            actions.move_unit(office, factories.root_unit(town), unit)

    def test_not_under_a_closed_unit(self, office: Actor, town: Town, unit: Unit) -> None:
        closed = factories.make_unit(town, closed_on=date(2025, 1, 1))
        with refused("已于2025-01-01撤销", NotAllowedNow):
            actions.move_unit(office, unit, closed)


class TestClose:
    def close(self, office: Actor, unit: Unit) -> Unit:
        return actions.close_unit(office, unit, date(2026, 5, 1), why="机构改革")

    @pytest.fixture
    def closing(self, town: Town) -> Unit:
        return factories.make_unit(town)

    def test_every_obstacle_is_named_with_its_way_out(self, office: Actor, closing: Unit) -> None:
        factories.make_unit(closing.town, parent=closing)
        factories.make_liaison(closing)
        GroupSeat.objects.create(
            town=closing.town, kind="office_unit", unit=closing, valid_from=date(2020, 1, 1)
        )
        with pytest.raises(NotAllowedNow) as found:
            self.close(office, closing)
        for words in ("1个下级单位", "1个启用的账号", "在任联络员", "领导小组办公室"):
            assert words in str(found.value)

    def test_the_town_itself_stays(self, office: Actor, town: Town) -> None:
        with refused("镇街本级", NotAllowedNow):
            self.close(office, factories.root_unit(town))

    def test_running_posts_end_with_the_unit(self, office: Actor, closing: Unit) -> None:
        post = Post.objects.create(
            unit=closing, title="主任", holder="张三", valid_from=date(2025, 1, 1)
        )
        self.close(office, closing)
        post.refresh_from_db()
        assert post.valid_to == date(2026, 5, 1)
        assert LedgerEntry.objects.get().after["posts_ended"] == ["张三 主任"]

    def test_not_before_a_post_began(self, office: Actor, closing: Unit) -> None:
        Post.objects.create(unit=closing, title="主任", holder="张三", valid_from=date(2026, 6, 1))
        with refused("晚于撤销日期"):
            self.close(office, closing)

    def test_only_once_and_with_a_reason(self, office: Actor, closing: Unit) -> None:
        with refused("依据或原因"):
            actions.close_unit(office, closing, date(2026, 5, 1), why=" ")
        self.close(office, closing)
        with refused("已于2026-05-01撤销", NotAllowedNow):
            self.close(office, closing)

    def test_nothing_new_begins_in_a_closed_unit(self, system: Actor, closing: Unit) -> None:
        Unit.objects.filter(pk=closing.pk).update(closed_on=date(2026, 5, 1))
        closing.refresh_from_db()
        person = factories.make_account(unit=closing)
        day = date(2026, 6, 1)
        for act in (
            lambda: actions.create_unit(system, closing, "new", UnitFacts("新")),
            lambda: actions.appoint_post(system, closing, PostFacts("主任", "张三", day)),
            lambda: actions.appoint_liaison(system, closing, person, day),
            lambda: actions.create_account(
                system, "newname", actions.AccountFacts("新", closing), "Chuci-7788-x"
            ),
        ):
            with pytest.raises(Refused, match="撤销"):
                act()


class TestPosts:
    def test_first_and_last_day_count(self, office: Actor, unit: Unit) -> None:
        post = actions.appoint_post(office, unit, PostFacts("主任", "张三", date(2026, 1, 1)))
        actions.end_post(office, post, date(2026, 3, 31), why="退休")
        for day, held in (
            (date(2025, 12, 31), False),
            (date(2026, 1, 1), True),
            (date(2026, 3, 31), True),
            (date(2026, 4, 1), False),
        ):
            assert posts_on(unit, day).exists() is held

    @pytest.mark.parametrize(
        ("day", "message"), [(date(2025, 12, 31), "不能早于"), (date(1900, 1, 1), "1949")]
    )
    def test_a_term_does_not_end_before_it_began(
        self, office: Actor, unit: Unit, day: date, message: str
    ) -> None:
        post = actions.appoint_post(office, unit, PostFacts("主任", "张三", date(2026, 1, 1)))
        with refused(message):
            actions.end_post(office, post, day)

    def test_a_term_ends_once(self, office: Actor, unit: Unit) -> None:
        post = actions.appoint_post(office, unit, PostFacts("主任", "张三", date(2026, 1, 1)))
        actions.end_post(office, post, date(2026, 3, 31))
        with refused("已登记在2026-03-31离任"):
            actions.end_post(office, post, date(2026, 4, 30))


class TestDatabase:
    """What must always hold, holds in the database too."""

    @pytest.mark.parametrize(
        "change",
        [
            {"parent_id": None},
            {"kind": "town"},
            {"name": "根"},
            {"slug": "town"},
        ],
    )
    def test_one_root_unique_names_and_slugs(self, unit: Unit, change: dict[str, object]) -> None:
        Unit.objects.filter(town=unit.town, parent=None).update(name="根")
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**change)

    def test_terms_are_in_order(self, unit: Unit) -> None:
        day, before = date(2026, 1, 2), date(2026, 1, 1)
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.create(
                unit=unit, title="主任", holder="张三", valid_from=day, valid_to=before
            )
