"""Loading the demonstration town: its people live through its acts, one by one, in order.

Every row is made by the same actions that people use, at the moments that the content names, so
that ledger, reviews, signatures and releases are as real as in a town at work.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction

from gongkai.catalogue import actions as catalogue
from gongkai.catalogue.models import Edition, Item
from gongkai.demo import applications, content, new_media, plan_year, urging
from gongkai.demo.password import DEMONSTRATION_PASSWORD
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation import actions as organisation
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Town, Unit, UnitKind
from gongkai.organisation.reauthentication import Proof, prove
from gongkai.outbox.worker import drain
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Draft, Link
from gongkai.publication.models import Matter, Record
from gongkai.release import actions as release
from gongkai.release.gate import LIMITED_AUDIENCE
from gongkai.review import actions as review
from gongkai.review.models import ReviewRow
from gongkai.review.queries import attached_digests
from gongkai.rules.columns import GUIDE
from gongkai.rules.numbering import make_credit_code

log = structlog.get_logger(__name__)

SHANGHAI = ZoneInfo("Asia/Shanghai")
SLUG = "poli"
BEGINNING = datetime(2020, 5, 25, 9, 0, tzinfo=SHANGHAI)
CATALOGUE_DAY = date(2020, 12, 28)
REVIEWED = ("published", "published_late", "withdrawn", "corrected", "approved")


@dataclass
class _Town:
    """What the events need while the town comes to life."""

    town: Town
    units: dict[str, Unit] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    drafters: dict[str, Actor] = field(default_factory=dict)
    proofs: dict[int, Proof] = field(default_factory=dict)
    items: dict[content.ItemKey, Item] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)

    def proof(self, actor: Actor) -> Proof:
        """The password entered again, checked once per person."""
        account = _account(actor)
        if account.pk not in self.proofs:
            self.proofs[account.pk] = prove(account, DEMONSTRATION_PASSWORD)
        return self.proofs[account.pk]


Event = tuple[datetime, int, Callable[[_Town], object]]


def load() -> bool:
    """Load the demonstration town into an empty database and build its public pages.

    Returns False, and changes nothing, where there is a town already. All of it is loaded or
    nothing.
    """
    if Town.objects.exists():
        return False
    with transaction.atomic():
        with demonstration_moment(BEGINNING):
            town = _found()
        planned = [
            *_events(),
            *plan_year.events(),
            *new_media.events(),
            *urging.events(),
            *applications.events(),
        ]
        for moment, _, event in sorted(planned, key=lambda e: e[:2]):
            with demonstration_moment(moment):
                event(town)
    delivered = drain()
    log.info("demonstration town loaded", records=len(town.records), effects=delivered)
    return True


def _found() -> _Town:
    """Town, units, people, leading group, liaisons."""
    nobody = system_actor(None)
    listed = content.units()
    root = listed[0]
    made = organisation.create_town(
        nobody,
        SLUG,
        organisation.TownFacts(
            name="泊里镇",
            district="青岛西海岸新区",
            site_name="泊里镇政务公开",
            site_domain="poli.example.gov.cn",
            site_code="0000000000",
            icp_number="示例ICP备00000000号",
            police_number="示例公网安备00000000000000号",
            contact_phone=root.phone,
            contact_address=root.address,
        ),
        _unit_facts(root, 0),
        demonstration=True,
    )
    town = _Town(made)
    system = system_actor(made)
    town.units[root.key] = made.units.get(parent=None)
    for order, unit in enumerate(listed[1:], start=1):
        parent = town.units[unit.parent or root.key]
        town.units[unit.key] = organisation.create_unit(
            system, parent, unit.key, _unit_facts(unit, order)
        )
    _appoint_group(town, system)
    _open_accounts(town, system)
    return town


def _unit_facts(unit: content.DemoUnit, order: int) -> organisation.UnitFacts:
    return organisation.UnitFacts(
        name=unit.name,
        kind=unit.kind,
        credit_code=make_credit_code(f"1137021199{order + 1:07d}"),
        address=unit.address,
        phone=unit.phone,
        hours=unit.office_hours,
        order=order,
    )


def _appoint_group(town: _Town, system: Actor) -> None:
    for seat in content.leading_group():
        organisation.appoint_seat(
            system,
            town.town,
            organisation.SeatFacts(
                kind=seat.role,
                person=seat.person or "",
                post_title=seat.title or "",
                unit=town.units[seat.unit_key] if seat.unit_key else None,
                order=seat.order,
                valid_from=BEGINNING.date(),
            ),
        )


def _open_accounts(town: _Town, system: Actor) -> None:
    for person in content.accounts():
        unit = town.units[person.unit_key]
        account = organisation.create_account(
            system,
            person.username,
            organisation.AccountFacts(name=person.display_name, unit=unit),
            DEMONSTRATION_PASSWORD,
            must_change=False,
        )
        for role in person.roles:
            organisation.grant_role(system, account, role)
        account.forget_roles()
        actor = actor_for(account)
        town.actors[person.username] = actor
        if "liaison" in person.roles:
            organisation.appoint_liaison(system, unit, account, BEGINNING.date())
            town.drafters[person.unit_key] = actor


def _events() -> list[Event]:
    events: list[Event] = [(_at(CATALOGUE_DAY, 10), 0, _put_catalogue_in_force)]
    records = content.records()
    for record in records:
        events += _record_events(record)
    sheets: dict[tuple[str, date, bool], list[content.DemoRecord]] = {}
    for record in records:
        if record.submitted_on:
            signed = record.stage in REVIEWED
            sheets.setdefault((record.unit_key, record.submitted_on, signed), []).append(record)
    for (unit, day, signed), rows in sheets.items():
        events.append((_at(day, 8, 10), 1, _reviewing(unit, rows, signed)))
    return events


def _record_events(record: content.DemoRecord) -> list[Event]:
    same_day = record.submitted_on == record.formed_on
    drafted = _at(record.formed_on, 8) if same_day else _at(record.formed_on, 16, 30)
    events: list[Event] = [(drafted, 0, lambda town: _draft(town, record))]
    if record.released_on:
        events.append((record.released_on, 2, lambda town: _release(town, record)))
    if record.correction:
        morning = _at(record.correction.on.date(), 8)
        events.append((morning, 0, lambda town: _correct(town, record)))
        events.append((record.correction.on, 2, lambda town: _release(town, record)))
    if record.withdrawal:
        events.append((record.withdrawal.on, 3, lambda town: _withdraw(town, record)))
    return events


def _put_catalogue_in_force(town: _Town) -> None:
    office = town.actors["office"]
    edition = catalogue.start_edition(
        office,
        town.town,
        "泊里镇基层政务公开标准目录(2020年版)",
        "国家部委26个领域基层政务公开标准指引中延伸到乡级的16个领域",
    )
    catalogue.load_national(office, edition)
    _assign(town, office, edition)
    to_check = edition.items.filter(standing="to_check").count()
    catalogue.put_in_force(office, edition, CATALOGUE_DAY, to_check=to_check)
    for item in edition.items.select_related("field", "edition"):
        town.items[content.ItemKey(item.field.code, item.level1, item.level2)] = item


def _assign(town: _Town, office: Actor, edition: Edition) -> None:
    """Each item goes to the units that publish in its field."""
    by_field: dict[str, list[Unit]] = {}
    for record in content.records():
        if record.item_key:
            units = by_field.setdefault(record.item_key.field_code, [])
            if town.units[record.unit_key] not in units:
                units.append(town.units[record.unit_key])
    for item in edition.items.select_related("field", "edition"):
        if item.field.code in by_field:
            catalogue.assign_units(office, item, by_field[item.field.code])


def _draft(town: _Town, record: content.DemoRecord) -> None:
    drafter = town.actors["office"] if record.column == GUIDE else town.drafters[record.unit_key]
    body = record.correction.original_body_html if record.correction else record.body_html
    made = publication.create(
        drafter,
        town.units[record.unit_key],
        _draft_of(town, record, body),
        town.items[record.item_key] if record.item_key else None,
        record.exception_reason or "",
    )
    for attachment in record.attachments:
        data = content.attachment_bytes(record, attachment)
        publication.attach(drafter, made, attachment.name, data)
    town.records[record.key] = made


def _draft_of(town: _Town, record: content.DemoRecord, body: str) -> Draft:
    return Draft(
        title=record.title,
        issuer=_full_name(town.units[record.unit_key].name),
        formed_on=record.formed_on,
        publicity=record.publicity,
        publicity_ground=record.withheld_code or record.withheld_ground or "",
        document_number=record.document_number or "",
        theme=record.theme,
        genre=record.genre or "",
        column=record.column or "",
        column_year=record.column_year,
        summary=record.summary,
        keywords=" ".join(record.keywords),
        body=body,
        links=_links_of(town, record),
        **_place_of(town, record),
    )


def _links_of(town: _Town, record: content.DemoRecord) -> tuple[Link, ...]:
    """The relations of a record; what it refers to was drafted before it."""
    return tuple(
        Link(
            kind=relation.kind,
            target=town.records[relation.target] if relation.target else None,
            words=relation.words,
        )
        for relation in content.relations()
        if relation.source == record.key
    )


def _place_of(town: _Town, record: content.DemoRecord) -> dict[str, Any]:
    """The matter of a record and its stage there, where it has one."""
    for matter in content.matters():
        if record.key in matter.stages:
            if matter.name not in town.matters:
                drafter = town.drafters[matter.unit_key]
                unit = town.units[matter.unit_key]
                town.matters[matter.name] = publication.create_matter(drafter, unit, matter.name)
            return {"matter": town.matters[matter.name], "stage": matter.stages[record.key]}
    return {}


def _full_name(name: str) -> str:
    """A unit's name as a document's head prints it, with the town before it."""
    if name.startswith("泊里"):
        return name
    return f"泊里{name}" if name.startswith("镇") else f"泊里镇{name}"


def _reviewing(
    unit: str, records: list[content.DemoRecord], signed: bool
) -> Callable[[_Town], None]:
    def run(town: _Town) -> None:
        drafter = town.drafters[unit]
        sheet = review.open_sheet(drafter, town.units[unit])
        for record in records:
            row = review.add_row(drafter, sheet, town.records[record.key], _forms(town, record))
            _tick(town, row, record, signed)
        if signed:
            _sign(town, drafter, row)

    return run


def _forms(town: _Town, record: content.DemoRecord) -> review.Forms:
    """What is for a limited group goes on the village's board, never on the website."""
    if record.publicity != "proactive":
        return review.Forms(website=False, on_request=True)
    item = town.items.get(record.item_key) if record.item_key else None
    if item is not None and item.audience == LIMITED_AUDIENCE:
        return review.Forms(website=False, elsewhere="村公示栏")
    return review.Forms()


