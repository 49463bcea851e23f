"""Putting an edition in force in place of the former one."""

from datetime import date, timedelta

from gongkai.catalogue import states
from gongkai.catalogue.actions.common import permitted, refresh_portal
from gongkai.catalogue.identity import continue_former, former_items
from gongkai.catalogue.models import Edition, EditionState, ImportState, Item, Standing
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Unit
from gongkai.organisation.refusals import Conflict, Invalid


@action("catalogue.put_in_force")
def put_in_force(act: Act, edition: Edition, effective_from: date, *, to_check: int = 0) -> Edition:
    """Put a draft in force from ``effective_from`` and end the former edition the day before.

    to_check: how many rows 待核对 the Office knowingly puts in force; must be exactly as many
    as there are. Items that continue an item of an earlier edition keep its identity. Raises
    Invalid for a date that is in the future or not after the former edition's, for an empty
    edition and for rows 待核对 that were not accepted; NotAllowedNow for an edition that is no
    draft; Conflict where the number of rows changed meanwhile.
    """
    edition, unit = permitted(act, edition)
    states.require(edition, "put_in_force")
    former = _former(edition)
    _check_date(effective_from, former)
    items = list(edition.items.select_related("field"))
    _check_rows(edition, items, to_check)
    kept = continue_former(items, former_items(edition.town_id))
    Item.objects.bulk_update(kept, ["identity", "legal_bases"])
    if former is not None:
        _supersede(act, former, effective_from - timedelta(days=1), unit)
    edition.state, edition.effective_from = EditionState.IN_FORCE, effective_from
    edition.save(update_fields=["state", "effective_from"])
    act.record(
        edition,
        unit=unit,
        before={"state": EditionState.DRAFT.value},
        after={
            "state": edition.state.value,
            "effective_from": effective_from.isoformat(),
            "items": len(items),
            "to_check": to_check,
            "continued": len(kept),
            "supersedes": former.number if former else None,
        },
    )
    refresh_portal(act, edition.town)
    return edition


def _former(edition: Edition) -> Edition | None:
    in_force = Edition.objects.select_for_update().filter(
        town_id=edition.town_id, state=EditionState.IN_FORCE
    )
    return in_force.first()


def _check_date(effective_from: date, former: Edition | None) -> None:
    if effective_from > clock.today():
        raise Invalid({"effective_from": "施行日期不能晚于今天。请在施行当天办理。"})
    if former and former.effective_from and effective_from <= former.effective_from:
        raise Invalid(
            {
                "effective_from": f"施行日期须晚于现行目录《{former.name}》的施行日期"
                f"{former.effective_from.isoformat()}。"
            }
        )


def _check_rows(edition: Edition, items: list[Item], to_check: int) -> None:
    if not items:
        raise Invalid(f"目录《{edition.name}》里还没有公开事项，不能施行。请先导入或录入。")
    if edition.imports.filter(state=ImportState.OPEN).exists():
        raise Invalid("还有上传的目录文件没有处理完。请先导入或放弃这些文件。")
    unchecked = sum(item.standing == Standing.TO_CHECK for item in items)
    if unchecked and not to_check:
        raise Invalid(
            {
                "to_check": f"还有{unchecked}项待核对。请先核对，"
                f"或者勾选“连同{unchecked}项待核对一并施行”。"
            }
        )
    if unchecked != to_check:
        raise Conflict(f"待核对的事项现在是{unchecked}项，不是{to_check}项。请重新确认后再施行。")


def _supersede(act: Act, former: Edition, last_day: date, unit: Unit) -> None:
    former.state, former.effective_to = EditionState.SUPERSEDED, last_day
    former.save(update_fields=["state", "effective_to"])
    act.record(
        former,
        unit=unit,
        before={"state": EditionState.IN_FORCE.value},
        after={"state": former.state.value, "effective_to": last_day.isoformat()},
    )
