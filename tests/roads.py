"""The road of a record, walked with real actions: what most tests of the spine stand on."""

from dataclasses import dataclass, field
from typing import Any

import factories
from gongkai.catalogue.models import Item
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor, actor_for
from gongkai.organisation.models import Account, Role, Town, Unit
from gongkai.organisation.reauthentication import Proof, prove
from gongkai.publication import actions as publication
from gongkai.publication.drafting import Draft
from gongkai.publication.models import Record, Version, VersionState
from gongkai.release import actions as release
from gongkai.release.models import Release
from gongkai.review import actions as review
from gongkai.review.models import ReviewRow, ReviewSheet

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def draft(**values: Any) -> Draft:
    """A draft that will do."""
    values.setdefault("title", "关于印发示例方案的通知")
    values.setdefault("issuer", "示例镇党政办公室")
    values.setdefault("formed_on", today())
    values.setdefault("publicity", "proactive")
    values.setdefault("body", "<p>示例正文。</p>")
    return Draft(**values)


@dataclass
class House:
    """A town with one person for each place of the form, and an item in force."""

    town: Town = field(default_factory=factories.make_town)

    def __post_init__(self) -> None:
        self.unit: Unit = factories.make_unit(self.town)
        self.office_unit: Unit = factories.make_unit(self.town)
        self.item: Item = factories.make_item(town=self.town, units=(self.unit,))
        self.drafter = self.person(Role.LIAISON)
        self.handler = self.person(Role.HANDLER)
        self.reviewer = self.person(Role.REVIEWER, unit=self.office_unit)
        self.leader = self.person(Role.LEADER, unit=self.office_unit)
        self.office = self.person(Role.OFFICE, unit=self.office_unit)
        self.secrecy = self.person(Role.SECRECY, unit=self.office_unit)

    def person(self, *roles: Role, unit: Unit | None = None) -> Actor:
        """An actor with these roles."""
        return actor_for(factories.make_account(*roles, unit=unit or self.unit))

    def record(self, *, attachment: bool = True, **values: Any) -> Record:
        """A draft under the item, with one PDF."""
        record = publication.create(self.drafter, self.unit, draft(**values), self.item)
        if attachment:
            publication.attach(self.drafter, record, "附件1.pdf", PDF)
        return record

    def registered(self, record: Record, sheet: ReviewSheet | None = None) -> ReviewRow:
        """The record on a sheet (a new one unless given). A correction says what it changes."""
        drafts = Version.objects.filter(record=record, state=VersionState.DRAFT, change_note="")
        drafts.exclude(record__live_as="").update(change_note="更正一处数字")
        sheet = sheet or review.open_sheet(self.handler, self.unit)
        return review.add_row(self.handler, sheet, record)

    def ticked(self, row: ReviewRow, working: str = "agree", leader: str = "agree") -> ReviewRow:
        """Both opinions on a row, by people who have opened every attachment."""
        attachments = row.version.attachments.select_related("file")
        seen = [attachment.file.digest for attachment in attachments]
        review.give_working_opinion(self.reviewer, row, working, row.digest, note="理由", seen=seen)
        review.give_leader_opinion(self.leader, row, leader, row.digest, note="理由", seen=seen)
        return row

    def signed(self, sheet: ReviewSheet) -> None:
        """All three signatures."""
        review.sign_handler(self.handler, sheet, proof_of(self.handler))
        review.sign_reviewer(self.reviewer, sheet, proof_of(self.reviewer))
        review.sign_leader(self.leader, sheet, proof_of(self.leader))

    def approved(self, record: Record | None = None) -> Record:
        """A record whose newest version is approved."""
        record = record or self.record()
        row = self.ticked(self.registered(record))
        self.signed(row.sheet)
        record.refresh_from_db()
        return record

    def released(self, record: Record | None = None) -> Release:
        """A released record."""
        return release.release(self.office, self.approved(record))


def proof_of(actor: Actor) -> Proof:
    """The actor's password entered again."""
    account = actor.account
    assert isinstance(account, Account)
    return prove(account, factories.PASSWORD)
