"""The one extension: asked, decided, told (Art. 33)."""

from gongkai.foi import actions as foi
from gongkai.foi.forms import steps as forms
from gongkai.foi.models import Application
from gongkai.foi.views.steps.page import StepPage, Values
from gongkai.organisation.actor import Actor


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


STEPS: dict[str, StepPage] = {
    "extension": StepPage(
        "提出延期",
        "提出延期",
        forms.ExtensionForm,
        "foi.ask_extension",
        _ask_extension,
        "ask_extension",
        "只能延长一次，要经负责人同意，并在原期限届满前告知申请人（第三十三条）。",
    ),
    "decide-extension": StepPage(
        "审批延期",
        "提交意见",
        forms.DecideForm,
        "foi.decide_extension",
        _decide,
        "decide_extension",
    ),
    "extend": StepPage(
        "告知申请人延期", "登记告知", forms.SentForm, "foi.extend", _extend, "extend"
    ),
}
