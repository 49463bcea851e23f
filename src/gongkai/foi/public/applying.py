"""Applying in three pages: the form, the preview with what is public already, the receipt.

Nothing is stored before an application is accepted: what was typed goes from page to page in the
form itself, and files are chosen on the page from which they are sent.
"""

from datetime import timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.foi import actions as foi
from gongkai.foi.helping import note_help, offers_for
from gongkai.foi.models import Application
from gongkai.foi.public.forms import CHOICES, ApplyForm, SendForm
from gongkai.foi.public.pages import at_kiosk, go, office_of, page, problem, terms_of
from gongkai.foi.public.receipt import receipt_page
from gongkai.foi.public.token import Token, new_token, read_token
from gongkai.ledger.clock import now
from gongkai.organisation.actor import visitor_actor
from gongkai.organisation.limits import address_of, count
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Conflict, Invalid, Refused
from gongkai.rules.foi.fields import FORMS, ID_TYPES, ROUTES, lacking

CHECKS_A_MINUTE: Final = 60
SENT_AN_HOUR: Final = 40
"""By address: a service hall, or a village behind one address, applies more often than a person."""
TOO_MANY: Final = "从您所在的网络提交的申请太多，请一小时后再试，或者当面、邮寄提交。"
AGAIN: Final = timedelta(minutes=30)
"""How long the same form, sent again after a broken connection, gets the same receipt."""
APPLICANT: Final = "申请人"
LONGEST_MARK: Final = 400


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, town: Town) -> HttpResponse:
    """The form; sent, the preview. ``step=edit`` goes back to the form with what was typed."""
    if not terms_of(town).open:
        return _closed(request, town)
    if request.method == "GET":
        return _form_page(request, town, ApplyForm())
    if count("foi.check", address_of(request), 60) > CHECKS_A_MINUTE:
        return _too_often(request, town, "一分钟")
    typed = ApplyForm(request.POST)
    if "edit" in request.POST.getlist("step"):
        return _form_page(request, town, ApplyForm(initial=_typed(request)))
    if not typed.is_valid():
        return _form_page(request, town, typed, 422)
    return _preview(request, town, typed)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, town: Town) -> HttpResponse:
    """Send what was previewed; the receipt. A form sent twice is one application."""
    if request.method == "GET":
        return go(request, town, "apply/")
    if not terms_of(town).open:
        return _closed(request, town)
    typed = ApplyForm(request.POST)
    if not typed.is_valid():
        return _form_page(request, town, typed, 422)
    return _send(request, town, typed, SendForm(request.POST, request.FILES))


def _send(request: HttpRequest, town: Town, typed: ApplyForm, sending: SendForm) -> HttpResponse:
    ready, token = sending.is_valid(), sending.read
    if token is not None and (sent := _sent_with(town, token)) is not None:
        return _again(request, town, sent, token)
    if not ready or token is None:
        return _preview(request, town, typed, sending, 422)
    if count("foi.send", address_of(request), 3600) > SENT_AN_HOUR:
        sending.add_error(None, TOO_MANY)
        return _preview(request, town, typed, sending, 429)
    return _register(request, town, typed, sending, token)


@require_POST
def found(request: HttpRequest, town: Town) -> HttpResponse:
    """What was offered was enough: counted, and nothing is sent."""
    token = read_token(request.POST.get("token", ""))
    if token is not None and token.offered:
        note_help(town, "found")
    return page(request, "apply_found")


@require_safe
def open_offer(request: HttpRequest, town: Town, slug: str) -> HttpResponse:
    """To a public record that was offered: counted without anything about anybody."""
    if not slug.isascii():
        raise Http404
    note_opened(request, town)
    return go(request, town, f"records/{slug}/")


