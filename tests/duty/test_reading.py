"""Reading duties: within scope, in few queries, the same state in SQL as in the rules."""

from datetime import date, timedelta
from itertools import product

import pytest
from pytest_django import DjangoAssertNumQueries

import factories
from duty.helpers import made, make_item, on, owed, published
from gongkai.duty import actions as duty
from gongkai.duty import queries
from gongkai.duty.coverage import column_gaps, coverage_for, website_gaps
from gongkai.duty.models import Clock, ColumnStatus, Duty, DutyKind
from gongkai.duty.states import in_states, with_state
from gongkai.ledger.clock import today
from gongkai.organisation.models import Role, UnitKind
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.duty_state import State, Thresholds, state_of
from roads import House

pytestmark = pytest.mark.django_db


def test_sql_and_rules_say_the_same_state() -> None:
    """Every combination of the columns on days around the date."""
    house = House()
    account = house.office.account
    with on("2026-06-01"):
        obligation = owed(house, "信息形成之日起20个工作日内")
        clock = Clock.objects.order_by("id")[0] if Clock.objects.exists() else None
        clock = clock or duty.record_event(house.drafter, obligation, today(), "一").clock
        due = date(2026, 6, 10)
        rows = []
        yes = (False, True)
        published_on = (None, due - timedelta(days=1), due + timedelta(days=1))
        combinations = product((DutyKind.EVENT, DutyKind.STANDING), published_on, *[yes] * 4)
        for number, (kind, shown, met, excused, nothing, ended) in enumerate(combinations):
            rows.append(
                Duty(
                    town=house.town,
                    unit=house.unit,
                    obligation=obligation,
                    item=obligation.item,
                    kind=kind,
                    key=f"k{number}",
                    formed_on=due,
                    clock=clock,
                    due_on=due,
                    published_on=shown,
                    answered_due=due + timedelta(days=5) if met else None,
                    excused_at=factories.NOW if excused else None,
                    excused_by=account if excused else None,
                    excused_why="理由" if excused else "",
                    nothing_at=factories.NOW if nothing else None,
                    nothing_why="说明" if nothing else "",
                    ended_on=due if ended else None,
                    ended_why="终止" if ended else "",
                    running=False,
                )
            )
        Duty.objects.bulk_create(rows)
    for day in (due + timedelta(days=shift) for shift in (-9, -8, -7, 0, 1, 400)):
        for found in with_state(Duty.objects.all(), day, 7):
            assert found.state == state_of(found.facts, day, Thresholds(7)), (day, found.key)
        stands = {row.pk: row.state_on(day) for row in Duty.objects.all()}
        for state in State:
            asked = set(
                in_states(Duty.objects.all(), (state,), day, 7).values_list("pk", flat=True)
            )
            assert asked == {pk for pk, one in stands.items() if one == state}, (day, state)


@pytest.fixture
def house() -> House:
    """A house whose unit owes an event, a quarter and a standing thing; another unit owes too."""
    house = House()
    with on("2026-06-01"):
        event = owed(house, "信息形成之日起20个工作日内", channels=["政府网站", "两微一端"])
        duty.record_event(house.drafter, event, date(2026, 4, 1), "逾期名单")
        duty.record_event(house.drafter, event, date(2026, 5, 29), "新名单")
        make_item(house, "每季度公开一次", house.unit, house.office_unit)
        made(house)
    return house


def test_each_sees_their_own_and_the_office_all(house: House) -> None:
    with on("2026-06-01"):
        assert {one.unit_id for one in queries.duties_for(house.drafter)} == {house.unit.pk}
        ours = coverage_for(house.drafter, 2026)
        assert [line.name for line in ours.by_unit] == [house.unit.name]
        assert not any(line.unassigned for line in ours.by_field)
        assert coverage_for(house.office, 2026).total.owed == ours.total.owed + 1
        everything = {one.unit_id for one in queries.duties_for(house.office)}
        assert everything == {house.unit.pk, house.office_unit.pk}
        stranger = House().office
        assert not queries.duties_for(stranger).exists()
        own = {one.unit_id for one in queries.own_duties(house.office)}
        assert own == {house.office_unit.pk}
        found = queries.duties_for(house.drafter)[0]
        assert queries.duty_for(house.drafter, found.pk) == found
        assert queries.duty_for(stranger, found.pk) is None


def test_every_list_takes_few_queries(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with on("2026-06-01"):
        lists = [
            queries.duties_for,
            queries.own_duties,
            queries.overdue_for,
            queries.waiting_duties,
            queries.obligations_for,
            queries.units_owing,
            queries.notices_for,
            queries.orphaned,
            lambda actor: queries.silent_obligations(actor, 2026),
            lambda actor: queries.due_between(actor, date(2026, 6, 1), date(2026, 6, 30)),
        ]
        for each in lists:
            actor = house.person(Role.LIAISON)
            assert actor.account.role_set  # a request has asked for the roles before any list
            with django_assert_max_num_queries(3):
                for row in list(each(actor)[:50]):
                    str(row)
                    getattr(row, "unit", row)


def test_filters_and_counts(house: House) -> None:
    with on("2026-06-01"):
        everything = queries.duties_for(house.drafter)

        def keys(**values: object) -> set[str]:
            wanted = queries.DutyFilter(**values)
            return {one.what for one in queries.filtered(house.drafter, everything, wanted)}

        assert keys(states=(State.OVERDUE,)) == {"逾期名单", "2026年第一季度"}
        assert keys(text="新名单") == {"新名单"}
        june = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}
        assert keys(kind=DutyKind.PERIODIC, **june) == {"2026年第二季度"}
        assert keys(unit=house.office_unit.slug) == set()
        assert keys(field="nix") == set()
        owing = queries.owing(house.drafter)
        assert (owing.overdue, owing.due_soon, owing.not_due) == (2, 0, 3)
        assert queries.owing(house.office, own=False).overdue == 3
        worst = queries.units_owing(house.office)[0]
        assert (worst, worst.overdue) == (house.unit, 2)


