"""Too many or too often: the fee (Art. 42), reasons and a later date (Art. 35)."""

from gongkai.foi import actions as foi
from gongkai.foi.forms import steps as forms
from gongkai.foi.models import Application
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor


def _ask_fee(actor: Actor, case: Application, given: Values) -> str:
    facts = foi.FeeFacts(given["scheme"], given["items"] or 0, given["pages"] or 0, given["reason"])
    fee = foi.ask_fee(actor, case, facts, given["sent_on"])
    return f"已登记收费通知：{fee.sentence}"


def _reach_payer(actor: Actor, case: Application, given: Values) -> str:
    foi.reach_payer(actor, case, given["received_on"], given.get("why", ""))
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


def _close_unpaid(actor: Actor, case: Application, given: Values) -> str:
    foi.close_unpaid(actor, case)
    return "已按逾期不缴费结案。"


STEPS: dict[str, StepPage] = {
    "fee": StepPage(
        "发收费通知",
        "登记通知",
        forms.FeeForm,
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
        forms.ReceivedForm,
        "foi.reach_payer",
        _reach_payer,
        "reach_payer",
    ),
    "paid": StepPage("登记缴费", "登记缴费", forms.PaidForm, "foi.pay_fee", _pay, "pay_fee"),
    "close-unpaid": StepPage(
        "按逾期不缴费结案",
        "结案",
        forms.StepForm,
        "foi.close_unpaid",
        _close_unpaid,
        "close_unpaid",
        "申请人逾期不缴纳信息处理费的，视为放弃申请，不再处理。结案后不能恢复。",
        danger=True,
    ),
    "reasons": StepPage(
        "要求说明理由",
        "登记通知",
        forms.ReasonsForm,
        "foi.ask_reasons",
        _ask_reasons,
        "ask_reasons",
        "数量、频次是否明显超过合理范围由人判断，系统不设数字（第三十五条）。",
    ),
    "reasons-given": StepPage(
        "登记申请人说明的理由",
        "登记",
        forms.GivenForm,
        "foi.give_reasons",
        _give_reasons,
        "give_reasons",
    ),
    "delay": StepPage(
        "确定延迟答复的期限",
        "确定并告知",
        forms.DelayForm,
        "foi.delay",
        _delay,
        "delay",
        "理由合理但不能按期答复的，可以确定延迟答复的合理期限并告知申请人（第三十五条）。",
    ),
}