def note_opened(request: HttpRequest, town: Town) -> None:
    """Count that something offered was opened, without anything about anybody."""
    if count("foi.open", address_of(request), 60) <= CHECKS_A_MINUTE:
        note_help(town, "opened")


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What a preview carries: what was typed, its mark, the answer to its question. For a page
    beside it that leads back.
    """
    beside = {name: request.POST.get(name, "")[:LONGEST_MARK] for name in ("token", "answer")}
    return [*_typed(request).items(), *beside.items()]


def _register(
    request: HttpRequest, town: Town, typed: ApplyForm, sending: SendForm, token: Token
) -> HttpResponse:
    unit = office_of(town)
    if unit is None:
        return _closed(request, town)
    try:
        case = foi.register(
            visitor_actor(town, APPLICANT),
            unit,
            typed.applying(),
            foi.Receipt("internet"),
            files=sending.uploads,
            secret=token.secret,
            mark=token.mark,
        )
    except Conflict as refused:
        sent = _sent_with(town, token)
        if sent is not None:
            return _again(request, town, sent, token)
        sending.add_error(None, str(refused))
        return _preview(request, town, typed, sending, 409)
    except Invalid as refused:
        typed.add_refusal(refused.errors)
        return _form_page(request, town, typed, 422)
    except Refused as refused:
        sending.add_error(None, str(refused))
        return _preview(request, town, typed, sending, 422)
    if token.offered:
        note_help(town, "filed")
    wanting = lacking(typed.applying(), has_proof=bool(sending.uploads))
    return receipt_page(request, town, case, token.secret, list(wanting.values()))


def _sent_with(town: Town, token: Token) -> Application | None:
    return Application.objects.filter(sending__town=town, sending__mark=token.mark).first()


def _again(request: HttpRequest, town: Town, sent: Application, token: Token) -> HttpResponse:
    """The receipt of what this form has sent already; after a while, or for the next person at
    the counter screen, without the code.
    """
    fresh = now() - sent.created_at < AGAIN and not at_kiosk(request)
    return receipt_page(request, town, sent, token.secret if fresh else "", [])


def _form_page(
    request: HttpRequest, town: Town, typed: ApplyForm, status: int = 200
) -> HttpResponse:
    facts = {
        "form": typed,
        "choices": CHOICES,
        "token": request.POST.get("token", "")[:LONGEST_MARK],
        "years": terms_of(town).years,
    }
    return page(request, "apply_form", facts, status)


def _preview(
    request: HttpRequest,
    town: Town,
    typed: ApplyForm,
    sending: SendForm | None = None,
    status: int = 200,
) -> HttpResponse:
    applying = typed.applying()
    offers = offers_for(town, applying.description, applying.feature)
    token = _token(request, town, sending, bool(offers))
    facts = {
        "form": typed,
        "sending": sending or SendForm(),
        "offers": offers,
        "token": token.packed(),
        "question": token.question,
        # Of somebody who comes back from an offer; a wrong one is not shown again.
        "answer": request.POST.get("answer", "") if sending is None else "",
        "hidden": [(name, typed[name].value() or "") for name in typed.fields],
        "form_name": FORMS[applying.form],
        "route_name": ROUTES[applying.route],
        "id_name": ID_TYPES.get(applying.id_type, ""),
        "kind_name": dict(CHOICES["kind"])[applying.kind],
        "lacking": lacking(applying, has_proof=False),
        "years": terms_of(town).years,
    }
    return page(request, "apply_check", facts, status)


def _token(request: HttpRequest, town: Town, sending: SendForm | None, offered: bool) -> Token:
    """The token of the form: that which it carries while it is good, else a new one."""
    kept = sending.read if sending is not None else read_token(request.POST.get("token", ""))
    if kept is not None and _sent_with(town, kept) is None:
        return kept
    if offered:
        note_help(town, "shown")
    return new_token(offered=offered)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in ApplyForm.base_fields}


def _closed(request: HttpRequest, town: Town) -> HttpResponse:
    return problem(
        request,
        503,
        "网上申请暂时不能提交",
        "请当面、邮寄提交申请，或者口头提出由工作人员代填。地址和电话在“依申请公开”页面。",
    )


def _too_often(request: HttpRequest, town: Town, wait: str) -> HttpResponse:
    answer = problem(
        request,
        429,
        f"请稍等{wait}",
        f"从您所在的网络发来的请求太多。请过{wait}后返回上一页，再提交一次；也可以当面、邮寄提交。",
    )
    answer["Retry-After"] = "60"
    return answer