def test_the_website_list_is_complete_until_something_lives(house: House) -> None:
    with on("2026-06-01"):
        event = queries.own_obligations(house.drafter).get(duties__what="新名单")
        gaps = {gap.item: gap.units for gap in website_gaps(house.office)}
        assert set(gaps) == {row.item for row in queries.obligations_for(house.office)}
        assert gaps[event.item] == (house.unit,)
        published(house, event, date(2026, 5, 29))
        assert event.item not in {gap.item for gap in website_gaps(house.office)}
        found = Duty.objects.get(what="新名单")
        assert found.missing_channels == ["两微一端"]
        lacking = queries.DutyFilter(missing=True)
        everything = queries.duties_for(house.drafter)
        assert list(queries.filtered(house.drafter, everything, lacking)) == [found]
        with pytest.raises(Invalid, match="以发布凭证为准"):
            duty.record_channel(house.drafter, found, "政府网站", today(), note="网站")
        duty.record_channel(
            house.drafter, found, "两微一端", today(), address="https://mp.example/1"
        )
        found.refresh_from_db()
        assert found.missing_channels == []
        report = coverage_for(house.office, 2026)
        proven = {line.name: (line.required, line.proven) for line in report.by_channel}
        assert proven["两微一端"] == (1, 1)


def test_every_website_item_has_a_column_or_a_request_with_status(house: House) -> None:
    with on("2026-06-01"):
        item = queries.obligations_for(house.office)[0].item
        gap = next(gap for gap in column_gaps(house.office) if gap.item == item)
        assert gap.status == "尚未提出"
        request = duty.request_column(house.office, item, "社会救助", "目录有此事项")
        with pytest.raises(NotAllowedNow):
            duty.request_column(house.office, item, "社会救助")
        duty.set_column_status(house.office, request, ColumnStatus.SENT)
        assert [gap.status for gap in column_gaps(house.office) if gap.item == item] == ["已报送"]
        with pytest.raises(Invalid, match="网址"):
            duty.set_column_status(house.office, request, ColumnStatus.OPEN)
        duty.set_column_status(
            house.office, request, ColumnStatus.OPEN, address="https://example.gov.cn/jz"
        )
        assert item not in {gap.item for gap in column_gaps(house.office)}
        duty.link_indicator(house.office, item, "2.1", "重点领域信息公开")
        assert [link.identity for link in queries.indicator_links(house.office)] == [item.identity]


def test_bulk_acts_are_looked_at_before_and_all_or_none(house: House) -> None:
    with on("2026-06-01"):
        waiting = list(queries.waiting_duties(house.office))
        early = date(2026, 6, 20)
        preview = duty.preview_extend(house.office, waiting, early)
        assert not preview.ready
        assert {change.duty.due_on >= early for change in preview.refused} == {True}
        with pytest.raises(Invalid, match="一项也没有改动"):
            duty.extend_all(house.office, waiting, early, "统一延期")
        assert not Duty.objects.filter(extended_to__isnull=False).exists()
        later = date(2026, 12, 1)
        assert duty.preview_extend(house.office, waiting, later).ready
        assert len(duty.extend_all(house.office, waiting, later, "统一延期")) == len(waiting)
        mine = list(queries.own_duties(house.drafter))
        assert duty.preview_assign(house.drafter, mine, house.handler.account).ready
        assert duty.preview_assign(house.drafter, mine, house.office.account).refused
        assert duty.preview_excuse(house.drafter, mine).refused
        duty.excuse_all(house.office, mine, "机构调整")
        assert {one.state for one in queries.own_duties(house.drafter)} == {"excused"}
        with pytest.raises(Invalid, match="请先选择任务"):
            duty.assign_all(house.office, [], None)


def test_nothing_this_year_and_what_stays_silent(house: House) -> None:
    with on("2026-06-01"):
        quiet = owed(house, "信息形成之日起20个工作日内")
        assert quiet in queries.silent_obligations(house.drafter, 2026)
        duty.declare_nothing_this_year(house.drafter, quiet, 2026, "没有发生")
        assert quiet not in queries.silent_obligations(house.drafter, 2026)
        with pytest.raises(NotAllowedNow, match="已经登记过"):
            duty.declare_nothing_this_year(house.drafter, quiet, 2026, "没有发生")
        duty.declare_nothing_for_basis(house.office, house.town, "21-T6", 2026, "没有房屋征收")
        report = coverage_for(house.office, 2026)
        bases = {line.code: line for line in report.by_basis}
        assert len(bases) == 23
        assert (bases["21-T6"].is_gap, bases["21-T5"].is_gap) == (False, True)


def test_villages_stand_in_their_categories() -> None:
    house = House()
    village = factories.make_unit(house.town, kind=UnitKind.VILLAGE)
    with on("2026-06-01"):
        make_item(house, "每季度公开一次", village, level1="村级财务收支", level2="收支")
        made(house)
        report = coverage_for(house.office, 2026)
        line = next(line for line in report.by_village_category if line.name == "村级财务")
        assert (line.tally.owed, line.tally.waiting) == (1, 3)
        assert report.by_stage[0].missing_fields
