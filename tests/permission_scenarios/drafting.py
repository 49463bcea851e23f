"""Scenarios of drafting: matters and imported documents."""

from gongkai.organisation.actor import Actor
from gongkai.publication import actions as publication
from gongkai.publication.drafting import FileToAdd
from gongkai.publication.models import Record
from permission_scenarios.spine import RECORD_STATES, record_in
from permission_scenarios.world import Act, World, scenario


@scenario("publication.create_matter")
def create_matter(world: World) -> Act:
    return lambda actor: publication.create_matter(actor, world.home, "示例道路整修")


@scenario("publication.import_document")
def import_for_a_new_record(world: World) -> Act:
    return _importing(world, None)


@scenario("publication.import_document", *RECORD_STATES)
def import_for_a_record(world: World, state: str) -> Act:
    return _importing(world, record_in(world, state))


def _importing(world: World, record: Record | None) -> Act:
    source = FileToAdd("说明.txt", "示例文字".encode())

    def act(actor: Actor) -> object:
        return publication.import_document(
            actor, world.home, record, source, fields={}, lock_seen=0
        )

    return act


@scenario("publication.recognise", *RECORD_STATES)
def recognise(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.recognise(actor, record, "附件1.pdf")
