"""The page of a letter, its prints, and the register of letters."""

from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from gongkai.foi import actions as foi
from gongkai.foi.letters.content import opened
from gongkai.foi.letters.making import context_of
from gongkai.foi.letters.prints import RECORD_DOCX, RECORD_PDF, SHEETS
from gongkai.foi.letters.reading import decisive_day_of, letters_for, shown_letters, trouble_of
from gongkai.foi.letters.samples import draft_print
from gongkai.foi.models import Application, Letter, Reply
from gongkai.foi.viewing import is_open, is_viewer, may_view
from gongkai.foi.views.cases import case_or_404
from gongkai.foi.views.steps import STEPS
from gongkai.ledger.clock import today
from gongkai.organisation.permissions import reach_of
from gongkai.organisation.web import OfficeRequest, number_in, office_page, page_of
from gongkai.rules.dates import FIRST_DATE, LAST_DATE
from gongkai.rules.foi import service
from gongkai.rules.foi.letter_forms.filling import LetterError
from gongkai.rules.foi.letters import TABLE

_RECORDS = (RECORD_PDF, RECORD_DOCX)
_TO = {
    "applicant": "致申请人",
    "third_party": "致第三方",
    "agency": "致共同制作机关",
    "unit": "致协办单位",
}
_OF_CASES = [
    (row.code, row.name)
    for row in TABLE.rows
    if row.numbered and not row.code.startswith("own_record")
]
_KINDS = {row.code: row for row in TABLE.rows}


def letter_or_404(case: Application, letter_id: int) -> Letter:
    """A letter of a case."""
    rows = case.letters.select_related("docx", "pdf", "template", "reply")
    found = rows.filter(pk=letter_id).first()
    if found is None:
        raise Http404("没有这件文书。")
    found.application = case
    return found


@office_page("foi.read")
def letter(request: OfficeRequest, number: str, letter_id: int) -> HttpResponse:
    """A letter: its documents, its version of the text, its service and proof, its prints."""
    case = case_or_404(request, number)
    found = letter_or_404(case, letter_id)
    served = found.services.select_related("proof").first()
    way = service.BY_CODE[served.way] if served else None
    may_look = is_viewer(request.account, case)
    may_look = may_look and reach_of(request.actor, "foi.view_file") is not None
    context = {
        "case": case,
        "letter": found,
        "to": _TO[_KINDS[found.kind].to],
        "files": [file for file in (found.pdf, found.docx) if file is not None],
        "trouble": trouble_of(found),
        "service": served,
        "served": decisive_day_of(served) if served else None,
        "day_label": service.DATE_LABELS[way.judged_by] if way else "",
        "wanted_proof": f"应有：{way.proof}。" if way else "",
        "taken_back": found.kind == "reply" and _state_of_reply(found) == "taken_back",
        "has_content": bool(found.sealed),
        "has_address": bool(found.sealed)
        and may_look
        and bool(opened(found.sealed, context_of(case)).address),
        "may_view": may_look,
        "may_serve": reach_of(request.actor, STEPS["serve"].action) is not None,
        "may_attach": reach_of(request.actor, "foi.attach_proof") is not None,
        "may_retry": reach_of(request.actor, "foi.retry_letter") is not None,
        "records": [(which, SHEETS[which]) for which in _RECORDS],
        "envelopes": [pair for pair in SHEETS.items() if pair[0] not in _RECORDS],
    }
    return render(request, "foi/letter.html", context)


@office_page("foi.retry_letter")
@require_POST
def retry(request: OfficeRequest, number: str, letter_id: int) -> HttpResponse:
    """Let the documents be written once more."""
    found = letter_or_404(case_or_404(request, number), letter_id)
    foi.retry_letter(request.actor, found)
    messages.success(request, "正在重新生成，请稍后刷新。")
    return redirect("foi:letter", number, letter_id)


@office_page("foi.print_letter_sheet")
@require_POST
def print_sheet(request: OfficeRequest, number: str, letter_id: int) -> HttpResponse:
    """A 送达回证 or an envelope, as a download."""
    found = letter_or_404(case_or_404(request, number), letter_id)
    which = request.POST.get("which", "")
    which = request.POST.get("envelope", "") if which == "envelope" else which
    sheet = foi.print_letter_sheet(request.actor, found, which)
    return download(sheet.name, sheet.data, sheet.media_type)


def download(name: str, data: bytes, media_type: str) -> HttpResponse:
    """A file with personal data as an answer that nobody keeps."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@office_page("foi.read")
def register(request: OfficeRequest) -> HttpResponse:
    """Every letter of the town, newest first: numbers, cases, documents, service."""
    rows, given = letters_for(request.actor), request.GET
    if kind := given.get("kind", ""):
        rows = rows.filter(kind=kind)
    year = number_in(given.get("year", "")) or 0
    if FIRST_DATE.year <= year <= LAST_DATE.year:
        rows = rows.filter(dated__year=year)
    if given.get("open"):
        rows = rows.filter(services__isnull=True)
    if words := given.get("q", "").strip():
        rows = rows.filter(number__icontains=words) | rows.filter(
            application__number__icontains=words
        )
    page = page_of(request, rows)
    context = {
        "page": page,
        "letters": shown_letters(cast(QuerySet[Letter], page.object_list)),
        "kinds": _OF_CASES,
        "filters": given,
    }
    return render(request, "foi/letters.html", context)


def _state_of_reply(found: Letter) -> str:
    reply = getattr(found, "reply", None)
    return reply.state if reply is not None else ""


@office_page("foi.draft_reply")
def preview(request: OfficeRequest, number: str) -> HttpResponse:
    """The letter of a draft as it would go out, the name starred; nothing is decided by it."""
    case = case_or_404(request, number)
    draft = Reply.objects.filter(application=case, state="draft").select_related("record").first()
    if draft is None:
        return redirect("foi:reply", number)
    draft.application = case
    letter, wanting, opened = None, "", is_open(request.actor, case)
    try:
        letter = draft_print(draft, today()) if opened else None
    except LetterError as error:
        wanting = str(error)
    context = {
        "case": case,
        "letter": letter,
        "wanting": wanting,
        "opened": opened,
        "may_open": may_view(request.actor, case),
    }
    return render(request, "foi/preview.html", context)
