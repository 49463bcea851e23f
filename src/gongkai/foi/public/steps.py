"""What an applicant or a third party does on the page of a case: one small form for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from gongkai.foi import actions as foi
from gongkai.foi.actions.case import SATISFACTION
from gongkai.foi.models import Application, Consultation, StatementKind
from gongkai.foi.public import forms
from gongkai.foi.public.pages import go, page
from gongkai.foi.public.session import Visit, remember, visit_of
from gongkai.foi.states import facts_of
from gongkai.ledger.clock import today
from gongkai.organisation.actor import Actor, visitor_actor
from gongkai.organisation.models import Town
from gongkai.organisation.refusals import Invalid, Refused
from gongkai.rules.foi.states import UNANSWERED, State, corrected_in_time

LATE: Final = (
    "补正的期限已经过了，不能在网上补正。有正当理由的，请马上打电话或者到窗口说明，由工作人员登记。"
)
_NOT_NOW: Final = "这件申请现在不需要办这一步。请回到办理进度查看。"


@dataclass(frozen=True)
class Step:
    """A step: what it is called, its form, whether it is possible now ("" or why not), the act."""

    title: str
    button: str
    form: type[forms.CaseForm]
    refusal: Callable[[Visit], str]
    do: Callable[[Actor, Visit, Any], object]
    intro: str = ""
    party: bool = False


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, town: Town, name: str) -> HttpResponse:
    """A step of the case by its name; done, back to the page of the case."""
    visit, found = visit_of(request, town), STEPS.get(name)
    if visit is None:
        return go(request, town, "status/")
    if found is None or found.party != (visit.asked is not None):
        raise Http404
    if refusal := found.refusal(visit):
        return _page(request, town, visit, found, name, refusal=refusal, status=409)
    if request.method == "GET":
        return _page(request, town, visit, found, name, form=found.form(case=visit.case))
    form = found.form(request.POST, request.FILES, case=visit.case)
    if form.is_valid() and _done(town, visit, found, form):
        answer: HttpResponse = go(request, town, f"status/case/?done={name}")
        remember(request, answer, town, visit)
        return answer
    return _page(request, town, visit, found, name, form=form, status=422)


def _done(town: Town, visit: Visit, found: Step, form: forms.CaseForm) -> bool:
    actor = visitor_actor(town, "第三方" if visit.asked else "申请人")
    try:
        found.do(actor, visit, form)
    except Invalid as refused:
        form.add_refusal(refused.errors)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(
    request: HttpRequest,
    town: Town,
    visit: Visit,
    found: Step,
    name: str,
    *,
    form: forms.CaseForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    facts = {
        "step": found,
        "name": name,
        "form": form,
        "refusal": refusal,
        "number": visit.case.number,
        "correction": getattr(visit.case, "correction", None) if not found.party else None,
        "reasons": getattr(visit.case, "reasons_request", None) if not found.party else None,
        "asked": visit.asked,
        "choices": {**forms.CHOICES, "satisfaction": list(SATISFACTION.items())},
        "kiosk": visit.kiosk,
    }
    return page(request, "status_step", facts, status)


def _correction_refusal(visit: Visit) -> str:
    if visit.case.state != State.CORRECTION:
        return _NOT_NOW
    return LATE if corrected_in_time(facts_of(visit.case, today())) else ""


def _withdrawal_refusal(visit: Visit) -> str:
    if State(visit.case.state) in UNANSWERED:
        return ""
    return "答复已经作出，或者申请已经办结，不能撤回了。"


def _payment_refusal(visit: Visit) -> str:
    if visit.case.state != State.FEE:
        return _NOT_NOW
    return _stated(visit, StatementKind.PAYMENT)


def _reasons_refusal(visit: Visit) -> str:
    asked = getattr(visit.case, "reasons_request", None)
    if asked is None or asked.given_on is not None or visit.case.state != State.RUNNING:
        return _NOT_NOW
    return _stated(visit, StatementKind.REASONS)


def _rating_refusal(visit: Visit) -> str:
    if visit.case.state != State.CLOSED:
        return "办理结束以后才能评价。"
    return "您已经评价过了，谢谢。" if visit.case.satisfaction else ""


def _opinion_refusal(visit: Visit) -> str:
    asked = _asked(visit)
    if asked.outcome or visit.case.state == State.CLOSED:
        return "这次征求意见已经结束。"
    return _stated(visit, StatementKind.OPINION, asked.pk)


def _stated(visit: Visit, kind: StatementKind, step_id: int = 0) -> str:
    if visit.case.statements.filter(kind=kind, step=step_id).exists():
        return "您已经说明过了，工作人员正在核对。需要更正的，请与我们联系。"
    return ""


def _asked(visit: Visit) -> Consultation:
    assert visit.asked is not None  # noqa: S101 - steps of a party are reached by a party only
    return visit.asked


def _correct(actor: Actor, visit: Visit, form: forms.CorrectForm) -> Application:
    return foi.correct(actor, visit.case, form.applying(), files=form.uploads)


def _withdraw(actor: Actor, visit: Visit, form: forms.CaseForm) -> Application:
    return foi.withdraw(actor, visit.case, "申请人凭查询码在网上撤回")


def _rate(actor: Actor, visit: Visit, form: forms.CaseForm) -> Application:
    given = form.cleaned_data
    return foi.rate(actor, visit.case, given["satisfaction"], given["opinion"])


def _stating(kind: StatementKind) -> Callable[[Actor, Visit, forms.CaseForm], object]:
    def act(actor: Actor, visit: Visit, form: forms.CaseForm) -> object:
        given = form.cleaned_data
        step_id = visit.asked.pk if visit.asked else 0
        said = foi.Said(kind, given["words"], given.get("choice", ""), step_id)
        return foi.state(actor, visit.case, said)

    return act


STEPS: Final = {
    "correct": Step("补正", "提交补正", forms.CorrectForm, _correction_refusal, _correct),
    "withdraw": Step(
        "撤回申请",
        "确认撤回",
        forms.WithdrawForm,
        _withdrawal_refusal,
        _withdraw,
        "撤回以后办理结束，不能恢复；以后需要的，可以重新申请。",
    ),
    "payment": Step(
        "告知已经缴费",
        "提交",
        forms.PaymentForm,
        _payment_refusal,
        _stating(StatementKind.PAYMENT),
        "本网站不收钱。请按收费通知书写明的方式缴费，然后在这里填写票据号码，由工作人员核对。",
    ),
    "reasons": Step(
        "说明理由",
        "提交理由",
        forms.WordsForm,
        _reasons_refusal,
        _stating(StatementKind.REASONS),
    ),
    "rate": Step(
        "评价服务", "提交评价", forms.RateForm, _rating_refusal, _rate, "评价不影响您的任何权利。"
    ),
    "opinion": Step(
        "提出意见",
        "提交意见",
        forms.OpinionForm,
        _opinion_refusal,
        _stating(StatementKind.OPINION),
        "您的意见由工作人员依照《政府信息公开条例》第三十二条判断。逾期没有提出意见的，由本机关决定是否公开。",
        party=True,
    ),
}
