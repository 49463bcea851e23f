"""Units: making, describing, moving and closing them (F02)."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import (
    check_columns,
    check_term_date,
    lock_open,
    plain,
    refresh_site,
)
from gongkai.organisation.models import GroupSeat, Post, SeatKind, Town, Unit, UnitKind
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.numbering import NumberingError, check_credit_code


@dataclass(frozen=True)
class UnitFacts:
    """What a unit says of itself (Art. 20(2): 办公地址, 办公时间, 联系方式).

    credit_code: 统一社会信用代码, checked by its check character, or empty where the unit has
    none of its own. order: its place among its siblings.
    """

    name: str
    kind: UnitKind | str = UnitKind.DEPARTMENT
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""
    order: int = 0


_FIELDS = tuple(UnitFacts.__dataclass_fields__)


@action("organisation.create_unit")
def create_unit(act: Act, parent: Unit, slug: str, facts: UnitFacts) -> Unit:
    """Make a unit under ``parent``.

    slug: part of public addresses, never changed later, unique in the town. Raises Invalid by
    field, NotAllowedNow under a closed unit.
    """
    act.permit(parent)
    _one_at_a_time(parent)
    lock_open(parent)
    if Unit.objects.filter(town_id=parent.town_id, slug=slug).exists():
        raise Invalid({"slug": f"标识“{slug}”已经使用，请换一个。"})
    unit = Unit(town_id=parent.town_id, parent=parent, slug=slug)
    _check_kind(facts.kind)
    fill_unit(unit, facts)
    check_columns(unit, ("slug",))
    unit.save()
    after = {"slug": slug, "parent": parent.name, **plain(unit, _FIELDS)}
    act.record(unit, unit=unit, after=after)
    refresh_site(act)
    return unit


@action("organisation.edit_unit")
def edit_unit(act: Act, unit: Unit, facts: UnitFacts) -> Unit:
    """Change what a unit says of itself; the town's own unit stays one. Raises Invalid."""
    act.permit(unit)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = plain(unit, _FIELDS)
    if unit.kind == UnitKind.TOWN:
        facts = replace(facts, kind=UnitKind.TOWN)
    else:
        _check_kind(facts.kind)
    fill_unit(unit, facts)
    unit.save(update_fields=_FIELDS)
    act.record(unit, unit=unit, before=before, after=plain(unit, _FIELDS))
    refresh_site(act)
    return unit


@action("organisation.move_unit")
def move_unit(act: Act, unit: Unit, parent: Unit, *, why: str = "") -> Unit:
    """Put a unit, with all that is under it, under another unit of the same town.

    Raises Invalid on ``parent`` for another town, the root, or a unit under itself.
    """
    act.permit(unit)
    act.permit(parent)
    _one_at_a_time(unit)
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    if unit.parent is None:
        raise Invalid({"parent": "镇街本级是最上一级，不能调整隶属关系。"})
    lock_open(parent)
    _check_no_circle(unit, parent)
    before = {"parent": unit.parent.name}
    unit.parent = parent
    unit.save(update_fields=["parent"])
    act.record(unit, unit=unit, before=before, after={"parent": parent.name}, why=why)
    refresh_site(act)
    return unit


@action("organisation.close_unit")
def close_unit(act: Act, unit: Unit, closed_on: date, *, why: str) -> Unit:
    """Close a unit: nothing new begins in it, what it published stays.

    Its running posts end with it. Raises NotAllowedNow while people, a liaison, units or the
    leading group's office still depend on it, with what to do first.
    """
    act.permit(unit)
    check_term_date(closed_on, "closed_on")
    unit = lock_open(unit)
    if not why.strip():
        raise Invalid({"why": "请写明撤销的依据或原因。"})
    obstacles = _obstacles(unit)
    if obstacles:
        raise NotAllowedNow(f"{unit.name}还不能撤销：{'；'.join(obstacles)}。")
    ended = _end_posts(unit, closed_on)
    unit.closed_on = closed_on
    unit.save(update_fields=["closed_on"])
    after = {"closed_on": closed_on.isoformat(), "posts_ended": ended}
    act.record(unit, unit=unit, before={"closed_on": None}, after=after, why=why.strip())
    refresh_site(act)
    return unit


def fill_unit(unit: Unit, facts: UnitFacts, kind: UnitKind | None = None) -> None:
    """Put checked facts on a unit without saving it; Invalid by field."""
    for name, value in asdict(facts).items():
        setattr(unit, name, value.strip() if isinstance(value, str) else value)
    if kind is not None:
        unit.kind = kind
    check_columns(unit, _FIELDS)
    _check_unique(unit)


def _check_kind(kind: UnitKind | str) -> None:
    if kind == UnitKind.TOWN:
        raise Invalid({"kind": "一个镇街只有一个本级，请选择其他类别。"})


def _check_unique(unit: Unit) -> None:
    others = Unit.objects.exclude(pk=unit.pk)
    if others.filter(town_id=unit.town_id, name=unit.name).exists():
        raise Invalid({"name": f"已有名为“{unit.name}”的单位，请核对。"})
    if not unit.credit_code:
        return
    try:
        check_credit_code(unit.credit_code)
    except NumberingError as error:
        raise Invalid({"credit_code": f"{error}。"}) from None
    if others.filter(credit_code=unit.credit_code).exists():
        raise Invalid({"credit_code": "这个统一社会信用代码已登记在另一个单位，请核对。"})


def _one_at_a_time(unit: Unit) -> None:
    """Let changes of a town's tree follow each other: two moves at once could close a circle
    that neither sees.
    """
    Town.objects.select_for_update(no_key=True).get(pk=unit.town_id)


def _check_no_circle(unit: Unit, parent: Unit) -> None:
    if parent.town_id != unit.town_id:
        raise Invalid({"parent": "只能调整到本镇街的单位之下。"})
    parents = dict(Unit.objects.filter(town_id=unit.town_id).values_list("id", "parent_id"))
    above: int | None = parent.pk
    while above is not None:
        if above == unit.pk:
            raise Invalid({"parent": f"{unit.name}不能隶属于它自己或它的下级单位。"})
        above = parents[above]


def _obstacles(unit: Unit) -> list[str]:
    """What stands against closing, each with what to do first."""
    open_children = unit.children.filter(closed_on=None).count()
    active_accounts = unit.accounts.filter(is_active=True).count()
    found = [
        (unit.parent_id is None, "它是镇街本级"),
        (open_children, f"还有{open_children}个下级单位，请先调整或撤销"),
        (active_accounts, f"还有{active_accounts}个启用的账号，请先调整单位或停用"),
        (unit.liaisons.filter(valid_to=None).exists(), "还有在任联络员，请先办理交接或离任"),
        (
            GroupSeat.objects.filter(unit=unit, kind=SeatKind.OFFICE_UNIT, valid_to=None).exists(),
            "领导小组办公室设在这里，请先改设",
        ),
    ]
    return [words for stands, words in found if stands]


def _end_posts(unit: Unit, closed_on: date) -> list[str]:
    running = list(Post.objects.filter(unit=unit, valid_to=None))
    late = next((post for post in running if post.valid_from > closed_on), None)
    if late is not None:
        raise Invalid({"closed_on": f"{late}自{late.valid_from}任职，晚于撤销日期。请核对。"})
    Post.objects.filter(pk__in=[post.pk for post in running]).update(valid_to=closed_on)
    return [str(post) for post in running]
