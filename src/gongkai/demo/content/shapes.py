"""What the demonstration town is made of: frozen values, no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from gongkai.demo.content.blocks import Block

UnitKind = Literal["town", "department", "village", "community", "service_centre", "institution"]
SeatRole = Literal[
    "leader", "executive_deputy", "deputy", "member", "office_unit", "office_director"
]
AccountRole = Literal[
    "liaison",
    "handler",
    "reviewer",
    "leader",
    "office",
    "village",
    "secrecy",
    "evaluator",
    "system_admin",
    "security_admin",
    "audit_admin",
]
Publicity = Literal["proactive", "on_request", "withheld"]
Stage = Literal[
    "published", "published_late", "withdrawn", "corrected", "draft", "in_review", "approved"
]
Opinion = Literal["agree", "disagree", "unclear"]
AttachmentKind = Literal["docx", "xlsx", "pdf"]


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit of the town; `parent` is the key of the unit above it, None for the town itself."""

    key: str
    name: str
    kind: UnitKind
    parent: str | None
    address: str
    phone: str
    office_hours: str


@dataclass(frozen=True, slots=True)
class DemoSeat:
    """A seat of the leading group (政务公开工作领导小组) as the plan's attachment 1 lists it.

    `order` counts from 1 through the whole list. The seat `office_unit` names only a unit:
    its `person` and `title` are None.
    """

    order: int
    role: SeatRole
    person: str | None
    title: str | None
    unit_key: str | None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person who logs in; the loader sets the password."""

    username: str
    display_name: str
    unit_key: str
    roles: tuple[AccountRole, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ItemKey:
    """The natural key of a catalogue item: names alone repeat (办事指南)."""

    field_code: str
    level1: str
    level2: str


@dataclass(frozen=True, slots=True)
class DemoAttachment:
    """A file of a record: what it says, in the same blocks as a body.

    `name` is the file name with its extension, `title` the heading on its first page.
    """

    name: str
    kind: AttachmentKind
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DemoReview:
    """Where a record stands on its review sheet (信息发布保密审查表).

    None means the opinion is not given yet; the leader's comes only after the reviewer's.
    """

    reviewer: Opinion | None
    leader: Opinion | None
    remark: str


@dataclass(frozen=True, slots=True)
class DemoWithdrawal:
    """A published record taken down: when, and on what ground as the public reads it.

    `reason` is a code of `rules.withdrawal`.
    """

    on: datetime
    reason: str
    ground: str


@dataclass(frozen=True, slots=True)
class DemoCorrection:
    """A published record put right: the record's own body is the corrected text.

    `original_body_html` is what was released first, `on` when the correction was released.
    """

    on: datetime
    explanation: str
    original_body_html: str


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """A record with all that is needed to walk it to its stage.

    `item_key` is None only with an `exception_reason` (promise 2). `released_on` is when it
    first reached the public, None if it never did; times carry the zone +08:00.
    `column` is a code of `rules.columns`, with its year where it needs one.
    `withheld_code` is a code of `rules.legal_basis.EXEMPTIONS` and `withheld_ground` the reason
    in words, both for `on_request` and `withheld` only.
    """

    key: str
    title: str
    unit_key: str
    item_key: ItemKey | None
    exception_reason: str | None
    document_number: str | None
    theme: str
    genre: str | None
    column: str | None
    column_year: int | None
    formed_on: date
    submitted_on: date | None
    released_on: datetime | None
    publicity: Publicity
    withheld_code: str | None
    withheld_ground: str | None
    body_html: str
    summary: str
    keywords: tuple[str, ...]
    attachments: tuple[DemoAttachment, ...]
    stage: Stage
    review: DemoReview | None
    withdrawal: DemoWithdrawal | None
    correction: DemoCorrection | None
    plan_note: str


@dataclass(frozen=True)
class DemoRelation:
    """A record refers to another one by its key, or to a document elsewhere in words."""

    source: str
    kind: str
    target: str | None
    words: str


@dataclass(frozen=True)
class DemoMatter:
    """A matter of a unit, and the stage of the 五公开 of each record that speaks of it."""

    name: str
    unit_key: str
    stages: dict[str, str]
