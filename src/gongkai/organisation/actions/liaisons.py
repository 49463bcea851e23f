"""The liaison (联络员) of each unit, one at a time, with hand-over (F35)."""

from datetime import date

from django.db.models import Max

from gongkai.organisation.acting import Act, action
from gongkai.organisation.actions.common import (
    check_term_date,
    last_day_before,
    lock_open,
    plain,
)
from gongkai.organisation.models import Account, Liaison, Unit
from gongkai.organisation.refusals import Invalid, NotAllowedNow

_FIELDS = ("account_id", "valid_from")


@action("organisation.appoint_liaison")
def appoint_liaison(act: Act, unit: Unit, account: Account, valid_from: date) -> Liaison:
    """Name the liaison of a unit that has none.

    Raises Invalid on ``account`` unless it is an active account of the unit, on ``valid_from``
    for a day within a former term, and NotAllowedNow where somebody is liaison already.
    """
    act.permit(unit)
    lock_open(unit)
    _check_account(unit, account)
    check_term_date(valid_from, "valid_from")
    active = _active(unit)
    if active is not None:
        raise NotAllowedNow(f"{unit.name}的联络员现为{active.account.name}，请办理交接。")
    last = unit.liaisons.aggregate(last=Max("valid_to"))["last"]
    if last is not None and valid_from <= last:
        raise Invalid({"valid_from": f"上一任联络员到{last}为止，日期应晚于这一天。"})
    liaison = Liaison.objects.create(unit=unit, account=account, valid_from=valid_from)
    after = {**plain(liaison, _FIELDS), "name": account.name}
    act.record(liaison, unit=unit, after=after, label=f"{unit.name}联络员{account.name}")
    return liaison


@action("organisation.hand_over_liaison")
def hand_over_liaison(
    act: Act, unit: Unit, account: Account, valid_from: date, *, note: str
) -> Liaison:
    """End the present liaison's term the day before ``valid_from`` and begin the next one's.

    note: what was handed over, kept with the former term. Raises Invalid by field,
    NotAllowedNow where there is nobody to hand over.
    """
    act.permit(unit)
    lock_open(unit)
    _check_account(unit, account)
    check_term_date(valid_from, "valid_from")
    former = _active(unit)
    if former is None:
        raise NotAllowedNow(f"{unit.name}现在没有联络员，请直接指定。")
    if former.account_id == account.pk:
        raise Invalid({"account": f"{account.name}已经是{unit.name}的联络员。"})
    if not note.strip():
        raise Invalid({"note": "请写明交接了哪些事项，如在办信息、账号和材料。"})
    former.valid_to = last_day_before(valid_from, former.valid_from, former.account.name)
    former.handover_note = note.strip()
    former.save(update_fields=["valid_to", "handover_note"])
    liaison = Liaison.objects.create(unit=unit, account=account, valid_from=valid_from)
    act.record(
        liaison,
        unit=unit,
        before={**plain(former, (*_FIELDS, "valid_to")), "name": former.account.name},
        after={**plain(liaison, _FIELDS), "name": account.name},
        why=note.strip(),
        label=f"{unit.name}联络员{account.name}",
    )
    return liaison


def _active(unit: Unit) -> Liaison | None:
    return unit.liaisons.select_related("account").filter(valid_to=None).first()


def _check_account(unit: Unit, account: Account) -> None:
    if account.unit_id != unit.pk:
        raise Invalid({"account": f"{account.name}不是{unit.name}的人员，请选择本单位的账号。"})
    if not Account.objects.select_for_update().get(pk=account.pk).is_active:
        raise Invalid({"account": f"{account.name}的账号已停用，请选择启用的账号。"})
