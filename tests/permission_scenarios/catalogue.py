"""Scenarios of the catalogue, upon editions in every state."""

from datetime import date, timedelta

import factories
from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.importing.decisions import Decisions
from gongkai.catalogue.models import CatalogueImport, Edition, EditionState, Item, Standing
from gongkai.catalogue.values import ItemValues
from gongkai.ledger.clock import today
from permission_scenarios.world import Act, World, scenario

EDITION_STATES = ("草稿", "施行", "已被替代")
FILE = (
    "领域,一级事项,二级事项,公开内容(要素),公开依据,公开时限,公开主体,公开渠道和载体\n"
    "示例新,示例一级,示例二级,文件名称,条例,20个工作日内,镇政府,■政府网站\n"
).encode()
_STATES = dict(zip(EDITION_STATES, EditionState, strict=True))


def edition_in(world: World, state: str) -> Edition:
    """An edition of the town in a state, with one item."""
    if state == "施行":
        return world.house.item.edition
    edition = factories.make_edition(world.town, state=_STATES[state], **_dates(state))
    factories.make_item(edition)
    return edition


def _dates(state: str) -> dict[str, date]:
    superseded = {"effective_from": date(2025, 1, 1), "effective_to": date(2025, 12, 31)}
    return superseded if state == "已被替代" else {}


def item_in(world: World, state: str) -> Item:
    """An item of an edition in a state."""
    return edition_in(world, state).items.select_related("field", "edition").get()


def values(item: Item) -> ItemValues:
    """Values that can be put into ``item``."""
    return ItemValues(field=item.field, level1="新的一级事项", level2="新的二级事项")


@scenario("catalogue.start_edition")
def start_edition(world: World) -> Act:
    return lambda actor: catalogue.start_edition(actor, world.town, "新目录")


@scenario("catalogue.discard_edition", *EDITION_STATES)
def discard_edition(world: World, state: str) -> Act:
    edition = edition_in(world, state)
    return lambda actor: catalogue.discard_edition(actor, edition)


@scenario("catalogue.put_in_force", *EDITION_STATES)
def put_in_force(world: World, state: str) -> Act:
    edition = edition_in(world, state)
    return lambda actor: catalogue.put_in_force(actor, edition, today())


@scenario("catalogue.schedule_review", *EDITION_STATES)
def schedule_review(world: World, state: str) -> Act:
    edition, day = edition_in(world, state), today() + timedelta(days=30)
    return lambda actor: catalogue.schedule_review(actor, edition, day)


@scenario("catalogue.load_national", "空白草稿", *EDITION_STATES)
def load_national(world: World, state: str) -> Act:
    if state == "空白草稿":
        edition = factories.make_edition(world.town, state=EditionState.DRAFT)
    else:
        edition = edition_in(world, state)
    return lambda actor: catalogue.load_national(actor, edition)


@scenario("catalogue.rename_field", everywhere=True)
def rename_field(world: World) -> Act:
    field = factories.make_field()
    day = date(2026, 1, 1)
    return lambda actor: catalogue.rename_field(actor, field, "乡村振兴示例", day, "通知")


@scenario("catalogue.add_item", *EDITION_STATES)
def add_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.add_item(actor, item.edition, values(item))


@scenario("catalogue.edit_item", *EDITION_STATES)
def edit_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.edit_item(actor, item, values(item), "核对")


@scenario("catalogue.remove_item", *EDITION_STATES)
def remove_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.remove_item(actor, item)


@scenario("catalogue.confirm_item", *EDITION_STATES)
def confirm_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    Item.objects.filter(pk=item.pk).update(standing=Standing.TO_CHECK)
    return lambda actor: catalogue.confirm_item(actor, [item])


@scenario("catalogue.doubt_item", *EDITION_STATES)
def doubt_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.doubt_item(actor, item, "时限不符")


@scenario("catalogue.match_item", *EDITION_STATES)
def match_item(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.match_item(actor, item, None)


@scenario("catalogue.assign_units", *EDITION_STATES)
def assign_units(world: World, state: str) -> Act:
    item = item_in(world, state)
    return lambda actor: catalogue.assign_units(actor, item, [world.home])


@scenario("catalogue.upload", *EDITION_STATES)
def upload(world: World, state: str) -> Act:
    edition = edition_in(world, state)
    return lambda actor: catalogue.upload_file(actor, edition, "目录.csv", FILE)


@scenario("catalogue.import", *EDITION_STATES)
def import_reading(world: World, state: str) -> Act:
    edition = edition_in(world, state)
    reading = catalogue.read_file("目录.csv", FILE)
    decisions = Decisions(fields={"示例新": "new"})
    return lambda actor: catalogue.import_reading(
        actor, edition, reading, decisions, name="目录.csv"
    )


@scenario("catalogue.decide_import", *EDITION_STATES)
def decide_import(world: World, state: str) -> Act:
    kept = _import(world, state)
    return lambda actor: catalogue.decide_import(actor, kept, Decisions())


@scenario("catalogue.discard_import", *EDITION_STATES)
def discard_import(world: World, state: str) -> Act:
    kept = _import(world, state)
    return lambda actor: catalogue.discard_import(actor, kept)


def _import(world: World, state: str) -> CatalogueImport:
    return CatalogueImport.objects.create(
        edition=edition_in(world, state),
        name="目录.csv",
        content=b"x",
        size=1,
        digest="sha256:" + "0" * 64,
        reading={"rows": [], "problems": []},
        uploaded_by=world.person(),
    )
