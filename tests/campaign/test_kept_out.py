"""A plan's work stays within its town: units of another are refused wherever one is named."""

import pytest

import factories
from campaign import things
from gongkai.campaign import actions
from gongkai.campaign.models import Part, Report, Training
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Invalid, NotPermitted, Refused

pytestmark = pytest.mark.django_db


def test_units_of_another_town_are_refused(office: Actor, unit: Unit) -> None:
    foreign = factories.make_unit()
    plan = things.running_plan(office, unit)
    task = things.only_task(plan)
    held = things.training(office, unit)
    wrong = things.task_facts(title="另一项", units=(unit, foreign), phase="实施阶段")
    for act in (
        lambda: actions.draft_plan(office, things.plan_facts((foreign,), title="另一份")),
        lambda: actions.edit_task(office, task, wrong, why="补充"),
        lambda: things.call(office, unit, foreign),
        lambda: things.training(office, unit, foreign, title="另一场"),
        lambda: actions.register_attendance(office, held, [], [(foreign, "外人")]),
        lambda: actions.open_check(office, foreign, today(), "甲、乙"),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert list(Part.objects.values_list("unit", flat=True)) == [unit.pk]
    assert not Report.objects.exists()
    assert Training.objects.get().attendees.count() == 1
    assert task.parts.count() == 1


def test_closed_units_get_no_new_work(office: Actor, unit: Unit) -> None:
    gone = factories.make_unit(unit.town, closed_on=today())
    for act in (
        lambda: actions.draft_plan(office, things.plan_facts((gone,))),
        lambda: things.call(office, unit, gone),
        lambda: things.training(office, unit, gone),
        lambda: actions.open_check(office, gone, today(), "甲、乙"),
    ):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Invalid, match="至少选择一个单位"):
        things.call(office)


def test_a_task_of_another_towns_plan_is_refused(office: Actor, unit: Unit) -> None:
    house = things.House()
    task = things.only_task(things.running_plan(house.office, house.unit))
    for act in (
        lambda: actions.open_check(office, unit, today(), "甲、乙", task),
        lambda: actions.plan_training(office, unit, things.training_facts(), [unit], task),
        lambda: actions.call_reports(office, "报告", "2026年", today(), [unit], task=task),
    ):
        with pytest.raises(Invalid, match="本镇方案"):
            act()
