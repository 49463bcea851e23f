"""Who looks at a case: known by number and code, then by a signed cookie that ends by itself.

The cookie holds the number of a row and a piece of the code's digest, nothing about a person. It
is sent to this town's pages only, never readable by script, and gone at the end of the visit; the
counter screen takes it away at its start.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse

from gongkai.foi.access import digest_of_secret, party_code
from gongkai.foi.models import Application, Consultation, Statement, StatementKind
from gongkai.foi.public.pages import root_of
from gongkai.organisation.models import Town
from gongkai.organisation.prepared import Given, prepared

COOKIE: Final = "gongkai_case"
SECONDS: Final = 30 * 60
KIOSK_SECONDS: Final = 5 * 60
_SALT: Final = "gongkai.foi.case"
_PIECE: Final = 16
_OPINIONS: Final = Statement.objects.filter(
    application=OuterRef("application"), kind=StatementKind.OPINION, step=OuterRef("pk")
)
_JOINED: Final = ("correction", "fee", "reasons_request")
_COLUMNS: Final = (
    *("town", "number", "secret_digest", "state", "turn", "channel", "misaddressed", "request"),
    *("received_on", "clock_start", "removed_at", "satisfaction"),
    *("correction__items", "correction__guidance", "correction__corrected_on"),
    *("fee__amount", "fee__sentence", "fee__paid_on", "fee__receipt_number"),
    *("reasons_request__why", "reasons_request__given_on"),
)


@dataclass(frozen=True)
class Visit:
    """Somebody who showed the code of a case.

    asked: set where it is a third party's; ``stated`` on it says whether an opinion came.
    """

    case: Application
    asked: Consultation | None
    kiosk: bool


def remember(request: HttpRequest, answer: HttpResponse, town: Town, visit: Visit) -> None:
    """Let this browser open the case again for half an hour, on the counter screen for less."""
    facts = [visit.case.pk, visit.asked.pk if visit.asked else 0, _piece(visit), int(visit.kiosk)]
    answer.set_cookie(
        COOKIE,
        signing.dumps(facts, salt=_SALT),
        max_age=KIOSK_SECONDS if visit.kiosk else SECONDS,
        path=root_of(request, town),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(request: HttpRequest, answer: HttpResponse, town: Town) -> None:
    """End the visit."""
    answer.delete_cookie(COOKIE, path=root_of(request, town), samesite="Lax")


def visit_of(request: HttpRequest, town: Town) -> Visit | None:
    """Who looks, by the cookie; None without one, after its time, or where the code is void.

    One statement.
    """
    facts = _facts(request.COOKIES.get(COOKIE, ""))
    if facts is None:
        return None
    case_id, asked_id, piece, kiosk = facts
    asked = case = None
    if asked_id:
        asked = next(iter(_consultations(asked_id, case_id)), None)
        case = asked.application if asked else None
    else:
        case = next(iter(_cases(case_id)), None)
    if case is None or case.town_id != town.pk or case.removed_at is not None:
        return None
    case.town = town
    visit = Visit(case, asked, bool(kiosk))
    return visit if _piece(visit) == piece else None


@prepared
def _consultations(asked: Given, case: Given) -> QuerySet[Consultation]:
    rows = Consultation.objects.select_related("application").annotate(stated=Exists(_OPINIONS))
    return rows.filter(pk=asked, application_id=case)


@prepared
def _cases(case: Given) -> QuerySet[Application]:
    return Application.objects.select_related(*_JOINED).only(*_COLUMNS).filter(pk=case)


def _facts(cookie: str) -> tuple[Any, ...] | None:
    if not cookie:
        return None
    try:
        case_id, asked_id, piece, kiosk = signing.loads(cookie, salt=_SALT, max_age=SECONDS)
        if kiosk:
            signing.loads(cookie, salt=_SALT, max_age=KIOSK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(case_id), int(asked_id), str(piece), int(kiosk)


def _piece(visit: Visit) -> str:
    """A piece of what the code is checked by: a code that is taken back ends every visit."""
    if visit.asked is not None:
        return digest_of_secret(party_code(visit.asked))[:_PIECE]
    return visit.case.secret_digest[:_PIECE]
