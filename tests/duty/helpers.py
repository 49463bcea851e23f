"""What tests of duties stand on: a house with items of any limit, on any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import factories
from gongkai.catalogue.models import Item
from gongkai.duty import actions as duty
from gongkai.duty.models import Cause, Obligation
from gongkai.ledger import clock
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Unit
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release.models import Release
from gongkai.rules.calendar import Holiday, Notice
from gongkai.rules.time_limits import parse
from roads import House

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = Notice(
    year=2027,
    title="国务院办公厅关于2027年部分节假日安排的通知",
    document_number="国办发明电〔2026〕7号",
    issued=date(2026, 11, 20),
    off=(Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),),
    working=(date(2027, 1, 10),),
)


@contextmanager
def on(day: str) -> Iterator[None]:
    """Ten in the morning of a day."""
    moment = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=SHANGHAI)
    with clock.demonstration_moment(moment):
        yield


def make_item(house: House, phrase: str, *units: Unit, **values: object) -> Item:
    """An item in force with this limit, of the house's unit unless others are given."""
    return factories.make_item(
        town=house.town,
        units=units or (house.unit,),
        time_limit_text=phrase,
        time_limit=parse(phrase).as_json(),
        **values,
    )


def made(house: House) -> None:
    """The duties of the house's town as the catalogue asks for them now."""
    duty.make(system_actor(house.town), house.town, Cause.CATALOGUE)


def owed(house: House, phrase: str, **values: object) -> Obligation:
    """What the house's unit owes for a new item with this limit, its duties made."""
    item = make_item(house, phrase, **values)
    made(house)
    return Obligation.objects.get(identity=item.identity, ended_on=None)


def published(house: House, obligation: Obligation, formed_on: date, **values: object) -> Release:
    """A record under the obligation's item, released and seen at its address today."""
    record: Record = house.record(formed_on=formed_on, attachment=False, **values)
    publication.file_under(house.drafter, record, obligation.item)
    released = house.released(record)
    drain()
    return released
