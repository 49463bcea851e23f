"""Handing out letters and what was supplied with them, to whoever showed the code of the case."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.foi import actions as foi
from gongkai.foi.files import PDF
from gongkai.foi.handing_over import for_applicant as supplied_for
from gongkai.foi.letters.reading import for_applicant, for_party
from gongkai.foi.public.pages import go, page, problem
from gongkai.foi.public.session import visit_of
from gongkai.organisation.actor import visitor_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Refused

_LARGEST = 1 << 63


@require_safe
def letter(request: HttpRequest, town: Town, letter_id: int) -> HttpResponse:
    """A letter of the case as PDF; that it was fetched is on the ledger."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    theirs = for_applicant(visit.case) if visit.asked is None else for_party(visit.asked)
    ready = theirs.filter(pk=letter_id, pdf__isnull=False)
    found = ready.first() if letter_id < _LARGEST else None
    if found is None:
        raise Http404
    actor = visitor_actor(town, "第三方" if visit.asked else "申请人")
    try:
        data = foi.fetch_letter(actor, found, visit.asked)
    except Refused as refused:
        return problem(request, 409, "现在不能下载", str(refused))
    return _download(f"{found.title}.pdf", PDF, data)


@require_safe
def content(request: HttpRequest, town: Town) -> HttpResponse:
    """The files that were handed over with the answers of the case, for the applicant alone."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    files = [] if visit.asked else list(supplied_for(visit.case))
    if not files:
        raise Http404
    return page(request, "status_content", {"number": visit.case.number, "files": files})


@require_safe
def content_file(request: HttpRequest, town: Town, file_id: int) -> HttpResponse:
    """One of these files; that it was fetched is on the ledger."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    theirs = visit.asked is None and file_id < _LARGEST
    found = supplied_for(visit.case).filter(pk=file_id).first() if theirs else None
    if found is None:
        raise Http404
    try:
        data = foi.fetch_supply(visitor_actor(town, "申请人"), found)
    except Refused as refused:
        return problem(request, 409, "现在不能下载", str(refused))
    return _download(found.file.name, found.file.media_type, data)


def _download(name: str, media_type: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
