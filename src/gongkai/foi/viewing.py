"""Who has an applicant's words open: one look that the ledger knows opens them for the day.

The words of an application, statements made on the web, names of files and what was said in
reply to a question are the applicant's data (handbook 10.4). A page of a case shows them to
whoever may see them and has looked today (``foi.view_personal``), and to nobody else. Name,
papers and ways of contact have a page of their own, and each look there is an entry of its own.
"""

from datetime import datetime, time
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from gongkai.foi.models import Application
from gongkai.ledger.clock import today
from gongkai.ledger.models import LedgerEntry
from gongkai.organisation.actor import Actor
from gongkai.organisation.models import Account, Role
from gongkai.organisation.permissions import reach_of

LOOK = "foi.view_personal"


def is_viewer(account: Account, case: Application) -> bool:
    """Whether an account needs the applicant's data: the Office, and the case's own handler."""
    return Role.OFFICE in account.role_set or case.handler_id == account.pk


def may_view(actor: Actor, case: Application) -> bool:
    """Whether a person may open the applicant's data of a case; the act itself asks again."""
    account = actor.account
    return account is not None and reach_of(actor, LOOK) is not None and is_viewer(account, case)


def with_looks_of(account: Any, since: Any, rows: QuerySet[Application]) -> QuerySet[Application]:
    """Cases that know whether an account has looked since; asked along with the case itself."""
    return rows.annotate(looked=Exists(_looks(account, since).filter(subject_id=_identity())))


def is_open(actor: Actor, case: Application) -> bool:
    """Whether the pages of a case may show the applicant's words to a person now."""
    if not may_view(actor, case):
        return False
    known = vars(case).get("looked")
    if known is not None:
        return bool(known)
    assert actor.account is not None  # noqa: S101 - else it may not be viewed
    return _looks(actor.account.pk, midnight()).filter(subject_id=str(case.pk)).exists()


def midnight() -> datetime:
    """When today began."""
    return datetime.combine(today(), time(), timezone.get_default_timezone())


def _looks(account: Any, since: Any) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(
        subject_kind=Application._meta.label_lower,
        account_id=account,
        action=LOOK,
        at__gte=since,
    )


def _identity() -> Cast:
    return Cast(OuterRef("pk"), CharField())
