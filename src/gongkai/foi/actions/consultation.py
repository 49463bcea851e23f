"""征求意见: third parties (Art. 32) and co-makers (Art. 34), 15 working days, silence known."""

from datetime import date

from gongkai.foi.actions.common import (
    Received,
    check_correction,
    check_day,
    in_case,
    make_letter,
    note,
    note_receipt,
    take,
)
from gongkai.foi.models import (
    Application,
    ClockKind,
    Consultation,
    ConsultationKind,
    ConsultationOutcome,
)
from gongkai.foi.personal import party_mask, seal_party
from gongkai.foi.states import advance, facts_of
from gongkai.foi.timing import begin, end_step, refresh
from gongkai.ledger.clock import today
from gongkai.organisation.acting import Act, action
from gongkai.organisation.refusals import Invalid, NotAllowedNow

SILENCE = {
    ConsultationKind.THIRD_PARTY: (
        "第三方逾期没有提出意见，由本机关依照条例决定是否公开（第三十二条）。"
    ),
    ConsultationKind.CO_MAKER: "共同制作机关逾期没有答复，视为同意公开（第三十四条）。",
}


@action("foi.consult")
def consult(
    act: Act,
    application: Application,
    kind: str,
    party: str,
    question: str,
    *,
    sent_on: date | None = None,
) -> Consultation:
    """Ask a third party or a co-maker for its opinion; the time is excluded from the clock.

    party: its name, kept sealed. Raises Invalid by field, NotAllowedNow.
    """
    application = take(act, application)
    errors = {}
    if kind not in ConsultationKind.values:
        errors["kind"] = "请选择征求谁的意见。"
    if not party.strip():
        errors["party"] = "请填写被征求意见的人或者机关的名称。"
    if not question.strip():
        errors["question"] = "请写明就哪些信息征求意见。"
    if errors:
        raise Invalid(errors)
    day = check_day("sent_on", sent_on, application)
    advance(application, "consult", day)
    asked = Consultation.objects.create(
        application=application,
        kind=kind,
        party=seal_party(application, party),
        party_mask=party_mask(party),
        question=question.strip(),
        sent_on=day,
        by=act.account,
    )
    begin(application, ClockKind(kind), day, step=asked.pk)
    refresh(application)
    make_letter(act, application, kind, day, step=asked.pk)
    note(
        act,
        application,
        f"征求{asked.get_kind_display()}意见；征求意见的时间不计入答复期限。",
        on=day,
        after={"kind": kind, "party": asked.party_mask, "due": str(application.due_on)},
    )
    return asked


@action("foi.reach_party")
def reach_party(act: Act, asked: Consultation, received_on: date, why: str = "") -> Consultation:
    """Enter when the letter reached the party: its 15 working days count from then.

    why: where another day was entered before, why that was wrong. Raises Invalid, NotAllowedNow.
    """
    application = take(act, asked.application)
    asked = application.consultations.get(pk=asked.pk)
    if asked.outcome:
        raise NotAllowedNow("这次征求意见已经结束。")
    if asked.received_on is not None and not why.strip():
        raise NotAllowedNow(
            f"已经登记对方于{asked.received_on}收到征求意见书，期限由此起算。"
            "登记错了的，请写明更正的理由。"
        )
    if not asked.sent_on <= received_on <= today():
        raise Invalid({"received_on": "收到日期应在发出日期之后，且不晚于今天。"})
    check_correction(application, asked.received_on, why)
    former, asked.received_on = asked.received_on, received_on
    asked.save(update_fields=["received_on"])
    refresh(application)
    note_receipt(
        act,
        application,
        f"被征求意见的一方于{received_on}收到征求意见书。",
        Received(received_on, application.due_on, former, why),
        public=False,
    )
    return asked


@action("foi.end_consultation")
def end_consultation(
    act: Act,
    asked: Consultation,
    outcome: str,
    *,
    answer: str = "",
    judgement: str = "",
    on: date | None = None,
) -> Consultation:
    """Enter the opinion, or that none came in time (``silent``).

    A refusal needs the agency's own judgement: a reasonable ground, or why major public interest
    outweighs it (Art. 32). Raises Invalid by field, NotAllowedNow.
    """
    application = take(act, asked.application)
    asked = application.consultations.get(pk=asked.pk)
    if asked.outcome:
        raise NotAllowedNow("这次征求意见已经结束。")
    day = check_day("on", on, application, since=asked.sent_on)
    clock = application.clocks.filter(kind=asked.kind, step=asked.pk, state="open").first()
    _check_outcome(asked, outcome, answer, judgement)
    if outcome == ConsultationOutcome.SILENT and clock is not None:
        if day <= clock.due:
            raise Invalid({"outcome": f"答复意见的期限到{clock.due}为止，现在还没有届满。"})
        # Silence is complete with the last day of the period, whenever it is entered.
        day = clock.due
    still_open = facts_of(application).open_consultations
    advance(application, "end_consultation" if still_open > 1 else "end_last_consultation", day)
    asked.outcome, asked.answered_on = outcome, day
    asked.answer, asked.override = answer.strip(), judgement.strip()
    asked.save(update_fields=["outcome", "answered_on", "answer", "override"])
    end_step(application, asked.pk, asked.kind, day)
    refresh(application)
    silent = outcome == ConsultationOutcome.SILENT
    note(
        act,
        application,
        SILENCE[ConsultationKind(asked.kind)]
        if silent
        else f"收到{asked.get_kind_display()}意见：{asked.get_outcome_display()}。",
        on=day,
        public=False,
        after={"outcome": outcome, "due": str(application.due_on)},
        why=in_case("本机关的判断", "征求意见", judgement),
    )
    return asked


@action("foi.tell_third_party")
def tell_third_party(act: Act, asked: Consultation, on: date | None = None) -> Consultation:
    """Tell a third party in writing what is released against its will, and why (Art. 32)."""
    application = take(act, asked.application)
    asked = application.consultations.get(pk=asked.pk)
    if asked.kind != ConsultationKind.THIRD_PARTY or not asked.override:
        raise NotAllowedNow("只有第三方不同意而本机关决定公开的，才需要书面告知第三方。")
    day = check_day("on", on, application, since=asked.answered_on)
    asked.told_on = day
    asked.save(update_fields=["told_on"])
    make_letter(act, application, "third_party_notice", day, step=asked.pk)
    note(act, application, "已将决定公开的内容和理由书面告知第三方。", on=day, public=False)
    return asked


def _check_outcome(asked: Consultation, outcome: str, answer: str, judgement: str) -> None:
    errors = {}
    if outcome not in ConsultationOutcome.values:
        errors["outcome"] = "请选择意见的结果。"
    elif outcome == ConsultationOutcome.SILENT and asked.received_on is None:
        # Art. 32, 34: the period runs from receipt, and silence has consequences.
        errors["outcome"] = (
            "15个工作日从对方收到征求意见书那天起算，还没有登记收到日期，不能按逾期没有答复登记。"
            "请先登记对方收到的日期。"
        )
    elif outcome != ConsultationOutcome.SILENT and not answer.strip():
        errors["answer"] = "请写明对方的意见。"
    refused = outcome in (ConsultationOutcome.REFUSED, ConsultationOutcome.PARTLY)
    if refused and asked.kind == ConsultationKind.THIRD_PARTY and not judgement.strip():
        errors["judgement"] = (
            "请写明本机关的判断：第三方的理由是否合理，不公开是否会对公共利益造成重大影响。"
        )
    if errors:
        raise Invalid(errors)
