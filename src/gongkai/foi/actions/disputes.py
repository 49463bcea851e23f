"""行政复议, 行政诉讼 and requests to correct one's own record (Art. 41), as cases of their own."""

import json
from dataclasses import dataclass
from datetime import date

from gongkai.foi.actions.common import check_words, take
from gongkai.foi.letters.making import next_number
from gongkai.foi.letters.own_record import OwnRecordPrint, own_letter_file, register_own_letter
from gongkai.foi.models import Application, Dispute, OwnRecordRequest
from gongkai.foi.sealing import seal, unseal
from gongkai.foi.setting import settings_of
from gongkai.ledger.clock import now, today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.models import Account, Unit
from gongkai.organisation.queries import calendar_in_force
from gongkai.organisation.refusals import Invalid, NotAllowedNow
from gongkai.publication.admission import puts_aside
from gongkai.rules.foi.disputes import (
    KIND_NAMES,
    RESULTS,
    DisputeError,
    DisputeKind,
    DisputeState,
    after,
    answer_period,
)
from gongkai.rules.foi.fields import masked_name
from gongkai.rules.foi.own_record import STATE_NAMES, OwnRecordState, outcome_problem
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
    if errors:
        raise Invalid(errors)
    kind = DisputeKind(facts.kind)
    code = answer_period(kind, simplified=facts.simplified)
    due = period_due(code, facts.notified_on, calendar_in_force())
    dispute = Dispute.objects.create(
        town=application.town,
        application=application,
        kind=kind,
        reference=facts.reference.strip()[:80],
        body=facts.body.strip()[:80],
        simplified=facts.simplified,
        notified_on=facts.notified_on,
        answer_due=due.due,
        answer_sentence=due.sentence()[:800],
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


@puts_aside
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
    check_words(_unit(dispute), "结果", result)
    dispute.state = _step(dispute, verb)
    dispute.ended_on, dispute.result = day, result.strip()
    dispute.redo, dispute.redo_by = redo_by is not None, redo_by
    dispute.save(update_fields=["state", "ended_on", "result", "redo", "redo_by"])
    _note(act, dispute, {"state": dispute.state, "redo_by": str(redo_by) if redo_by else None})
    return dispute


@dataclass(frozen=True)
class OwnRecordFacts:
    """Who asks for which correction of what is recorded of them, with which evidence."""

    name: str
    contact: str
    subject: str
    request: str
    evidence: str
    received_on: date | None = None


@puts_aside
@action("foi.register_own_record")
def register_own_record(
    act: Act, unit: Unit, facts: OwnRecordFacts, handler: Account | None = None
) -> OwnRecordRequest:
    """Register a request to correct information about oneself (Art. 41); evidence is needed."""
    act.permit(unit)
    errors = {}
    for name, said in (
        ("name", "请填写申请人的姓名或者名称。"),
        ("contact", "请填写联系方式。"),
        ("subject", "请写明哪条信息需要更正。"),
        ("request", "请写明记录有什么错误，应当怎样更正。"),
        ("evidence", "请写明证明记录不准确的证据。"),
    ):
        if not getattr(facts, name).strip():
            errors[name] = said
    day = facts.received_on or today()
    if day > today():
        errors["received_on"] = "收到日期不能晚于今天。"
    if errors:
        raise Invalid(errors)
    check_words(unit, "更正申请", facts.subject, facts.request, facts.evidence)
    chosen = settings_of(unit.town).periods
    due = period_due("own_record", day, calendar_in_force(), chosen)
    number = next_number(unit.town, "own_record", day.year)
    private = {
        "name": facts.name.strip(),
        "contact": facts.contact.strip(),
        "request": facts.request.strip(),
        "evidence": facts.evidence.strip(),
    }
    asked = OwnRecordRequest.objects.create(
        town=unit.town,
        unit=unit,
        number=f"更正{day.year}-{number:04d}",
        subject=facts.subject.strip()[:120],
        sealed=seal(json.dumps(private, ensure_ascii=False).encode(), f"own:{unit.town_id}"),
        applicant_mask=masked_name(facts.name),
        received_on=day,
        due_on=due.due,
        due_sentence=due.sentence()[:800],
        handler=handler,
        created_at=now(),
    )
    act.record(asked, unit=unit, after={"due": str(due.due)}, label=f"{asked.number}")
    return asked


@puts_aside
@action("foi.end_own_record")
def end_own_record(
    act: Act, asked: OwnRecordRequest, outcome: str, words: str, agency: str = ""
) -> OwnRecordRequest:
    """Enter what the verification found: corrected, transferred, told whom to ask, or refused.

    The letter with the outcome is numbered and sealed; its documents are written when wanted.
    """
    asked = (
        OwnRecordRequest.objects.select_for_update(of=("self",))
        .select_related("unit__town", "town")
        .get(pk=asked.pk)
    )
    act.permit(asked.unit)
    if said := outcome_problem(OwnRecordState(asked.state), outcome, agency, words):
        raise Invalid({"outcome": said})
    check_words(asked.unit, "核实情况", words, agency)
    asked.state, asked.outcome = outcome, words.strip()
    asked.agency, asked.closed_on = agency.strip()[:80], today()
    asked.save(update_fields=["state", "outcome", "agency", "closed_on"])
    letter = register_own_letter(asked, _private(asked)["name"], act.actor.account)
    act.record(
        asked,
        unit=asked.unit,
        after={
            "state": STATE_NAMES[OwnRecordState(outcome)],
            "agency": asked.agency,
            "letter": letter.number,
        },
        why=words.strip(),
    )
    return asked


@action("foi.view_own_record")
def view_own_record(act: Act, asked: OwnRecordRequest) -> dict[str, str]:
    """Who asks for which correction, for a person to see; the ledger says who looked.

    Gives ``name``, ``contact``, ``request``, ``evidence``.
    """
    asked = OwnRecordRequest.objects.select_related("unit").get(pk=asked.pk)
    act.permit(asked.unit)
    act.record(asked, unit=asked.unit, after={"viewed": "更正申请人资料"})
    return _private(asked)


@action("foi.open_own_record_letter")
def open_own_record_letter(act: Act, asked: OwnRecordRequest, kind: str) -> OwnRecordPrint:
    """The letter with the outcome as ``pdf`` or ``docx``; the ledger says who opened it."""
    asked = OwnRecordRequest.objects.select_related("unit__town", "town").get(pk=asked.pk)
    act.permit(asked.unit)
    found = own_letter_file(asked, kind)
    act.record(asked, unit=asked.unit, after={"viewed": found.name})
    return found


def _private(asked: OwnRecordRequest) -> dict[str, str]:
    found: dict[str, str] = json.loads(unseal(bytes(asked.sealed), f"own:{asked.town_id}"))
    return found


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
