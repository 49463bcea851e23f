"""Letters for those who read them: the applicant, and the Office's register of letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from gongkai.foi.letters.making import EFFECT
from gongkai.foi.models import Application, Consultation, Letter, Service, SupplyFile
from gongkai.organisation.actor import Actor
from gongkai.organisation.prepared import Given, prepared
from gongkai.organisation.scope import units_in_scope
from gongkai.outbox.models import Effect, EffectState
from gongkai.rules.foi.letters import REPLY, TABLE
from gongkai.rules.foi.service import decisive_day

TO_APPLICANT = [row.code for row in TABLE.rows if row.to == "applicant"]
TO_PARTY = [row.code for row in TABLE.rows if row.to == "third_party"]

_LISTED = ("application", "kind", "values", "number", "dated", "pdf")


@dataclass(frozen=True)
class ShownLetter:
    """A letter as staff see it: why its documents could not be written (or ""), its service."""

    letter: Letter
    trouble: str
    served: date | None
    has_proof: bool


@dataclass(frozen=True)
class ApplicantLetter:
    """A letter as the applicant's page lists it: read it with ``actions.fetch_letter``.

    supplies: an answer with which files were handed over (``handing_over.for_applicant``).
    """

    letter: Letter
    title: str
    number: str
    dated: date
    ready: bool
    supplies: bool


def for_applicant(case: Application) -> QuerySet[Letter]:
    """The letters of a case that are the applicant's to see.

    An answer is theirs once it was served, because until then it may be taken back.
    """
    return _for_applicant(case.letters.all()).select_related("pdf", "reply")


def _for_applicant(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    served = Service.objects.values("letter_id")
    mine = ~Q(kind=REPLY) | Q(pk__in=served)
    return rows.filter(mine, kind__in=TO_APPLICANT).exclude(sealed=b"").order_by("id")


def for_party(asked: Consultation) -> QuerySet[Letter]:
    """The letters of a case that are a third party's to see: those about its consultation."""
    return (
        Letter.objects.filter(application=asked.application_id, step=asked.pk, kind__in=TO_PARTY)
        .exclude(sealed=b"")
        .select_related("pdf")
        .order_by("id")
    )


def letters_for_applicant(case: Application) -> list[ApplicantLetter]:
    """What the applicant's page lists, oldest first; ``ready`` once its PDF is there."""
    return _listed(_lines_for_applicant(case.pk))


def letters_for_party(asked: Consultation) -> list[ApplicantLetter]:
    """What the page of a third party lists, oldest first."""
    return _listed(_lines(for_party(asked)))


@prepared
def _lines_for_applicant(case: Given) -> QuerySet[Letter]:
    return _lines(_for_applicant(Letter.objects.filter(application_id=case)))


def _lines(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    handed = SupplyFile.objects.filter(supply__reply__letter=OuterRef("pk"))
    return rows.select_related(None).only(*_LISTED).annotate(supplies=Exists(handed))


def _listed(found: Iterable[Any]) -> list[ApplicantLetter]:
    return [
        ApplicantLetter(one, one.title, one.number, one.dated, one.pdf_id is not None, one.supplies)
        for one in found
    ]


def shown_letters(rows: QuerySet[Letter]) -> list[ShownLetter]:
    """Letters with the day that decides their service and whether its proof is there."""
    return _shown(_with_service(rows))


def letters_of(case: Application) -> list[ShownLetter]:
    """The same of one case. One statement, drawn up once."""
    found = _in_case(case.pk)
    for one in found:
        one.application = case
    return _shown(found)


@prepared
def _in_case(case: Given) -> QuerySet[Letter]:
    return _with_service(Letter.objects.filter(application_id=case).defer("sealed"))


def _with_service(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    days = Coalesce(F("services__signed_on"), F("services__posted_on"), F("services__sent_on"))
    return rows.annotate(served=days, proof_id=F("services__proof_id"), failure=_failure())


def _shown(found: Iterable[Any]) -> list[ShownLetter]:
    return [
        ShownLetter(one, trouble_words(one.failure), one.served, one.proof_id is not None)
        for one in found
    ]


def trouble_of(letter: Letter) -> str:
    """Why the documents of a letter could not be written, in words; empty where they could."""
    return trouble_words(Letter.objects.filter(pk=letter.pk).values_list(_failure(), flat=True)[0])


def trouble_words(failure: str | None) -> str:
    """The words of a failure without the name that a program gives it."""
    return "" if failure is None else failure.partition(": ")[2] or "没有写明原因"


def _failure() -> Subquery:
    """The last error of the effect that should have written a letter and waits for a person."""
    key = Concat(Value(f"{EFFECT}:"), Cast(OuterRef("pk"), CharField()))
    stuck = Effect.objects.filter(key=key, state=EffectState.STUCK)
    return Subquery(stuck.values("last_error")[:1])


def letters_for(actor: Actor) -> QuerySet[Letter]:
    """Every letter of the cases in scope, newest first: the register of letters."""
    units = units_in_scope(actor, "foi.read")
    rows = Letter.objects.filter(
        application__town_id=actor.town_id, application__unit__in=units
    ).select_related("application", "reply")
    return rows.defer("sealed", "application__request").order_by("-id")


def without_proof(case: Application) -> QuerySet[Service]:
    """The services in a case that lack their proof."""
    return Service.objects.filter(letter__application=case, proof=None).select_related("letter")


def decisive_day_of(served: Service) -> date | None:
    """The day by which a service is judged (handbook 2.9)."""
    return decisive_day(
        served.way,
        signed_on=served.signed_on,
        posted_on=served.posted_on,
        sent_on=served.sent_on,
    )
