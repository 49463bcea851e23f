"""Duties of a town: one of an event, a note to a unit."""

from datetime import timedelta

from gongkai.duty import actions as duty
from gongkai.duty.models import Notice, Obligation
from gongkai.ledger.clock import today
from roads import House
from town_contents import contents


@contents("duty")
def fill(house: House) -> dict[str, object]:
    duty.make(house.office, house.town)
    obligation = Obligation.objects.filter(unit=house.unit).first()
    assert obligation is not None
    event = duty.record_event(house.drafter, obligation, today() - timedelta(days=1), "示例文件")
    notice = Notice.objects.create(town=house.town, unit=house.unit, words="示例变动")
    urging = duty.urge(house.office, house.unit, [event], "请尽快公开", today() + timedelta(days=5))
    column = duty.request_column(house.office, house.item, "社会救助")
    link = duty.link_indicator(house.office, house.item, "2.1", "重点领域")
    return {
        "duty:urging.number": urging.pk,
        "duty:urging_act.number": urging.pk,
        "step": "reply",
        "number": event.pk,
        "duty:notice.number": notice.pk,
        "duty:column.number": column.pk,
        "duty:indicator_unlink.number": link.pk,
        "obligation": obligation.pk,
        "unit": house.unit.pk,
        "secret": "unknown",
        "verb": "assign",
        "duty:bulk.verb": "assign",
    }
