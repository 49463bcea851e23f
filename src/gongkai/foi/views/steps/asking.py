"""Others are asked: third parties, agencies that made it too, other units of the town."""

from gongkai.foi import actions as foi
from gongkai.foi.forms import steps as forms
from gongkai.foi.models import Application
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor


def _consult(actor: Actor, case: Application, given: Values) -> str:
    foi.consult(
        actor, case, given["kind"], given["party"], given["question"], sent_on=given["sent_on"]
    )
    return "已登记征求意见。对方收到以后，请登记收到日期：15个工作日从那天起算。"


def _reach_party(actor: Actor, case: Application, given: Values) -> str:
    asked = case.consultations.get(pk=given["which"])
    foi.reach_party(actor, asked, given["received_on"], given.get("why", ""))
    return "已登记收到日期，期限已按这一天计算。"


def _end_consultation(actor: Actor, case: Application, given: Values) -> str:
    asked = case.consultations.get(pk=given["which"])
    foi.end_consultation(
        actor,
        asked,
        given["outcome"],
        answer=given["answer"],
        judgement=given["judgement"],
        on=given["on"],
    )
    return "已登记意见，答复期限已重新计算。"


def _tell(actor: Actor, case: Application, given: Values) -> str:
    asked = case.consultations.get(pk=given["which"])
    foi.tell_third_party(actor, asked, given["on"])
    return "已登记书面告知第三方。"


def _ask_assistance(actor: Actor, case: Application, given: Values) -> str:
    asked = foi.ask_assistance(
        actor, case, given["unit"], given["request"], given["reply_by"], sent_on=given["sent_on"]
    )
    return f"已登记协办函，请{asked.unit.name}在{asked.reply_by}前反馈。"


def _end_assistance(actor: Actor, case: Application, given: Values) -> str:
    asked = case.assistances.get(pk=given["which"])
    foi.end_assistance(actor, asked, given["answer"], given["on"])
    return "已登记协办反馈。检索的情况请同时登记检索记录，供答复引用。"


STEPS: dict[str, StepPage] = {
    "consult": StepPage(
        "征求意见",
        "登记发出",
        forms.ConsultForm,
        "foi.consult",
        _consult,
        "consult",
        "从发出次日到收到意见或者期满，不计入答复期限。第三方逾期不答复的由本机关决定；"
        "共同制作机关逾期不答复的视为同意公开。",
    ),
    "party-received": StepPage(
        "登记对方收到征求意见书",
        "登记",
        forms.ReachPartyForm,
        "foi.reach_party",
        _reach_party,
        "end_consultation",
    ),
    "opinion": StepPage(
        "登记意见",
        "登记意见",
        forms.ConsultationForm,
        "foi.end_consultation",
        _end_consultation,
        "end_last_consultation",
    ),
    "tell-third-party": StepPage(
        "书面告知第三方",
        "登记告知",
        forms.TellForm,
        "foi.tell_third_party",
        _tell,
        intro="第三方不同意而本机关决定公开的，要把决定公开的内容和理由书面告知第三方（第三十二条）。",
    ),
    "assistance": StepPage(
        "发协办函",
        "登记发出",
        forms.AssistanceForm,
        "foi.ask_assistance",
        _ask_assistance,
        intro="请镇内其他单位协助检索、提供信息。协办的时间计入答复期限；"
        "信息由几个机关共同制作的，请用“征求意见”。",
    ),
    "assisted": StepPage(
        "登记协办反馈", "登记反馈", forms.AssistedForm, "foi.end_assistance", _end_assistance
    ),
}
