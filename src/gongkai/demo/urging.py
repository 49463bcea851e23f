"""督办 in the demonstration town: heads of units, and urgings in every stage; all of it 示例."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from gongkai.demo.living import SHANGHAI, Event, LivingTown
from gongkai.duty import actions
from gongkai.duty.models import Cause, Duty, DutyKind, Obligation, Urging
from gongkai.ledger.clock import today
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Unit
from gongkai.publication.models import Version
from gongkai.reminding.actions import appoint_head

HEADS = {"agriculture": "nongyefz", "culture-health": "xuanjiaofz", "social-affairs": "shiwufz"}
"""Unit → the account that the Office names as its head."""
COUNTS = {"agriculture": 3, "culture-health": 2, "emergency": 1, "social-affairs": 2}
"""Unit → how many things it is urged about."""


def events() -> list[Event]:
    """The acts with their moments, for ``demo.loading``.

    One urging is accepted, one answered, one unanswered and taken up to 主管领导, one just sent.
    """
    return [
        _on(date(2026, 9, 14), 8, _begin),
        _on(date(2026, 9, 14), 9, _formed),
        _on(date(2026, 10, 27), 9, _urge("emergency", date(2026, 11, 3))),
        _on(date(2026, 10, 30), 15, _reply("emergency", "已核对，材料报审查人员，本周内公开。")),
        _on(date(2026, 11, 2), 9, _accept),
        _on(date(2026, 11, 9), 9, _urge("culture-health", date(2026, 11, 13))),
        _on(date(2026, 11, 16), 8, _look),
        _on(date(2026, 11, 17), 8, _look),
        _on(date(2026, 11, 16), 10, _urge("social-affairs", date(2026, 11, 24))),
        _on(
            date(2026, 11, 19),
            16,
            _reply("social-affairs", "第一项正在送审；第二项等区民政局的数据，预计月底前公开。"),
        ),
        _on(date(2026, 11, 20), 9, _urge("agriculture", date(2026, 11, 27))),
    ]


def _on(day: date, hour: int, act: Callable[[Any], object]) -> Event:
    return (datetime.combine(day, time(hour, 30), tzinfo=SHANGHAI), 9, act)


def _begin(town: LivingTown) -> None:
    """The duties of the catalogue in force, and who of some units is told as its head."""
    actions.make(system_actor(town.town), town.town, Cause.CATALOGUE)
    for unit, name in HEADS.items():
        appoint_head(town.actors["office"], town.units[unit], town.actors[name].account)


def _formed(town: LivingTown) -> None:
    """What each unit recorded as formed and then did not publish."""
    for key, count in COUNTS.items():
        for obligation in _unwritten(town.units[key])[:count]:
            what = f"{obligation.item.level2}（示例）"[:60]
            actions.record_event(town.drafters[key], obligation, today(), what)


def _unwritten(unit: Unit) -> list[Obligation]:
    """What the unit owes by events, and under which it has written nothing."""
    written = Version.objects.filter(record__unit=unit, item__isnull=False).values("item")
    owed = Obligation.objects.filter(unit=unit, kind=DutyKind.EVENT, ended_on=None)
    return list(owed.exclude(item__in=written).select_related("item", "town").order_by("pk"))


def _urge(unit: str, reply_by: date) -> Callable[[LivingTown], None]:
    def run(town: LivingTown) -> None:
        duties = _unpublished(town.units[unit])
        words = "下列事项已过公开时限，请核对原因，尽快公开；暂时不能公开的，请写明理由和时间。"
        actions.urge(town.actors["office"], town.units[unit], duties, words, reply_by)

    return run


def _unpublished(unit: Unit) -> list[Duty]:
    """What the unit recorded as formed and is overdue, not what else it has published."""
    late = Duty.objects.filter(obligation__in=_unwritten(unit), due_on__lt=today(), running=True)
    return list(late.select_related("item", "town").order_by("due_on", "pk"))


def _urging(town: LivingTown, unit: str) -> Urging:
    return Urging.objects.get(unit=town.units[unit])


def _reply(unit: str, words: str) -> Callable[[LivingTown], object]:
    return lambda town: actions.reply_urging(town.drafters[unit], _urging(town, unit), words)


def _accept(town: LivingTown) -> None:
    actions.accept_urging(town.actors["office"], _urging(town, "emergency"), "按答复的时间公开")


def _look(town: LivingTown) -> None:
    """The daily look at what nobody has answered."""
    actions.escalate_urging(system_actor(town.town), _urging(town, "culture-health"))
