"""What a unit of the town was asked to help with: its own page, without a word of who applied."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.foi.models import Assistance
from gongkai.foi.personal import names_applicant
from gongkai.foi.queries import assistances_for
from gongkai.foi.sealing import Unreadable
from gongkai.ledger.clock import today
from gongkai.organisation.web import OfficeRequest, office_page


@require_safe
@office_page("foi.assistance.read")
def assistance(request: OfficeRequest, asked_id: int) -> HttpResponse:
    """What is asked, until when, and to whom the answer goes."""
    asked = get_object_or_404(assistances_for(request.actor), pk=asked_id)
    context = {
        "asked": asked,
        "case": asked.application,
        "words": _words_of(asked),
        "over": asked.answered_on is not None or asked.application.closed_on is not None,
        "today": today(),
    }
    return render(request, "foi/assistance.html", context)


def _words_of(asked: Assistance) -> str:
    """What is asked for; empty where it was removed, or says who applied after all: a correction
    of the application may have brought a name that stood here already.
    """
    try:
        named = names_applicant(asked.application, asked.request)
    except Unreadable:
        return ""
    return "" if named else asked.request
