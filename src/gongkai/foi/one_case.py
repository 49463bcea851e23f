"""A case and what belongs to it, for the pages of a case: every question is drawn up once."""

from typing import Any

from django.db.models import QuerySet

from gongkai.foi.models import (
    Application,
    CaseFile,
    Clock,
    Consultation,
    Dispute,
    Event,
    Extension,
    FileKind,
    Reply,
    Search,
)
from gongkai.foi.viewing import midnight, with_looks_of
from gongkai.organisation.actor import Actor
from gongkai.organisation.prepared import Given, Prepared, prepared
from gongkai.organisation.scope import reaches


def read_case(actor: Actor, number: str) -> Application:
    """A case with what guards and pages look at; Application.DoesNotExist outside the scope.

    Six statements.
    """
    account = actor.account.pk if actor.account else 0
    found = _case(actor.town_id, number, account, midnight())
    case = found[0] if found else None
    if case is None or not reaches(actor, "foi.read", case.unit):
        raise Application.DoesNotExist
    known = case.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, ask in _BESIDE.items():
        rows = getattr(case, name).get_queryset()
        # What prefetch_related leaves behind.
        rows._result_cache, rows._prefetch_done = _of(case, ask), True
        known[name] = rows
    return case


def replies_of(case: Application) -> list[Reply]:
    """Drafts and answers with what they refer to."""
    return _of(case, _replies)


def events_of(case: Application) -> list[Event]:
    """What happened, the newest first."""
    return _of(case, _events)


def files_of(case: Application) -> list[CaseFile]:
    """The files of the case but those of letters."""
    return _of(case, _files)


def _of(case: Application, ask: Prepared[Any]) -> list[Any]:
    rows = ask(case.pk)
    for row in rows:
        row.application = case
    return rows


@prepared
def _case(town: Given, number: Given, account: Given, since: Given) -> QuerySet[Application]:
    return (
        with_looks_of(account, since, Application.objects.all())
        .select_related(
            "handler",
            "unit",
            "town__foi_settings",
            "correction",
            "fee",
            "reasons_request",
            "applicant",
        )
        .filter(town_id=town, number=number)
    )


@prepared
def _clocks(case: Given) -> QuerySet[Clock]:
    return Clock.objects.filter(application_id=case)


@prepared
def _consultations(case: Given) -> QuerySet[Consultation]:
    return Consultation.objects.filter(application_id=case)


@prepared
def _extensions(case: Given) -> QuerySet[Extension]:
    return Extension.objects.filter(application_id=case)


@prepared
def _disputes(case: Given) -> QuerySet[Dispute]:
    return Dispute.objects.filter(application_id=case)


@prepared
def _searches(case: Given) -> QuerySet[Search]:
    return Search.objects.filter(application_id=case)


@prepared
def _replies(case: Given) -> QuerySet[Reply]:
    rows = Reply.objects.filter(application_id=case)
    return rows.select_related("record", "earlier__application", "letter", "proposed")


@prepared
def _events(case: Given) -> QuerySet[Event]:
    return Event.objects.filter(application_id=case).order_by("-id")


@prepared
def _files(case: Given) -> QuerySet[CaseFile]:
    return CaseFile.objects.filter(application_id=case).exclude(kind=FileKind.LETTER)


_BESIDE: dict[str, Prepared[Any]] = {
    "clocks": _clocks,
    "consultations": _consultations,
    "extensions": _extensions,
    "disputes": _disputes,
    "searches": _searches,
}
