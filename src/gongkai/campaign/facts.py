"""What the actions are given: plain values, checked by the actions."""

from dataclasses import dataclass, field
from datetime import date

from gongkai.organisation.models import Unit
from gongkai.publication.models import Record


@dataclass(frozen=True)
class TaskFacts:
    """A task. ``phase``: the name of its phase, empty for the goal of the whole plan."""

    title: str
    due_on: date
    deliverable: str
    units: tuple[Unit, ...] = ()
    begins_on: date | None = None
    phase: str = ""
    clause: str = ""


@dataclass(frozen=True)
class PhaseFacts:
    """A phase; without ``begins_on`` it is only “before” its last day."""

    name: str
    ends_on: date
    begins_on: date | None = None
    goal: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """A plan's head, and perhaps its phases and tasks."""

    title: str
    issued_on: date
    goal: str
    document_number: str = ""
    source: str = ""
    record: Record | None = None
    phases: tuple[PhaseFacts, ...] = ()
    tasks: tuple[TaskFacts, ...] = ()


@dataclass(frozen=True)
class PaperFacts:
    """A piece of evidence or a material: exactly one of a file, a record, an address.

    ``words`` says what it shows; a file's name stands for missing words.
    """

    words: str = ""
    name: str = ""
    data: bytes | None = field(default=None, repr=False)
    record: Record | None = None
    url: str = ""


@dataclass(frozen=True)
class TrainingFacts:
    """A training, and the units of which somebody is expected."""

    title: str
    held_on: date
    place: str
    trainer: str
    content: str
    hours: str = ""


@dataclass(frozen=True)
class LineFacts:
    """What was found at a point of a check sheet; a problem has its text and a day."""

    result: str
    note: str = ""
    advice: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class ReferenceFacts:
    """Another place's experience with its source and date (F34)."""

    place: str
    title: str
    source: str
    source_on: date
    content: str
    url: str = ""
    use: str = ""


@dataclass(frozen=True)
class MediaFacts:
    """An account on another platform (F22)."""

    platform: str
    name: str
    opened_on: date
    identifier: str = ""


@dataclass(frozen=True)
class PostFacts:
    """A post on such an account: what was posted, when, and where it is read."""

    record: Record | None
    posted_on: date
    url: str


@dataclass(frozen=True)
class RequestFacts:
    """What is asked of a superior department."""

    addressee: str
    subject: str
    content: str
    sent_on: date
    reply_by: date | None = None
    document_number: str = ""


@dataclass(frozen=True)
class PracticeFacts:
    """A new way that a unit tried; ``kind`` is a code of ``rules.practices``."""

    kind: str
    title: str
    happened_on: date
    content: str
    effect: str
    record: Record | None = None


@dataclass(frozen=True)
class PointFacts:
    """A point of the check sheet: what is looked at, why, and in which units."""

    text: str
    basis: str
    units: str


@dataclass(frozen=True)
class StepFacts:
    """A step of a field: who does it, what must be there, what the product looks at itself."""

    name: str
    role: str
    needs: tuple[str, ...] = ()
    look_at: str = ""
