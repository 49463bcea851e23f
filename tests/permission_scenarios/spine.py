"""Scenarios of drafting, review and release, upon records and sheets in every state."""

from collections.abc import Callable

from gongkai.organisation.actor import Actor
from gongkai.organisation.reauthentication import Proof
from gongkai.publication import actions as publication
from gongkai.publication.models import Record
from gongkai.release import actions as release
from gongkai.release.models import Release
from gongkai.review import actions as review
from gongkai.review.models import ReviewRow, ReviewSheet, SecrecyFinding
from permission_scenarios.world import Act, World, scenario
from roads import PDF, draft, proof_of

RECORD_STATES = ("草稿", "审查中", "审查通过", "已公开", "更正中", "已撤下")
SHEET_STATES = ("空表", "已登记", "意见已填", "承办人已签", "审查人员已签", "已签", "作废")


def record_in(world: World, state: str) -> Record:
    """A record of the home unit in a state."""
    house = world.house
    record = house.record()
    if state == "审查中":
        house.registered(record)
    elif state == "审查通过":
        house.approved(record)
    elif state != "草稿":
        house.released(record)
    if state == "更正中":
        publication.edit(house.drafter, record, draft(title="更正"))
    if state == "已撤下":
        release.withdraw(house.office, record, "incorrect")
    record.refresh_from_db()
    return record


def sheet_in(world: World, state: str) -> ReviewSheet:
    """A sheet of the home unit in a state; with one row, unless it is empty."""
    house = world.house
    if state == "空表":
        return review.open_sheet(house.handler, world.home)
    row = house.registered(house.record())
    if state == "作废":
        review.void_sheet(house.office, row.sheet, "登记有误")
    elif state != "已登记":
        house.ticked(row)
    if state in ("承办人已签", "审查人员已签"):
        review.sign_handler(house.handler, row.sheet, proof_of(house.handler))
    if state == "审查人员已签":
        review.sign_reviewer(house.reviewer, row.sheet, proof_of(house.reviewer))
    if state == "已签":
        house.signed(row.sheet)
    return ReviewSheet.objects.get(pk=row.sheet_id)


def row_in(world: World, state: str) -> ReviewRow:
    """A row of a sheet in a state."""
    return sheet_in(world, state).rows.select_related("version__record", "sheet").get()


@scenario("publication.create")
def create(world: World) -> Act:
    return lambda actor: publication.create(actor, world.home, draft(), world.house.item)


@scenario("publication.edit", *RECORD_STATES)
def edit(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.edit(actor, record, draft(title="改过"))


@scenario("publication.attach", *RECORD_STATES)
def attach(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.attach(actor, record, "附件2.pdf", PDF)


@scenario("publication.detach", *RECORD_STATES)
def detach(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.detach(actor, record, "附件1.pdf")


@scenario("publication.file_under", *RECORD_STATES)
def file_under(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.file_under(actor, record, None, "目录中没有对应事项")


@scenario("publication.discard_draft", *RECORD_STATES)
def discard_draft(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: publication.discard_draft(actor, record)


@scenario("review.open_sheet")
def open_sheet(world: World) -> Act:
    return lambda actor: review.open_sheet(actor, world.home)


@scenario("review.add_row", *SHEET_STATES)
def add_row(world: World, state: str) -> Act:
    sheet, record = sheet_in(world, state), world.house.record()
    return lambda actor: review.add_row(actor, sheet, record)


@scenario("review.remove_row", *SHEET_STATES[1:])
def remove_row(world: World, state: str) -> Act:
    row = row_in(world, state)
    return lambda actor: review.remove_row(actor, row, "登记有误")


@scenario("review.void_sheet", *SHEET_STATES)
def void_sheet(world: World, state: str) -> Act:
    sheet = sheet_in(world, state)
    return lambda actor: review.void_sheet(actor, sheet, "登记有误")


@scenario("review.give_working_opinion", *SHEET_STATES[1:])
def give_working_opinion(world: World, state: str) -> Act:
    row = row_in(world, state)
    return lambda actor: review.give_working_opinion(actor, row, "agree", row.digest)


@scenario("review.give_leader_opinion", *SHEET_STATES[1:])
def give_leader_opinion(world: World, state: str) -> Act:
    row = row_in(world, state)
    return lambda actor: review.give_leader_opinion(actor, row, "agree", row.digest)


@scenario("review.give_leader_opinion", "审查意见已填")
def give_leader_opinion_in_turn(world: World) -> Act:
    row = row_in(world, "已登记")
    review.give_working_opinion(world.house.reviewer, row, "agree", row.digest)
    return lambda actor: review.give_leader_opinion(actor, row, "agree", row.digest)


@scenario("review.answer_unclear", "待出具", "已出具")
def answer_unclear(world: World, state: str) -> Act:
    row = row_in(world, "已登记")
    review.give_working_opinion(world.house.reviewer, row, "unclear", row.digest, note="拿不准")
    finding = SecrecyFinding.objects.get(row=row)
    if state == "已出具":
        review.answer_unclear(world.house.secrecy, finding, True, "可以公开")
    return lambda actor: review.answer_unclear(actor, finding, True, "可以公开")


def _signing(verb: Callable[..., object], sheet: ReviewSheet) -> Act:
    def act(actor: Actor) -> object:
        proof = proof_of(actor) if actor.account else Proof(account_id=0)
        return verb(actor, sheet, proof)

    return act


@scenario("review.sign_handler", *SHEET_STATES)
def sign_handler(world: World, state: str) -> Act:
    return _signing(review.sign_handler, sheet_in(world, state))


@scenario("review.sign_reviewer", *SHEET_STATES)
def sign_reviewer(world: World, state: str) -> Act:
    return _signing(review.sign_reviewer, sheet_in(world, state))


@scenario("review.sign_leader", *SHEET_STATES)
def sign_leader(world: World, state: str) -> Act:
    return _signing(review.sign_leader, sheet_in(world, state))


@scenario("release.release", *RECORD_STATES)
def release_record(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: release.release(actor, record)


@scenario("release.withdraw", *RECORD_STATES)
def withdraw(world: World, state: str) -> Act:
    record = record_in(world, state)
    return lambda actor: release.withdraw(actor, record, "incorrect")


@scenario("release.confirm_delivery", "已公开", "已撤下")
def confirm_delivery(world: World, state: str) -> Act:
    number = Release.objects.get(record=record_in(world, state)).pk
    digest = "sha256:" + "0" * 64
    return lambda actor: release.confirm_delivery(
        actor, number, "http://localhost/", digest, "已看到", removed=state == "已撤下"
    )