def _tick(town: _Town, row: ReviewRow, record: content.DemoRecord, signed: bool) -> None:
    agreed = content.DemoReview("agree", "agree", "")
    opinions = agreed if signed or record.review is None else record.review
    note, seen = opinions.remark, attached_digests(row.version)
    if opinions.reviewer:
        review.give_working_opinion(
            town.actors["reviewer"], row, opinions.reviewer, row.digest, note, seen=seen
        )
    if opinions.leader:
        review.give_leader_opinion(
            town.actors["leader"], row, opinions.leader, row.digest, note, seen=seen
        )


def _sign(town: _Town, handler: Actor, row: ReviewRow) -> None:
    reviewer, leader = town.actors["reviewer"], town.actors["leader"]
    review.sign_handler(handler, row.sheet, town.proof(handler))
    review.sign_reviewer(reviewer, row.sheet, town.proof(reviewer))
    review.sign_leader(leader, row.sheet, town.proof(leader))


def _release(town: _Town, record: content.DemoRecord) -> None:
    made = town.records[record.key]
    village = made.unit.kind in {UnitKind.VILLAGE, UnitKind.COMMUNITY}
    # Villages publish in their own name; the town never does it for them.
    releaser = town.drafters[record.unit_key] if village else town.actors["office"]
    release.release(releaser, made)


def _correct(town: _Town, record: content.DemoRecord) -> None:
    drafter = town.drafters[record.unit_key]
    made = town.records[record.key]
    note = record.correction.explanation if record.correction else ""
    draft = replace(_draft_of(town, record, record.body_html), change_note=note)
    publication.edit(drafter, made, draft)
    _reviewing(record.unit_key, [record], signed=True)(town)


def _withdraw(town: _Town, record: content.DemoRecord) -> None:
    if record.withdrawal:
        release.withdraw(
            town.actors["office"],
            town.records[record.key],
            record.withdrawal.reason,
            record.withdrawal.ground,
        )


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def _account(actor: Actor) -> Account:
    assert actor.account is not None  # noqa: S101
    return actor.account
