"""Handing out letters, to whoever showed the code of the case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.foi import actions as foi
from gongkai.foi.letters.reading import for_applicant, for_party
from gongkai.foi.public.pages import go, problem
from gongkai.foi.public.session import visit_of
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Refused


@require_safe
def letter(request: HttpRequest, town: Town, letter_id: int) -> HttpResponse:
    """A letter of the case as PDF; that it was fetched is on the ledger."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    theirs = for_applicant(visit.case) if visit.asked is None else for_party(visit.asked)
    found = theirs.filter(pk=letter_id, pdf__isnull=False).first() if letter_id < 1 << 63 else None
    if found is None:
        raise Http404
    actor = system_actor(town, "第三方" if visit.asked else "申请人")
    try:
        data = foi.fetch_letter(actor, found, visit.asked)
    except Refused as refused:
        return problem(request, 409, "现在不能下载", str(refused))
    answer = HttpResponse(data, content_type="application/pdf")
    name = f"{found.title}.pdf"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
