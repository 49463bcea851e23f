"""Columns of the district's site for items (F13), and indicators that items prove (F11)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from gongkai.catalogue.models import EditionState, Item
from gongkai.duty import states
from gongkai.duty.actions.common import town_unit
from gongkai.duty.models import ColumnRequest, ColumnStatus, IndicatorLink
from gongkai.ledger import clock
from gongkai.organisation.acting import Act, action
from gongkai.organisation.actor import Actor
from gongkai.organisation.admission import aside
from gongkai.organisation.fitting import check_fits, required
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid, NotAllowedNow

T = TypeVar("T")


@action("duty.request_column")
def request_column(act: Act, item: Item, column: str, why: str = "") -> ColumnRequest:
    """Propose to the district a column for an item that maps to none (F13).

    Where the column exists already, ``set_column_status`` with its address says so. Raises
    Invalid, NotAllowedNow where the item has a column or an open request.
    """
    town = item.edition.town
    unit = town_unit(town)
    act.permit(unit)
    _check_item(item, town)
    name = required(column, "column", "请填写建议的栏目名称。", 120)
    check_fits(ColumnRequest, why=why)
    if ColumnRequest.objects.filter(_of(item, town)).exclude(status=ColumnStatus.REFUSED).exists():
        raise NotAllowedNow(f"“{item}”已经有栏目或者设置需求，请在那一条上办理。")
    made = ColumnRequest.objects.create(
        town=town, identity=item.identity, column=name, why=why.strip()
    )
    act.record(
        made,
        unit=unit,
        after={"item": str(item.identity), "column": name, "status": made.status},
        why=made.why,
        label=f"{item}：{name}",
    )
    return made


def request_columns(
    actor: Actor, items: Sequence[Item], column: str, why: str = ""
) -> list[ColumnRequest]:
    """One column proposed for several items, all or none, one ledger entry for each.

    Raises Invalid with the item that stands against it.
    """
    return _each(actor, items, lambda item: request_column(actor, item, column, why))


def set_columns_status(
    actor: Actor, requests: Sequence[ColumnRequest], status: ColumnStatus
) -> list[ColumnRequest]:
    """Several requests go on to the same status, all or none: those of one letter."""
    with aside(actor), transaction.atomic():
        # All before the first entry: the ledger comes last (``duty.locking``).
        rows = ColumnRequest.objects.filter(pk__in=[request.pk for request in requests])
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        return _each(actor, requests, lambda request: set_column_status(actor, request, status))


def _each(
    actor: Actor, things: Sequence[T], act: Callable[[T], ColumnRequest]
) -> list[ColumnRequest]:
    if not things:
        raise Invalid("请先勾选。")
    done = []
    with aside(actor), transaction.atomic():
        for thing in things:
            try:
                done.append(act(thing))
            except NotAllowedNow as refused:
                raise Invalid(f"没有办理，一项也没有改动。{refused}") from refused
    return done


@action("duty.set_column_status")
def set_column_status(
    act: Act, request: ColumnRequest, status: ColumnStatus, *, address: str = "", reply: str = ""
) -> ColumnRequest:
    """Note how far a request for a column has come.

    An open column (已开通) has its address, a refusal (未采纳) the reply. Raises Invalid by field,
    NotAllowedNow for a step that the table has not.
    """
    unit = town_unit(request.town)
    act.permit(unit)
    request = ColumnRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    states.require_column_step(request.status, status)
    if status == ColumnStatus.OPEN and not address.strip().startswith(("http://", "https://")):
        raise Invalid({"address": "请填写栏目的网址，以 http:// 或 https:// 开头。"})
    if status == ColumnStatus.REFUSED and not reply.strip():
        raise Invalid({"reply": "请写明上级没有采纳的答复。"})
    check_fits(ColumnRequest, address=address, reply=reply)
    before = {"status": request.status, "address": request.address}
    request.status = status
    request.address = address.strip() or request.address
    request.reply = reply.strip() or request.reply
    request.changed_at = clock.now()
    request.save(update_fields=["status", "address", "reply", "changed_at"])
    after = {"status": request.status, "address": request.address, "reply": request.reply}
    act.record(request, unit=unit, before=before, after=after, label=request.column)
    return request


@action("duty.link_indicator")
def link_indicator(act: Act, item: Item, indicator: str, name: str) -> IndicatorLink:
    """Say that an item is evidence for an indicator of the assessment (F11). Raises Invalid."""
    town = item.edition.town
    unit = town_unit(town)
    act.permit(unit)
    _check_item(item, town)
    code = required(indicator, "indicator", "请填写指标代码。", 40)
    words = required(name, "name", "请填写指标名称。", 120)
    same = IndicatorLink.objects.filter(_of(item, town), indicator=code)
    if same.exists():
        raise Invalid({"indicator": f"“{item}”已经对应指标{code}。"})
    made = IndicatorLink.objects.create(
        town=town, identity=item.identity, indicator=code, name=words
    )
    after = {"item": str(item.identity), "indicator": code, "name": words}
    act.record(made, unit=unit, after=after, label=f"{item}：{code}")
    return made


@action("duty.unlink_indicator")
def unlink_indicator(act: Act, link: IndicatorLink) -> None:
    """Take back that an item is evidence for an indicator; the ledger keeps that it was."""
    unit = town_unit(link.town)
    act.permit(unit)
    found = IndicatorLink.objects.select_for_update().filter(pk=link.pk).first()
    if found is None:
        raise NotAllowedNow("这个对应关系已经取消了。")
    before = {"item": str(found.identity), "indicator": found.indicator, "name": found.name}
    act.record(found, unit=unit, before=before)
    found.delete()


def _of(item: Item, town: Town) -> Q:
    return Q(town=town, identity=item.identity)


def _check_item(item: Item, town: Town) -> None:
    if item.edition.town_id != town.pk or item.edition.state != EditionState.IN_FORCE:
        raise Invalid({"item": "请选择施行中的目录里的公开事项。"})
