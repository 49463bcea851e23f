"""行政复议 and 行政诉讼, as cases of their own."""

from dataclasses import dataclass
from datetime import date

from gongkai.foi.actions.common import take
from gongkai.foi.models import Application, Dispute
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.fitting import check_fits, shortened
from gongkai.organisation.models import Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.rules.foi.disputes import (
    KIND_NAMES,
    RESULTS,
    DisputeError,
    DisputeKind,
    DisputeState,
    after,
    answer_period,
)
from gongkai.rules.foi.periods import period_due


@dataclass(frozen=True)
class DisputeFacts:
    """A reconsideration or lawsuit as its notice says."""

    kind: str
    reference: str
    body: str
    notified_on: date
    simplified: bool = False


@action("foi.open_dispute")
def open_dispute(act: Act, application: Application, facts: DisputeFacts) -> Dispute:
    """Enter a reconsideration or lawsuit about the answer; the day to respond is counted."""
    application = take(act, application)
    errors = {}
    if facts.kind not in [kind.value for kind in DisputeKind]:
        errors["kind"] = "请选择是行政复议还是行政诉讼。"
    if not facts.reference.strip():
        errors["reference"] = "请填写案号。"
    if not facts.body.strip():
        errors["body"] = "请填写复议机关或者法院。"
    if facts.notified_on > today():
        errors["notified_on"] = "收到通知的日期不能晚于今天。"
    elif facts.notified_on < application.received_on:
        received = application.received_on
        errors["notified_on"] = f"收到通知的日期不能早于收到申请的{received}。"
    if errors:
        raise Invalid(errors)
    check_fits(Dispute, reference=facts.reference, body=facts.body)
    kind = DisputeKind(facts.kind)
    code = answer_period(kind, simplified=facts.simplified)
    due = period_due(code, facts.notified_on, calendar_in_force())
    dispute = Dispute.objects.create(
        town=application.town,
        application=application,
        kind=kind,
        reference=facts.reference.strip(),
        body=facts.body.strip(),
        simplified=facts.simplified,
        notified_on=facts.notified_on,
        answer_due=due.due,
        answer_sentence=shortened(due.sentence(), 800),
        by=act.account,
        created_at=now(),
    )
    _note(act, dispute, {"kind": KIND_NAMES[kind], "answer_due": str(due.due)})
    return dispute


@action("foi.answer_dispute")
def answer_dispute(act: Act, dispute: Dispute, on: date) -> Dispute:
    """Enter that the agency has responded."""
    dispute = _take(act, dispute)
    _step(dispute, "answer")
    if not dispute.notified_on <= on <= today():
        raise Invalid({"on": "日期应在收到通知之后，且不晚于今天。"})
    dispute.answered_on = on
    dispute.save(update_fields=["answered_on"])
    _note(act, dispute, {"answered_on": str(on)})
    return dispute


@action("foi.end_dispute")
def end_dispute(
    act: Act,
    dispute: Dispute,
    verb: str,
    result: str,
    *,
    on: date | None = None,
    redo_by: date | None = None,
) -> Dispute:
    """Enter the result: ``uphold``, ``correct`` or ``end`` (other), with its words.

    redo_by: the day by which another answer is ordered; then ``foi.redo`` becomes possible.
    """
    dispute = _take(act, dispute)
    if verb not in RESULTS:
        raise Invalid({"verb": "请选择结果。"})
    if not result.strip():
        raise Invalid({"result": "请写明决定或者判决的结果。"})
    day = on or today()
    if not dispute.notified_on <= day <= today():
        raise Invalid({"on": "日期应在收到通知之后，且不晚于今天。"})
    if redo_by is not None and verb != "correct":
        raise Invalid({"redo_by": "只有结果纠正的，才会责令重新答复。"})
    dispute.state = _step(dispute, verb)
    dispute.ended_on, dispute.result = day, result.strip()
    dispute.redo, dispute.redo_by = redo_by is not None, redo_by
    dispute.save(update_fields=["state", "ended_on", "result", "redo", "redo_by"])
    _note(act, dispute, {"state": dispute.state, "redo_by": str(redo_by) if redo_by else None})
    return dispute


def _take(act: Act, dispute: Dispute) -> Dispute:
    found = (
        Dispute.objects.select_for_update(of=("self",))
        .select_related("application__unit", "town")
        .get(pk=dispute.pk)
    )
    act.permit(_unit(found))
    return found


def _unit(dispute: Dispute) -> Unit:
    if dispute.application is None:
        raise NotAllowedNow("这件案件没有对应的申请。")
    return dispute.application.unit


def _step(dispute: Dispute, verb: str) -> DisputeState:
    try:
        return after(DisputeState(dispute.state), verb, answered=dispute.answered_on is not None)
    except DisputeError as error:
        raise NotAllowedNow(str(error)) from None


def _note(act: Act, dispute: Dispute, after_: dict[str, object]) -> None:
    act.record(dispute, unit=_unit(dispute), after=after_, label=str(dispute))
