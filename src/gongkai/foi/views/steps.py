"""Every step of a case as a page: which form, what it says, what it does.

``STEPS`` maps the address to a ``StepPage``; ``verb`` is that of the table of states, so that the
case page shows what is possible now and why the rest is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.foi import actions as foi
from gongkai.foi.files import FileToKeep
from gongkai.foi.forms import letters as letter_forms
from gongkai.foi.forms import steps as forms
from gongkai.foi.forms.common import uploaded
from gongkai.foi.models import Application, FileKind, Service
from gongkai.foi.personal import open_applicant
from gongkai.organisation.actor import Actor
from gongkai.rules.foi.fields import Applying

Values = dict[str, Any]
Do = Callable[[Actor, Application, Values], str]


@dataclass(frozen=True)
class StepPage:
    """A page with one form.

    action: whose permission it needs. verb: of the table of states; empty for what is possible in
    every state. do: acts, and says what happened. danger: it cannot be taken back.
    """

    title: str
    button: str
    form: type[forms.StepForm]
    action: str
    do: Do
    verb: str = ""
    intro: str = ""
    danger: bool = False


def _confirm(actor: Actor, case: Application, given: Values) -> str:
    done = foi.confirm(actor, case, given["on"], given["how"])
    return f"已登记确认，答复期限从{done.clock_start}次日起算，到{done.due_on}为止。"


def _ask_correction(actor: Actor, case: Application, given: Values) -> str:
    foi.ask_correction(
        actor,
        case,
        given["items"],
        given["guidance"],
        days=given["days"],
        sent_on=given["sent_on"],
    )
    return "已登记补正告知。请把补正告知书送达申请人；收到补正后期限重新计算。"


def _correct(actor: Actor, case: Application, given: Values) -> str:
    files = uploaded("correction", given["file"])
    done = foi.correct(
        actor,
        case,
        _corrected(case, given),
        on=given["on"],
        excuse=given["excuse"],
        files=files,
    )
    return f"已登记补正，答复期限重新计算到{done.due_on}。"


def _corrected(case: Application, given: Values) -> Applying | None:
    """The application with its new words; None where they did not change."""
    if not (given["description"] or given["feature"]):
        return None
    former = open_applicant(case)
    changes = {name: given[name] for name in ("description", "feature") if given[name]}
    return Applying(**{**former.__dict__, **changes})


def _consult(actor: Actor, case: Application, given: Values) -> str:
    foi.consult(
        actor, case, given["kind"], given["party"], given["question"], sent_on=given["sent_on"]
    )
    return "已登记征求意见。对方收到以后，请登记收到日期：15个工作日从那天起算。"


def _reach_party(actor: Actor, case: Application, given: Values) -> str:
    asked = case.consultations.get(pk=given["which"])
    foi.reach_party(actor, asked, given["received_on"])
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


def _ask_extension(actor: Actor, case: Application, given: Values) -> str:
    foi.ask_extension(actor, case, given["reason"], given["days"])
    return "已提出延期，等待负责人审批。"


def _decide(actor: Actor, case: Application, given: Values) -> str:
    agree = given["agree"] == "yes"
    foi.decide_extension(actor, case, agree, given["note"])
    return "已同意延期，请在原期限届满前告知申请人。" if agree else "没有同意延期，已告知承办人。"


def _extend(actor: Actor, case: Application, given: Values) -> str:
    foi.extend(actor, case, given["sent_on"])
    case.refresh_from_db()
    return f"已告知延期，答复期限到{case.due_on}为止。"


def _ask_fee(actor: Actor, case: Application, given: Values) -> str:
    facts = foi.FeeFacts(given["scheme"], given["items"] or 0, given["pages"] or 0, given["reason"])
    fee = foi.ask_fee(actor, case, facts, given["sent_on"])
    return f"已登记收费通知：{fee.sentence}"


def _reach_payer(actor: Actor, case: Application, given: Values) -> str:
    foi.reach_payer(actor, case, given["received_on"])
    return "已登记收到日期，缴费期限已按这一天计算。"


def _pay(actor: Actor, case: Application, given: Values) -> str:
    foi.pay_fee(actor, case, given["receipt_number"], on=given["on"], excuse=given["excuse"])
    case.refresh_from_db()
    return f"已登记缴费，答复期限重新计算到{case.due_on}。"


def _ask_reasons(actor: Actor, case: Application, given: Values) -> str:
    foi.ask_reasons(actor, case, given["why"], given["sent_on"])
    return "已登记说明理由通知。"


def _give_reasons(actor: Actor, case: Application, given: Values) -> str:
    foi.give_reasons(
        actor,
        case,
        given["given"],
        given["reasonable"] == "yes",
        given["judgement"],
        on=given["on"],
    )
    return "已登记说明的理由和判断。"


def _delay(actor: Actor, case: Application, given: Values) -> str:
    foi.delay(actor, case, given["until"], given["why"])
    return f"已确定延迟至{given['until']}答复，请告知申请人。"


def _withdraw(actor: Actor, case: Application, given: Values) -> str:
    foi.withdraw(actor, case, given["how"], given["on"])
    return "已登记撤回，办理结束。"


def _close_uncorrected(actor: Actor, case: Application, given: Values) -> str:
    foi.close_uncorrected(actor, case)
    return "已按逾期不补正结案。"


def _close_unpaid(actor: Actor, case: Application, given: Values) -> str:
    foi.close_unpaid(actor, case)
    return "已按逾期不缴费结案。"


def _search(actor: Actor, case: Application, given: Values) -> str:
    foi.log_search(actor, case, foi.SearchFacts(**given))
    return "已登记检索。"


def _serve(actor: Actor, case: Application, given: Values) -> str:
    letter = case.letters.get(pk=given["letter"])
    proof = next(iter(uploaded("proof", given["proof"])), None)
    facts = foi.ServiceFacts(
        given["way"], given["on"], given["carrier"], given["tracking"], given["note"], proof
    )
    foi.serve(actor, letter, facts)
    case.refresh_from_db()
    return "答复已送达，办理结束。" if case.state == "closed" else "已登记送达。"


def _take_back(actor: Actor, case: Application, given: Values) -> str:
    foi.take_back(actor, case, given["why"])
    return "已收回答复，请重新起草。"


def _redo(actor: Actor, case: Application, given: Values) -> str:
    foi.redo(actor, case, given["until"])
    return f"已重新办理，请在{given['until']}前答复。"


def _remove(actor: Actor, case: Application, given: Values) -> str:
    foi.remove(actor, case, given["why"], given["archived_as"])
    return "申请人资料和文件已清除，只保留登记、期限和结果。"


def _hand_over(actor: Actor, case: Application, given: Values) -> str:
    foi.hand_over(actor, case, given["handler"], given["why"])
    return f"已由{given['handler'].name}承办。"


def _classify(actor: Actor, case: Application, given: Values) -> str:
    foi.classify(actor, case, given["subject"], given["topic"])
    return "已修改。"


def _add_file(actor: Actor, case: Application, given: Values) -> str:
    file = given["file"]
    foi.add_file(actor, case, FileToKeep(given["kind"], file.name, file.read()))
    return "已加密保存到案卷。"


def _ask_assistance(actor: Actor, case: Application, given: Values) -> str:
    asked = foi.ask_assistance(
        actor, case, given["unit"], given["request"], given["reply_by"], sent_on=given["sent_on"]
    )
    return f"已登记协办函，请{asked.unit.name}在{asked.reply_by}前反馈。"


def _end_assistance(actor: Actor, case: Application, given: Values) -> str:
    asked = case.assistances.get(pk=given["which"])
    foi.end_assistance(actor, asked, given["answer"], given["on"])
    return "已登记协办反馈。检索的情况请同时登记检索记录，供答复引用。"


def _attach_proof(actor: Actor, case: Application, given: Values) -> str:
    served = Service.objects.get(pk=given["service"], letter__application=case)
    foi.attach_proof(actor, served, uploaded(FileKind.PROOF, given["file"])[0])
    return "已把送达凭证加密保存到案卷。"


def _dispute(actor: Actor, case: Application, given: Values) -> str:
    dispute = foi.open_dispute(actor, case, foi.DisputeFacts(**given))
    return f"已登记，请在{dispute.answer_due}前提出答复或者答辩。"


_F = forms
STEPS: dict[str, StepPage] = {
    "confirm": StepPage(
        "登记与申请人确认",
        "登记确认",
        _F.ConfirmForm,
        "foi.confirm",
        _confirm,
        "confirm",
        "互联网、传真、电子邮件和平常信函，以双方确认之日为收到申请之日（第三十一条）。",
    ),
    "correction": StepPage(
        "要求补正",
        "登记补正告知",
        _F.CorrectionForm,
        "foi.ask_correction",
        _ask_correction,
        "ask_correction",
        "只能一次性告知一次。告知以后答复期限停止，收到补正后从头计算（第三十条）。",
        danger=True,
    ),
    "corrected": StepPage(
        "登记补正", "登记补正", _F.CorrectedForm, "foi.correct", _correct, "correct"
    ),
    "close-uncorrected": StepPage(
        "按逾期不补正结案",
        "结案",
        _F.StepForm,
        "foi.close_uncorrected",
        _close_uncorrected,
        "close_uncorrected",
        "申请人无正当理由逾期不补正的，视为放弃申请，不再处理（第三十条）。结案后不能恢复。",
        danger=True,
    ),
    "consult": StepPage(
        "征求意见",
        "登记发出",
        _F.ConsultForm,
        "foi.consult",
        _consult,
        "consult",
        "从发出次日到收到意见或者期满，不计入答复期限。第三方逾期不答复的由本机关决定；"
        "共同制作机关逾期不答复的视为同意公开。",
    ),
    "party-received": StepPage(
        "登记对方收到征求意见书",
        "登记",
        _F.ReachPartyForm,
        "foi.reach_party",
        _reach_party,
        "end_consultation",
    ),
    "opinion": StepPage(
        "登记意见",
        "登记意见",
        _F.ConsultationForm,
        "foi.end_consultation",
        _end_consultation,
        "end_last_consultation",
    ),
    "tell-third-party": StepPage(
        "书面告知第三方",
        "登记告知",
        _F.TellForm,
        "foi.tell_third_party",
        _tell,
        intro="第三方不同意而本机关决定公开的，要把决定公开的内容和理由书面告知第三方（第三十二条）。",
    ),
    "extension": StepPage(
        "提出延期",
        "提出延期",
        _F.ExtensionForm,
        "foi.ask_extension",
        _ask_extension,
        "ask_extension",
        "只能延长一次，要经负责人同意，并在原期限届满前告知申请人（第三十三条）。",
    ),
    "decide-extension": StepPage(
        "审批延期",
        "提交意见",
        _F.DecideForm,
        "foi.decide_extension",
        _decide,
        "decide_extension",
    ),
    "extend": StepPage("告知申请人延期", "登记告知", _F.SentForm, "foi.extend", _extend, "extend"),
    "fee": StepPage(
        "发收费通知",
        "登记通知",
        _F.FeeForm,
        "foi.ask_fee",
        _ask_fee,
        "ask_fee",
        "按件、按量只能选一种。申请人在收到通知次日起20个工作日内缴费，逾期视为放弃；"
        "缴清次日起重新计算答复期限。",
        danger=True,
    ),
    "fee-received": StepPage(
        "登记申请人收到收费通知",
        "登记",
        _F.ReceivedForm,
        "foi.reach_payer",
        _reach_payer,
        "pay_fee",
    ),
    "paid": StepPage("登记缴费", "登记缴费", _F.PaidForm, "foi.pay_fee", _pay, "pay_fee"),
    "close-unpaid": StepPage(
        "按逾期不缴费结案",
        "结案",
        _F.StepForm,
        "foi.close_unpaid",
        _close_unpaid,
        "close_unpaid",
        "申请人逾期不缴纳信息处理费的，视为放弃申请，不再处理。结案后不能恢复。",
        danger=True,
    ),
    "reasons": StepPage(
        "要求说明理由",
        "登记通知",
        _F.ReasonsForm,
        "foi.ask_reasons",
        _ask_reasons,
        "ask_reasons",
        "数量、频次是否明显超过合理范围由人判断，系统不设数字（第三十五条）。",
    ),
    "reasons-given": StepPage(
        "登记申请人说明的理由",
        "登记",
        _F.GivenForm,
        "foi.give_reasons",
        _give_reasons,
        "give_reasons",
    ),
    "delay": StepPage(
        "确定延迟答复的期限",
        "确定并告知",
        _F.DelayForm,
        "foi.delay",
        _delay,
        "delay",
        "理由合理但不能按期答复的，可以确定延迟答复的合理期限并告知申请人（第三十五条）。",
    ),
    "withdraw": StepPage(
        "登记撤回申请",
        "登记撤回",
        _F.WithdrawForm,
        "foi.withdraw",
        _withdraw,
        "withdraw",
        "登记后办理结束，不能恢复。",
        danger=True,
    ),
    "search": StepPage("登记检索", "登记检索", _F.SearchForm, "foi.log_search", _search),
    "serve": StepPage("登记送达", "登记送达", _F.ServeForm, "foi.serve", _serve),
    "take-back": StepPage(
        "收回未送达的答复",
        "收回",
        _F.WhyForm,
        "foi.take_back",
        _take_back,
        "take_back",
        danger=True,
    ),
    "redo": StepPage("重新答复", "重新办理", _F.RedoForm, "foi.redo", _redo, "redo"),
    "remove": StepPage(
        "按期清除申请人资料",
        "清除",
        _F.RemoveForm,
        "foi.remove",
        _remove,
        "remove",
        "清除申请人资料和全部文件，只保留登记、期限和结果，并写明清除的依据。清除后不能恢复。",
        danger=True,
    ),
    "hand-over": StepPage("指定承办人、交接", "确定", _F.HandOverForm, "foi.hand_over", _hand_over),
    "classify": StepPage("修改简称和归类", "保存", _F.ClassifyForm, "foi.classify", _classify),
    "file": StepPage("添加案卷文件", "添加", _F.FileForm, "foi.add_file", _add_file),
    "assistance": StepPage(
        "发协办函",
        "登记发出",
        _F.AssistanceForm,
        "foi.ask_assistance",
        _ask_assistance,
        intro="请镇内其他单位协助检索、提供信息。协办的时间计入答复期限；"
        "信息由几个机关共同制作的，请用“征求意见”。",
    ),
    "assisted": StepPage(
        "登记协办反馈", "登记反馈", _F.AssistedForm, "foi.end_assistance", _end_assistance
    ),
    "attach-proof": StepPage(
        "补充送达凭证", "添加凭证", letter_forms.ProofForm, "foi.attach_proof", _attach_proof
    ),
    "dispute": StepPage(
        "登记行政复议、行政诉讼", "登记", _F.DisputeForm, "foi.open_dispute", _dispute
    ),
}
