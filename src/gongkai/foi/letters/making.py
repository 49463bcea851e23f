"""Registering a letter: its number, what it says, the version of its text, the effect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.foi.letters.collecting import letter_content
from gongkai.foi.letters.content import Content, printed
from gongkai.foi.letters.templates import Text, text_of
from gongkai.foi.models import Application, CaseNumber, Letter
from gongkai.foi.setting import settings_of
from gongkai.ledger.clock import now
from gongkai.organisation.acting import Act
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid
from gongkai.rules.foi.letter_forms.filling import LetterError
from gongkai.rules.foi.letters import BY_CODE as KINDS

EFFECT = "foi.letter"


@dataclass(frozen=True)
class Step:
    """The step that a letter belongs to: the id of its row, plain values of it, and words that
    only the letter keeps.
    """

    pk: int | None = None
    values: Mapping[str, Any] | None = None
    given: Mapping[str, str] | None = None


def next_number(town: Town, series: str, year: int) -> int:
    """The next number of a series in a year; the row is locked until the transaction ends."""
    row = _held(town, series, year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def hold_numbers(town: Town, series: str, years: Iterable[int]) -> None:
    """Lock the numbers of several years before the first is taken.

    Acts that follow each other in one transaction hold the ledger from the first one on: whoever
    has the numbers of another year waits for the ledger, and must not be waited for.
    """
    for year in sorted(set(years)):
        _held(town, series, year)


def _held(town: Town, series: str, year: int) -> CaseNumber:
    CaseNumber.objects.get_or_create(town=town, series=series, year=year)
    return CaseNumber.objects.select_for_update().get(town=town, series=series, year=year)


def letter_number(town: Town, dated: date, series: str = "letter", mark: str = "") -> str:
    """The next 文号 of a town's letters in a year: one series for all kinds, without gaps.

    series and mark: what is no letter of a case has numbers and a word of its own.
    """
    prefix = settings_of(town).letter_prefix or "依申请"
    return f"{prefix}{mark}〔{dated.year}〕{next_number(town, series, dated.year)}号"


def register_letter(
    act: Act, application: Application, kind: str, dated: date, step: Step
) -> Letter:
    """Register a letter of a case with its number; the worker writes its documents.

    Raises Invalid where a fact that it must hold is missing: then the step is not taken either.
    """
    content = letter_content(application, kind, step.pk or 0, step.given)
    text = text_of(application.town, content.form)
    check_whole(content, text, dated)
    numbered = KINDS[kind].numbered
    letter = Letter.objects.create(
        application=application,
        kind=kind,
        number=letter_number(application.town, dated) if numbered else "",
        step=step.pk,
        values=dict(step.values or {}),
        dated=dated,
        sealed=content.sealed(context_of(application)),
        template=text.template,
        edition=text.edition,
        by=act.actor.account,
        created_at=now(),
    )
    act.effect(EFFECT, {"letter": letter.pk}, key=effect_key(letter))
    return letter


def check_whole(content: Content, text: Text, dated: date) -> None:
    """Raise Invalid where the letter would lack a fact."""
    try:
        printed(content, text.words, "", dated)
    except LetterError as error:
        raise Invalid(str(error)) from None


def context_of(application: Application) -> str:
    """Where the words of a case's letters are sealed to."""
    return f"letter:{application.pk}"


def effect_key(letter: Letter) -> str:
    """The key of the effect that writes a letter."""
    return f"{EFFECT}:{letter.pk}"
