"""The founding plan as data, and plans from a file."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import factories
from gongkai.campaign.loading import founding_plan, load_plan, read_plan
from gongkai.campaign.models import Plan
from gongkai.campaign.queries import task_lines
from gongkai.campaign.standing import Standing
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor, system_actor
from gongkai.organisation.models import GroupSeat
from gongkai.organisation.refusals import Invalid
from roads import House

pytestmark = pytest.mark.django_db


def test_the_founding_plan_has_its_three_phases_and_every_dated_task(
    house: House, office: Actor, village: object
) -> None:
    GroupSeat.objects.create(
        town=house.town, kind="office_unit", unit=house.office_unit, valid_from=factories.TODAY
    )
    plan = load_plan(system_actor(house.town), founding_plan())
    assert [phase.name for phase in plan.phases.all()] == ["启动阶段", "实施阶段", "总结阶段"]
    dates = {str(task.due_on) for task in plan.tasks.all()}
    assert dates == {"2020-05-31", "2020-06-30", "2020-07-14", "2020-08-31", "2020-12-31"}
    lines = task_lines(office, plan, today())
    assert {line.progress.worst for line in lines} == {Standing.HISTORY}
    guided = plan.tasks.get(due_on="2020-07-14")
    assert [part.unit for part in guided.parts.all()] == [house.office_unit]


def test_the_command_loads_once(house: House, village: object) -> None:
    call_command("plan", "load", "--town", house.town.slug)
    assert Plan.objects.get().state == "running"
    with pytest.raises(CommandError, match="同名"):
        call_command("plan", "load", "--town", house.town.slug)
    with pytest.raises(CommandError, match="没有标识为"):
        call_command("plan", "load", "--town", "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[plan", "TOML"),
        ("[plan]\ntitle='甲'\n", "写错了一栏"),
        ("[plan]\ntitle='甲'\nissued_on='2020'\ngoal='乙'\n", "日期应写作"),
        (
            "[plan]\ntitle='甲'\nissued_on=2026-01-01\ngoal='乙'\n[[task]]\ntitle='丙'\n"
            "due_on=2026-12-01\ndeliverable='丁'\nunits=['nobody']\n",
            "责任单位“nobody”本镇没有",
        ),
    ],
)
def test_a_bad_file_names_what_is_wrong_and_loads_nothing(
    house: House, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Invalid, match=said):
        load_plan(system_actor(house.town), read_plan(file))
    assert not Plan.objects.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="打不开"):
        read_plan(tmp_path / "none.toml")
