"""What a town sets, who heads its Office, and what it decides about repeated demand."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from gongkai.foi.models import Demand, FoiSettings
from gongkai.foi.queries import demand_of
from gongkai.foi.setting import forget_settings
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits, fitting_problems
from gongkai.organisation.models import Account, Role, Town, Unit
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.periods import check_chosen

_POSTCODE = re.compile("[0-9]{6}")


@dataclass(frozen=True)
class TownFacts:
    """The settings of a town; ``periods`` by code for those that the law leaves open."""

    letter_prefix: str = ""
    reconsideration: str = ""
    reconsideration_address: str = ""
    online: str = ""
    court: str = ""
    court_address: str = ""
    payment: str = ""
    postcode: str = ""
    periods: Mapping[str, int] = field(default_factory=dict)
    pause_dispatch_day: bool = False
    pause_answer_day: bool = True
    retention_years: int = 30
    demand_threshold: int = 3


@action("foi.set_settings")
def set_settings(act: Act, unit: Unit, facts: TownFacts) -> FoiSettings:
    """Set a town's bodies of remedy and what the law leaves open; ``unit`` is its Office.

    Clocks that run keep the numbers with which they began. Raises Invalid by field.
    """
    act.permit(unit)
    errors = dict(check_chosen(facts.periods))
    if not 10 <= facts.retention_years <= 100:
        errors["retention_years"] = "保管年限应在10至100年之间。"
    if not 2 <= facts.demand_threshold <= 100:
        errors["demand_threshold"] = "集中需求的件数应在2至100之间。"
    if facts.postcode.strip() and not _POSTCODE.fullmatch(facts.postcode.strip()):
        errors["postcode"] = "邮政编码是六位数字。"
    texts = {name: text for name, text in asdict(facts).items() if isinstance(text, str)}
    if errors := fitting_problems(FoiSettings, **texts) | errors:
        raise Invalid(errors)
    town = Town.objects.select_for_update(no_key=True).get(pk=unit.town_id)
    row, _ = FoiSettings.objects.get_or_create(town=town)
    values = {**asdict(facts), "periods": dict(facts.periods)}
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.unit = unit
    row.save()
    forget_settings(unit.town)
    changed = {name for name in values if getattr(row, name) != before[name]}
    act.record(
        row,
        unit=unit,
        before={name: before[name] for name in sorted(changed)},
        after={name: getattr(row, name) for name in sorted(changed)},
        label="依申请公开设置",
    )
    return row


@action("foi.name_head")
def name_head(act: Act, unit: Unit, head: Account) -> FoiSettings:
    """Name the head of the Office (政府信息公开工作机构负责人), who approves extensions.

    An active account of the town with the Office's role.
    """
    act.permit(unit)
    fits = head.is_active and head.unit.town_id == unit.town_id
    if not fits or Role.OFFICE not in head.role_set:
        raise Invalid({"head": "请选择党政办公室的在用账号。"})
    town = Town.objects.select_for_update(no_key=True).get(pk=unit.town_id)
    row, _ = FoiSettings.objects.get_or_create(town=town)
    before = row.head.name if row.head else None
    row.head = head
    row.save(update_fields=["head"])
    forget_settings(unit.town)
    act.record(
        row, unit=unit, before={"head": before}, after={"head": head.name}, label="工作机构负责人"
    )
    return row


@action("foi.decide_demand")
def decide_demand(act: Act, unit: Unit, topic: str, proposes: bool, reason: str) -> Demand:
    """Say what the Office makes of a topic that is asked for again and again (Art. 44)."""
    act.permit(unit)
    if not reason.strip():
        raise Invalid({"reason": "请写明理由，如建议列入哪个领域、由谁公开，或者为什么不列入。"})
    check_fits(Demand, reason=reason)
    count = demand_of(unit.town, topic)
    if not count:
        raise Invalid({"topic": "没有这个归类的申请。"})
    decided = Demand.objects.create(
        town=unit.town,
        topic=topic,
        count=count,
        proposes=proposes,
        reason=reason.strip(),
        by=act.account,
        at=now(),
    )
    act.record(
        decided,
        unit=unit,
        after={"topic": topic, "count": count, "proposes": proposes},
        why=reason.strip(),
    )
    return decided
