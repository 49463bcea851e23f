"""A town that handles applications: its Office, a head, a handler, and quick ways to a state."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import factories
from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.models import Application, Consultation, Letter
from gongkai.ledger.clock import demonstration_moment
from gongkai.organisation.actor import Actor, actor_for, system_actor
from gongkai.organisation.models import Account, Role
from gongkai.rules.foi.assisted import Assisted
from gongkai.rules.foi.fields import Applying
from roads import PDF, House

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day: date | str) -> Any:
    """The clock of the town at ten in the morning of a day."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return demonstration_moment(datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI))


def applying(**values: Any) -> Applying:
    """An application as an invented person makes it."""
    given: dict[str, Any] = {
        "kind": "natural",
        "name": "王示例",
        "id_type": "resident_id",
        "id_number": "370211199001010011",
        "phone": "13800000001",
        "email": "wang@example.com",
        "address": "示例镇示例村1号",
        "description": "2025年农村公路养护资金的分配方案",
        "feature": "",
        "form": "electronic",
        "route": "email",
    }
    return Applying(**{**given, **values})


READ_BACK = Assisted("written", "张代填", "当场宣读，申请人确认无误并签名")


def came_by(channel: str) -> foi.Receipt:
    """An application that came today; what is spoken is written down and read back."""
    return foi.Receipt(channel, assisted=READ_BACK if channel == "oral" else Assisted())


def proof(kind: str = "identity") -> FileToKeep:
    """A small PDF for the case."""
    return FileToKeep(kind, "王示例身份证.pdf", PDF)


@dataclass
class Office:
    """The people of a town's Office and their cases."""

    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        self.town = self.house.town
        self.unit = self.house.office_unit
        self.head: Actor = self.house.office
        self.handler: Actor = self.person(Role.OFFICE)
        self.leader: Actor = self.house.leader
        self.web: Actor = system_actor(self.town, "申请人")
        self.configure()

    def person(self, *roles: Role) -> Actor:
        """Somebody of the Office."""
        return actor_for(factories.make_account(*roles, unit=self.unit))

    def account(self, actor: Actor) -> Account:
        """The account of an actor."""
        assert actor.account is not None
        return actor.account

    def configure(self) -> None:
        """Say where an applicant can turn, and who heads the Office."""
        facts = foi.TownFacts(
            letter_prefix="示例依申请",
            reconsideration="示例区人民政府",
            reconsideration_address="示例路1号",
            online="示例区行政复议网上申请平台",
            court="示例区人民法院",
            payment="凭缴款通知书到银行缴纳",
        )
        foi.set_settings(self.head, self.unit, facts)
        foi.name_head(self.leader, self.unit, self.account(self.head))

    def registered(self, channel: str = "counter", **values: Any) -> Application:
        """An application that came today by a channel; handled by ``handler``."""
        filing = foi.Filing(handler=self.account(self.handler))
        return foi.register(self.handler, self.unit, applying(**values), came_by(channel), filing)

    def on(self, day: date | str, channel: str = "counter", **values: Any) -> Application:
        """An application that came on a day."""
        with at(day):
            return self.registered(channel, **values)

    def consulted(self, case: Application, kind: str = "third_party") -> Consultation:
        """A party is asked today."""
        return foi.consult(self.handler, case, kind, "李三方", "是否同意公开合同价款")

    def supplied_record(self, publicity: str = "on_request") -> Any:
        """A record reviewed for 依申请公开."""
        from gongkai.publication import actions as publication
        from gongkai.review import actions as review
        from roads import draft

        ground = {} if publicity == "proactive" else {"publicity_ground": "只向申请人提供"}
        record = publication.create(
            self.house.drafter,
            self.house.unit,
            draft(publicity=publicity, **ground),
            None,
            "依申请公开答复内容",
        )
        sheet = review.open_sheet(self.house.handler, self.house.unit)
        row = review.add_row(
            self.house.handler, sheet, record, review.Forms(website=False, on_request=True)
        )
        self.house.ticked(row)
        self.house.signed(sheet)
        record.refresh_from_db()
        return record

    def answered(self, case: Application, code: str = "R01", **facts: Any) -> Application:
        """The case answered with a reply of facts given."""
        typed = facts.pop("typed", {"where": "镇政府网站"})
        foi.draft_reply(self.handler, case, foi.ReplyFacts(code, typed, **facts))
        foi.issue_reply(self.head, case)
        case.refresh_from_db()
        return case

    def served(self, case: Application, on: date | None = None) -> Application:
        """The answer served by e-mail."""
        letter = Letter.objects.get(application=case, kind="reply", reply__state="issued")
        foi.serve(self.handler, letter, foi.ServiceFacts("electronic", on))
        case.refresh_from_db()
        return case
