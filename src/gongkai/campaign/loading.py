"""A plan from a data file (TOML), with the units that its words stand for."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from gongkai.campaign.actions import draft_plan, start_plan
from gongkai.campaign.facts import PhaseFacts, PlanFacts, TaskFacts
from gongkai.campaign.models import Plan
from gongkai.campaign.queries import office_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Town, Unit
from gongkai.organisation.refusals import Invalid
from gongkai.organisation.scope import SELF_GOVERNING
from gongkai.publication.models import Record

FOUNDING_PLAN = "data/founding_plan.toml"
"""The founding plan with its three phases and every dated task (founding plan 一, 四)."""


def founding_plan() -> dict[str, Any]:
    """The founding plan as data."""
    text = files("gongkai.campaign").joinpath(FOUNDING_PLAN).read_text("utf-8")
    return tomllib.loads(text)


def read_plan(path: Path) -> dict[str, Any]:
    """A plan from a file of one's own. Raises Invalid in words for the person."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise Invalid(f"打不开{path}：{fault}") from None
    except tomllib.TOMLDecodeError as fault:
        raise Invalid(f"{path}不是有效的 TOML 文件：{fault}") from None


def load_plan(actor: Actor, data: dict[str, Any], record: Record | None = None) -> Plan:
    """Draft and start a plan from its data; all of it or nothing.

    Raises Invalid naming the task whose units, dates or words cannot be used.
    """
    assert actor.town is not None  # noqa: S101
    groups = unit_groups(actor.town)
    try:
        facts = _facts(data, groups, record)
    except (KeyError, TypeError, AttributeError) as fault:
        raise Invalid(f"方案文件缺少或者写错了一栏：{fault}") from None
    return start_plan(actor, draft_plan(actor, facts))


def unit_groups(town: Town) -> dict[str, tuple[Unit, ...]]:
    """What the words of a file stand for: each open unit by its slug, and groups of them.

    ``@office``: where the leading group's office is; ``@departments``: every department, centre
    and institution; ``@villages``: every village and community; ``@all``: both.
    """
    units = list(Unit.objects.filter(town=town, closed_on=None).order_by("order", "id"))
    below = [unit for unit in units if unit.parent_id is not None]
    villages = tuple(unit for unit in below if unit.kind in SELF_GOVERNING)
    departments = tuple(unit for unit in below if unit.kind not in SELF_GOVERNING)
    office = office_of(town)
    root = next(unit for unit in units if unit.parent_id is None)
    named = {unit.slug: (unit,) for unit in units}
    return {
        **named,
        "@office": (office or root,),
        "@departments": departments,
        "@villages": villages,
        "@all": (*departments, *villages),
    }


def _facts(
    data: dict[str, Any], groups: dict[str, tuple[Unit, ...]], record: Record | None
) -> PlanFacts:
    plan = data["plan"]
    return PlanFacts(
        title=plan["title"],
        issued_on=_day(plan["issued_on"], "issued_on"),
        goal=plan["goal"],
        document_number=plan.get("document_number", ""),
        source=plan.get("source", ""),
        record=record,
        phases=tuple(
            PhaseFacts(
                name=phase["name"],
                ends_on=_day(phase["ends_on"], phase["name"]),
                begins_on=phase.get("begins_on"),
                goal=phase.get("goal", ""),
            )
            for phase in data.get("phase", ())
        ),
        tasks=tuple(_task(task, groups) for task in data.get("task", ())),
    )


def _task(task: dict[str, Any], groups: dict[str, tuple[Unit, ...]]) -> TaskFacts:
    title = task["title"]
    unknown = [name for name in task["units"] if name not in groups]
    if unknown:
        raise Invalid({"units": f"任务“{title}”的责任单位“{'、'.join(unknown)}”本镇没有。"})
    units = [unit for name in task["units"] for unit in groups[name]]
    return TaskFacts(
        title=title,
        due_on=_day(task["due_on"], title),
        deliverable=task["deliverable"],
        units=tuple(units),
        begins_on=task.get("begins_on"),
        phase=task.get("phase", ""),
        clause=task.get("clause", ""),
    )


def _day(value: object, where: str) -> date:
    if not isinstance(value, date):
        raise Invalid({"tasks": f"“{where}”的日期应写作 2020-05-31 的样子，现为：{value}"})
    return value
