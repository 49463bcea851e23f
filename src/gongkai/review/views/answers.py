"""The secrecy body's written result on an unclear row."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.organisation.web import OfficeRequest, add_refusal, office_page
from gongkai.publication.web import text_of
from gongkai.review import actions
from gongkai.review.forms import FindingForm
from gongkai.review.models import SecrecyFinding
from gongkai.review.views.common import row_or_404, sheet_or_404


@office_page("review.answer_unclear")
@require_http_methods(["GET", "POST"])
def answer(request: OfficeRequest, number: int, sequence: int) -> HttpResponse:
    """Give the written result, or refer the matter upwards; later enter the answer from there."""
    sheet = sheet_or_404(request, number)
    row = row_or_404(sheet, sequence)
    finding = (
        row.findings.filter(answered_at=None).select_related("asked_by", "referred_by").first()
    )
    if finding is None:
        raise NotAllowedNow("这一行没有待出具的书面审查结果。")
    form = FindingForm(request.POST or None, referred=finding.referred_at is not None)
    if request.method == "POST" and form.is_valid() and _give(request, finding, form):
        return redirect("office:home")
    context = {"sheet": sheet, "row": row, **text_of(row.version), "finding": finding, "form": form}
    return render(request, "review/answer.html", context)


def _give(request: OfficeRequest, finding: SecrecyFinding, form: FindingForm) -> bool:
    given = form.cleaned_data
    try:
        if given["outcome"] == FindingForm.REFER:
            actions.refer_unclear(request.actor, finding, given["referred_to"], given["result"])
            done = f"已提请{given['referred_to']}确定。收到答复后，请在这里登记。"
        else:
            may_publish = given["outcome"] == FindingForm.YES
            actions.answer_unclear(request.actor, finding, may_publish, given["result"])
            done = "书面审查结果已出具，这一行回到审查人员。"
    except Invalid as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, done)
    return True
