"""Where a case stands: number and code lead to its page, for half an hour and in this browser."""

import re
import unicodedata
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.foi.access import find_case, find_party
from gongkai.foi.public.forms import EnterForm
from gongkai.foi.public.pages import KIOSK, at_kiosk, go, page
from gongkai.foi.public.reading import case_facts, party_facts
from gongkai.foi.public.session import Visit, forget, remember, visit_of
from gongkai.organisation.limits import address_of, count, so_far
from gongkai.organisation.models import Town

WRONG_CODES: Final = 10
WRONG_SECONDS: Final = 15 * 60
DONE: Final = {
    "correct": "已经收到您的补正，答复期限重新计算。",
    "withdraw": "您的申请已经撤回，办理结束。",
    "rate": "谢谢您的评价。",
    "payment": "已经收到您告知的缴费情况，工作人员核对后重新计算答复期限。",
    "reasons": "已经收到您说明的理由。",
    "opinion": "已经收到您的意见，工作人员会依照条例作出决定。",
}
_NUMBER: Final = re.compile(r"[0-9]{4}-[0-9]{1,10}")
_WRONG: Final = "编号或者查询码不对。请对照回执再输一次。"
_TOO_OFTEN: Final = "输错的次数太多。请过十五分钟再试，或者打电话查询。"


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, town: Town) -> HttpResponse:
    """Number and code, sent in the body, never in an address."""
    if request.method == "POST":
        return _try(request, town)
    if visit_of(request, town) is not None:
        return go(request, town, "status/case/")
    number = _plain_number(request.GET.get("number", ""))
    return page(request, "status_enter", {"form": EnterForm(initial={"number": number})})


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, town: Town) -> HttpResponse:
    """End the visit; the counter screen goes back to its start."""
    answer = go(request, town, "kiosk/" if at_kiosk(request) else "status/")
    forget(request, answer, town)
    return answer


@require_safe
def case(request: HttpRequest, town: Town) -> HttpResponse:
    """The page of a case, as the applicant or as a third party sees it. Four statements."""
    visit = visit_of(request, town)
    if visit is None:
        return go(request, town, "status/")
    said = DONE.get(request.GET.get("done", ""), "")
    facts = {"said": said, "kiosk": visit.kiosk}
    if visit.asked is not None:
        answer = page(request, "status_party", {**facts, "shown": party_facts(visit.asked)})
    else:
        answer = page(request, "status_case", {**facts, "shown": case_facts(visit.case)})
    remember(request, answer, town, visit)
    return answer


def _try(request: HttpRequest, town: Town) -> HttpResponse:
    form = EnterForm(request.POST)
    address = address_of(request)
    if not form.is_valid():
        return _refused(request, form, 422)
    if so_far("foi.wrong", address) >= WRONG_CODES:
        form.add_error(None, _TOO_OFTEN)
        return _refused(request, form, 429)
    visit = _visit(town, form.cleaned_data["number"], form.cleaned_data["code"], request)
    if visit is None:
        count("foi.wrong", address, WRONG_SECONDS)
        form.add_error("code", _WRONG)
        return _refused(request, form, 422)
    answer = go(request, town, "status/case/")
    remember(request, answer, town, visit)
    return answer


def _refused(request: HttpRequest, form: EnterForm, status: int) -> HttpResponse:
    return page(request, "status_enter", {"form": form}, status)


def _visit(town: Town, number: str, code: str, request: HttpRequest) -> Visit | None:
    number, kiosk = _plain_number(number), KIOSK in request.POST
    if not number:
        return None
    if (found := find_case(town, number, code)) is not None:
        return Visit(found, None, kiosk)
    asked = find_party(town, number, code)
    return Visit(asked.application, asked, kiosk) if asked else None


def _plain_number(typed: str) -> str:
    """A number as it is stored, whatever width and dash it was typed with; empty for no number."""
    plain = unicodedata.normalize("NFKC", typed[:40])
    plain = re.sub(r"[‐-―−一]", "-", re.sub(r"\s", "", plain))
    return plain if _NUMBER.fullmatch(plain) and plain.isascii() else ""
