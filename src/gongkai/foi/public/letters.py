"""Handing out letters, to whoever showed the code of the case."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gongkai.foi import actions as foi
from gongkai.foi.models import CaseFile, Letter
from gongkai.foi.public.pages import go, problem
from gongkai.foi.public.reading import letter_of
from gongkai.foi.public.session import visit_of
from gongkai.organisation.actor import system_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Refused

FORMS: Final = ("pdf", "docx")


@require_safe
def letter(request: HttpRequest, town: Town, letter_id: int, form: str) -> HttpResponse:
    """A letter of the case as PDF or DOCX; that it was taken is in the case and on the ledger."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    found = letter_of(visit.case, visit.asked, letter_id) if letter_id < 1 << 63 else None
    file = _file(found, form)
    if found is None or file is None:
        raise Http404
    actor = system_actor(town, "第三方" if visit.asked else "申请人")
    try:
        data = foi.hand_out(actor, found, file)
    except Refused as refused:
        return problem(request, 409, "现在不能下载", str(refused))
    answer = HttpResponse(data, content_type=file.media_type)
    name = f"{found.get_kind_display()}.{form}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _file(found: Letter | None, form: str) -> CaseFile | None:
    if found is None or form not in FORMS:
        return None
    file: CaseFile | None = getattr(found, form)
    return file
