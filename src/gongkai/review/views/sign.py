"""Signing: what exactly, and who."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.reauthentication import needs_code, prove
from gongkai.organisation.refusals import Refused
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.review import actions
from gongkai.review.forms import SignForm
from gongkai.review.models import Column, ReviewSheet, Seat
from gongkai.review.statement import statement_of
from gongkai.review.views.common import sheet_or_404
from gongkai.rules.digest import canonical_json, digest

_SIGN = {
    Seat.HANDLER: actions.sign_handler,
    Seat.REVIEWER: actions.sign_reviewer,
    Seat.LEADER: actions.sign_leader,
}


@office_page("review.read")
@require_http_methods(["GET", "POST"])
def sign(request: OfficeRequest, number: int, seat: str) -> HttpResponse:
    """Sign the whole form, with the password again and the second factor where there is one."""
    sheet = sheet_or_404(request, number)
    if seat not in Seat.values:
        raise Http404
    statement = statement_of(sheet, seat)
    seen = digest(canonical_json(statement))
    form = SignForm(request.POST or None, code=needs_code(request.account), statement=seen)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            proof = prove(request.account, given["password"], request, given.get("code", ""))
            _SIGN[Seat(seat)](request.actor, sheet, proof, given["statement"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, f"您已在第{sheet.number}号审查表“{Seat(seat).label}”处签字。")
            return redirect("review:sheet", sheet.number)
    context = {
        "sheet": sheet,
        "seat": Seat(seat),
        "form": form,
        "rows": [row for row in sheet.rows.all() if row.open],
        "counts": _counts(sheet, seat),
        "statement_digest": seen,
    }
    return render(request, "review/sign.html", context)


def _counts(sheet: ReviewSheet, seat: str) -> Counter[str]:
    """How many ticks of each kind the column of this seat has."""
    column = {Seat.REVIEWER: Column.WORKING_BODY, Seat.LEADER: Column.LEADER}.get(Seat(seat))
    opinions: list[Any] = [
        opinion
        for row in sheet.rows.all()
        if row.open
        for opinion in getattr(row, "current_opinions", [])
    ]
    return Counter(opinion.value for opinion in opinions if opinion.column == column)
