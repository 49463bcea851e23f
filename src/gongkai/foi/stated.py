"""What was stated on the public page of a case, opened for whoever enters it into the case."""

from dataclasses import dataclass
from datetime import date

from gongkai.foi.models import Application, ConsultationOutcome, Statement, StatementKind
from gongkai.foi.personal import words_of


@dataclass(frozen=True)
class Stated:
    """A statement in words. step: the consultation that it answers, 0 for none."""

    kind: str
    label: str
    on: date
    words: str
    choice: str
    step: int

    @property
    def outcome(self) -> str:
        """What a third party chose, in words; empty for other statements."""
        return ConsultationOutcome(self.choice).label if self.choice else ""


def stated_in(case: Application) -> list[Stated]:
    """Every statement of a case, the newest first. One statement to the database."""
    return [_opened(case, one) for one in case.statements.order_by("-id")]


def closed_in(case: Application) -> list[Stated]:
    """The same without the words, for whoever has not opened them."""
    rows = case.statements.order_by("-id").defer("words")
    return [Stated(one.kind, one.get_kind_display(), one.on, "", "", 0) for one in rows]


def stated(case: Application, kind: StatementKind) -> Stated | None:
    """The newest statement of a kind; None where there is none."""
    return next((one for one in stated_in(case) if one.kind == kind), None)


def _opened(case: Application, one: Statement) -> Stated:
    return Stated(one.kind, one.get_kind_display(), one.on, words_of(one), one.choice, one.step)
