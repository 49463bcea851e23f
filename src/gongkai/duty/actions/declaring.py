"""Saying that there is nothing: this period, this year, or for a legal basis (handbook 1.7)."""

from gongkai.duty import states
from gongkai.duty.actions.common import dates, identity_of, locked, locked_obligation, reason
from gongkai.duty.actions.common import town_unit as unit_of_town
from gongkai.duty.engine.settling import is_running
from gongkai.duty.models import Duty, NothingThisYear, Obligation
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.legal_basis import PROACTIVE
from gongkai.rules.tables import UnknownCodeError


@action("duty.declare_nothing")
def declare_nothing(act: Act, duty: Duty, why: str) -> Duty:
    """Say that there is nothing to publish in this period, and why (本期无此信息).

    Raises Invalid without a reason, NotAllowedNow for other duties than periodic ones, or when it
    is settled already.
    """
    act.permit(duty.unit)
    duty = locked(duty)
    states.require(duty, "declare_nothing")
    duty.nothing_why = reason(why, "why", "请写明为什么本期没有此信息。")
    duty.nothing_by, duty.nothing_at = act.account, clock.now()
    duty.running = is_running(duty)
    duty.save(update_fields=["nothing_why", "nothing_by", "nothing_at", "running"])
    after = {**identity_of(duty), **dates(duty), "nothing": True}
    act.record(duty, unit=duty.unit, before={"nothing": False}, after=after, why=duty.nothing_why)
    return duty


@action("duty.declare_nothing_this_year")
def declare_nothing_this_year(
    act: Act, obligation: Obligation, year: int, why: str
) -> NothingThisYear:
    """Say that a unit has nothing under an item in a year (本年度无此信息).

    For items that hang on events, of which none came. Raises Invalid, NotAllowedNow where
    something was published or recorded in that year.
    """
    act.permit(obligation.unit)
    obligation = locked_obligation(obligation)
    _check_year(year)
    why = reason(why, "why", "请写明为什么本年度没有此信息。")
    if obligation.answers.filter(released_on__year=year, stands=True).exists():
        raise NotAllowedNow(f"{year}年已经公开过此事项的信息，不需要登记。")
    if obligation.duties.filter(formed_on__year=year, ended_on=None).exists():
        raise NotAllowedNow(f"{year}年已经登记形成了此事项的信息，请公开，或者请党政办公室免除。")
    if NothingThisYear.objects.filter(obligation=obligation, year=year).exists():
        raise NotAllowedNow(f"{year}年已经登记过，不需要再登记。")
    made = NothingThisYear.objects.create(
        town=obligation.town, obligation=obligation, year=year, why=why, by=act.account
    )
    after = {"year": year, "item": str(obligation.identity), "unit": obligation.unit.slug}
    act.record(made, unit=obligation.unit, after=after, why=why, label=f"{obligation}（{year}年）")
    return made


@action("duty.declare_nothing_for_basis")
def declare_nothing_for_basis(
    act: Act, town: Town, code: str, year: int, why: str
) -> NothingThisYear:
    """Say that the town has nothing under a code of Art. 20 or 21 in a year.

    Raises Invalid for an unknown code, a year that cannot be meant, or without a reason.
    """
    unit = unit_of_town(town)
    act.permit(unit)
    _check_year(year)
    why = reason(why, "why", "请写明为什么本年度没有此类信息。")
    try:
        basis = PROACTIVE.get(code, clock.today())
    except UnknownCodeError:
        raise Invalid({"code": "请选择条例第二十条、第二十一条里的一项。"}) from None
    if NothingThisYear.objects.filter(town=town, basis=code, year=year).exists():
        raise NotAllowedNow(f"“{basis.name}”{year}年已经登记过，不需要再登记。")
    made = NothingThisYear.objects.create(town=town, basis=code, year=year, why=why, by=act.account)
    act.record(
        made,
        unit=unit,
        after={"year": year, "basis": code},
        why=why,
        label=f"{basis.name}（{year}年）",
    )
    return made


def _check_year(year: int) -> None:
    today = clock.today()
    if not today.year - 5 <= year <= today.year:
        raise Invalid({"year": f"年度应在{today.year - 5}至{today.year}之间，请核对。"})
